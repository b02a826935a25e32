/** What the README shows of the output is what is rendered. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../house/files.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
/** The first block of a language behind a heading. */
const block = (behind: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme.slice(readme.indexOf(behind)))?.[1] ?? ''

test('the Jenkinsfile of the blog', () => {
  const shown = block('## What comes out', 'groovy')
  expect(shown).not.toBe('')
  expect(read('examples/myblog/out/jenkins/myblog/Jenkinsfile')).toContain(shown)
})

test.each([
  ['values.yaml', 'A chart has the values'],
  ['values-prod.yaml', 'the file of an environment says'],
])('%s of the catalog', (file, behind) => {
  const shown = block(behind, 'yaml')
  expect(shown).not.toBe('')
  expect(read(`examples/shop/out/helm/shop/charts/catalog/${file}`)).toContain(shown)
})
