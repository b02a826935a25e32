/** `npm run golden:update [NAME…]`: writes what the golden cases render to, after a change on purpose. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { caseNames, casesFolder, renderCase } from './golden.ts'

const chosen = process.argv.slice(2)
for (const name of caseNames().filter((candidate) => chosen.length === 0 || chosen.includes(candidate))) {
  const { diagnostics, files } = await renderCase(name)
  for (const { line, code, message } of diagnostics) console.error(`${name}/platform.yaml:${line}: ${code}: ${message}`)
  if (diagnostics.length > 0) {
    process.exitCode = 1
    continue
  }
  const expected = join(casesFolder, name, 'expected')
  rmSync(expected, { recursive: true, force: true })
  for (const [path, content] of files) {
    mkdirSync(dirname(join(expected, path)), { recursive: true })
    writeFileSync(join(expected, path), content)
  }
  console.log(`${name}: ${files.size} files`)
}
