import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'
import type { Finding } from '../finding.ts'
import { pythonOf } from '../tool.ts'

/** Prints, for each file that is named on a line of the input, its documents as a line of JSON. What JSON has no word for becomes a text that says its type. */
const PYTHON = `
import json, sys, yaml
Loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
def other(value):
    return f'{type(value).__name__}: {value}'
for line in sys.stdin:
    with open(line.rstrip('\\n'), encoding='utf-8') as file:
        try:
            print(json.dumps(list(yaml.load_all(file, Loader)), default=other))
        except Exception as error:
            print(json.dumps(f'error: {error}'))
`

/** Every file, read as YAML 1.1 by PyYAML (as kubectl and Helm do, nearly) and as YAML 1.2: the values have to be equal. */
export async function yamlVersions(files: readonly string[]): Promise<readonly Finding[]> {
  if (files.length === 0) return []
  const rows = (await python(files)).split('\n')
  return files.flatMap((file, index) => {
    const old: unknown = JSON.parse(rows[index] ?? '"error: not read"')
    const documents = parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.2', uniqueKeys: true })
    const errors = documents.flatMap((document) => document.errors.map((error) => error.message))
    const now: unknown = documents.map((document) => document.toJS() as unknown)
    if (errors.length > 0) return [{ judge: 'yaml 1.2', rule: 'parse', where: file, message: errors[0] ?? '' }]
    if (isDeepStrictEqual(old, JSON.parse(JSON.stringify(now)))) return []
    return [{ judge: 'yaml 1.1', rule: 'equal', where: file, message: difference(old, now) }]
  })
}

function python(files: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(pythonOf('yamllint'), ['-c', PYTHON], { maxBuffer: 1 << 30, encoding: 'utf8' }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    )
    child.stdin?.end(files.join('\n'))
  })
}

/** Where two values first differ. */
function difference(a: unknown, b: unknown, path = ''): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${JSON.stringify(a)} in 1.1, ${JSON.stringify(b)} in 1.2`
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  const key = [...new Set([...left.keys(), ...right.keys()])].find((name) => !isDeepStrictEqual(left.get(name), right.get(name)))
  return key === undefined ? `${path}: order or type` : difference(left.get(key), right.get(key), `${path}/${key}`)
}
