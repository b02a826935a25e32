import Ajv from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { transform } from 'esbuild'
import type { JsonSchema } from './structure-schema.ts'

/**
 * The validator as one ES module without imports: ajv's standalone code, minus what nobody reads. `allErrors`, because every mistake is told in one
 * run; no messages, because ours are better.
 */
export async function validatorCode(schema: JsonSchema): Promise<string> {
  const ajv = new Ajv.default({
    allErrors: true,
    messages: false,
    strict: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  })
  const full = standaloneCode.default(ajv, ajv.compile(schema))
  const lean = full
    .replace(/^(const schema\d+ = )(.*);$/gm, (_all, start: string, text: string) => `${start}${JSON.stringify(keysOf(JSON.parse(text)))};`)
    .replace(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replace(/,parentData:[\w$]+,parentDataProperty:(?:"(?:[^"\\]|\\.)*"|[\w$]+),rootData/g, '')
    .replace(
      /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      'vErrors = noted(vErrors, $2);\nerrors++;',
    )
    .replace(
      /vErrors = vErrors === null \? ((?:wrapper\d+\.)?validate\d*)\.errors : vErrors\.concat\(\1\.errors\);/g,
      'vErrors = joined(vErrors, $1.errors);',
    )
    .concat(HELPERS)
  if (/schemaPath:|parentData:|require\(|vErrors\.(push|concat)/.test(lean))
    throw new Error('the standalone code of ajv has another shape than expected')
  const { code } = await transform(lean, { format: 'esm', target: 'node20', minify: true, legalComments: 'none' })
  return code
}

/** What ajv repeats at each error. Joining in place keeps many errors linear. */
const HELPERS = `
function noted(list, error) { if (list === null) return [error]; list.push(error); return list }
function joined(list, more) { if (list === null) return more; for (const error of more) list.push(error); return list }
`

/** ajv only asks its copies of the schema which keys there are. */
function keysOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return undefined
  const { properties, items, additionalProperties } = schema as JsonSchema
  const known =
    typeof properties === 'object' && properties !== null
      ? Object.entries(properties).map(([key, below]) => [key, keysOf(below) ?? {}])
      : []
  return {
    ...(known.length > 0 ? { properties: Object.fromEntries(known) } : {}),
    items: keysOf(items),
    additionalProperties: keysOf(additionalProperties),
  }
}

export const VALIDATOR_TYPES = `/** What ajv found. A pointer into the long form; with \`additionalProperties\` and \`required\` it is the map's, not the key's. */
export type StructureError = { readonly instancePath: string } & (
  | { readonly keyword: 'type'; readonly params: { readonly type: 'object' | 'array' } }
  | { readonly keyword: 'required'; readonly params: { readonly missingProperty: string } }
  | { readonly keyword: 'additionalProperties'; readonly params: { readonly additionalProperty: string } }
  | { readonly keyword: 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'; readonly params: { readonly limit: number } }
)

/** Whether a value in its long form has the structure of a platform. The errors of the last call are beside it. */
export declare const validate: { (value: unknown): boolean; errors: readonly StructureError[] | null }
`
