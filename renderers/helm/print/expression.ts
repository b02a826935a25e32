import type { Json } from '../../../engine/sdk.ts'
import { hasErased, isFragile } from '../plan/fragile.ts'
import type { Condition, Variables } from '../plan/template.ts'
import { goString, reading } from '../values/path.ts'
import type { Slot } from '../values/slot.ts'

/** `.` at the top of a template, `$` where a loop gave the dot another meaning. */
export type Root = '.' | '$'

/** Control characters that JSON leaves bare and YAML does not allow. */
const BARE = /[\x7f-\x9f\ufeff\ufffe\uffff]/g

/** What a template prints behind `key:` for a value that stands on one line. `from` is how the value is read. */
export function scalar({ form, values }: Slot, from: string): string {
  switch (form) {
    case 'string':
      // `quote` writes as Go does, which is as YAML reads.
      return values.some((value) => typeof value === 'string' && hasErased(value))
        ? `{{ ${from} | quote | replace "<no" "\\\\x3cno" }}`
        : `{{ ${from} | quote }}`
    case 'integer':
      // Helm reads numbers as floating point, and would print a million as 1e+06.
      return `{{ ${from} | int64 }}`
    case 'boolean':
      return `{{ ${from} }}`
    case 'whole':
    case 'json':
      return `{{ ${asJson(values, from)} }}`
  }
}

/** Whether a map or list has to be written as JSON, because of a text in it that would not come through. */
export function isOdd({ values }: Slot): boolean {
  return values.some((value) => value !== undefined && isFragile(value))
}

/** JSON is YAML, too. */
function asJson(values: readonly (Json | undefined)[], from: string): string {
  const bare = new Set(values.flatMap((value) => (value === undefined ? [] : (JSON.stringify(value).match(BARE) ?? []))))
  const replaced = [...bare].sort().map((letter) => {
    const code = `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
    return ` | replace "${code}" "\\${code}"`
  })
  return `${from} | toJson${replaced.join('')}`
}

/** The line that opens a condition. */
export function opening(condition: Condition, root: Root): string {
  switch (condition.test) {
    case 'true':
    case 'filled':
      return `{{- if ${reading(condition.path, root)} }}`
    case 'false':
      return `{{- if not ${reading(condition.path, root)} }}`
    case 'set':
      return `{{- if not (kindIs "invalid" ${reading(condition.path, root)}) }}`
    case 'unset':
      return `{{- if not (hasKey ${reading(condition.path, root)} ${goString(condition.key)}) }}`
    case 'more':
      return `{{- if ${moreVariables(condition.variables, root)} }}`
  }
}

/** Reads the variables that no template names. */
export function moreVariables({ path, named }: Variables, root: Root): string {
  const names = named().map(goString)
  return names.length === 0 ? reading(path, root) : `omit ${reading(path, root)} ${names.join(' ')}`
}
