// Counts what vitest reported: `node count.mjs FOLDER NAME...` reads FOLDER/NAME.json and the sections that FOLDER/failed lists.
// A section that failed without a failed test (a type error, a difference, a report that is missing) counts as one failure.
// The last line is `N passed, N failed`; the exit status is 1 when something failed or nothing passed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = '.', ...names] = process.argv.slice(2)
const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '')
const failedSections = read('failed').split('\n').filter(Boolean)
let passed = 0
let failed = 0

console.log('\n=== result')
for (const name of names) {
  const text = read(`${name}.json`)
  if (text === '') {
    console.log(`${name}: no test ran`)
    if (!failedSections.includes(name)) failedSections.push(name)
    continue
  }
  const report = JSON.parse(text)
  // A file that cannot be loaded is a failed suite with no failed test.
  const broken = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests + broken} failed, ${report.numPendingTests + report.numTodoTests} skipped`)
  passed += report.numPassedTests
  failed += report.numFailedTests + broken
  const index = failedSections.indexOf(name)
  if (index >= 0 && report.numFailedTests + broken > 0) failedSections.splice(index, 1)
}
for (const section of failedSections) console.log(`failed: ${section}`)
failed += failedSections.length

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
