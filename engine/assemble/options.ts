import type { ErrorObject } from 'ajv'
import type { Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { badOption, rendererBroken } from './diagnostics.ts'

/** The options of one output: what is written, checked against the output's own schema, with its defaults. ajv is only loaded when something is written. */
export async function decideOptions(name: string, schema: JsonObject, written: JsonObject, report: Report): Promise<JsonObject> {
  const options = withDefaults(schema, written)
  if (Object.keys(written).length === 0) return options
  const { Ajv } = await import('ajv')
  const base = toPointer(['outputs', name])
  let errors: readonly ErrorObject[] = []
  try {
    const validate = new Ajv({ allErrors: true, strict: true }).compile(schema)
    if (!validate(written)) errors = validate.errors ?? []
  } catch (error) {
    report(
      rendererBroken,
      { pointer: base, on: 'key' },
      { name, reason: `its options schema is wrong: ${error instanceof Error ? error.message : String(error)}` },
    )
  }
  for (const error of errors) {
    if (error.keyword === 'additionalProperties') {
      const option = String((error.params as { readonly additionalProperty: unknown }).additionalProperty)
      const known = Object.keys((schema.properties ?? {}) as JsonObject)
      const near = nearest(option, known)
      const place = { pointer: base + error.instancePath + toPointer([option]), on: 'key' } as const
      report(
        badOption,
        place,
        { name, option, reason: 'is not an option', nearest: near },
        near === undefined ? {} : { fixes: [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }] },
      )
    } else
      report(
        badOption,
        { pointer: base + error.instancePath, on: 'value' },
        { name, option: error.instancePath.slice(1) || name, reason: error.message ?? 'is wrong', nearest: undefined },
      )
  }
  return options
}

/** Defaults of a closed object schema, all the way down. */
function withDefaults(schema: JsonObject, written: JsonObject): JsonObject {
  const options: Record<string, Json> = { ...written }
  for (const [key, property] of Object.entries((schema.properties ?? {}) as { readonly [key: string]: JsonObject })) {
    const value = options[key]
    if (value === undefined && property.default !== undefined) options[key] = property.default
    else if (property.type === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value))
      options[key] = withDefaults(property, value as JsonObject)
  }
  return options
}
