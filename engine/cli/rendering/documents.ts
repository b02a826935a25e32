import { readPlain } from '../../source/plain/read.ts'
import type { Json } from '../../source/source.ts'
import { parseYaml } from '../../source/yaml/parse.ts'

/** The documents of a YAML or JSON file, or undefined when it is none, or not one that can be read whole. */
export function readDocuments(path: string, text: string): readonly Json[] | undefined {
  if (!/\.(ya?ml|json)$/.test(path)) return undefined
  const documents: Json[] = []
  for (const part of text.split(/^---(?:[ \t].*)?\r?\n/m)) {
    if (/^(\s*(#.*)?\r?\n?)*$/.test(part)) continue
    const value = readDocument(part)
    if (value === undefined) return undefined
    documents.push(value)
  }
  return documents
}

function readDocument(text: string): Json | undefined {
  const plain = readPlain(text)
  if (plain !== undefined) return plain
  const { value, problems } = parseYaml(text)
  return problems.length === 0 ? value : undefined
}
