import { writeYaml } from '../../emit/yaml.ts'
import { printable } from '../../source/printable.ts'
import { type FieldChange, type ObjectChange, objectDiff } from '../../write/object-diff.ts'
import { textDiff } from '../../write/text-diff.ts'
import type { Difference } from '../../write/writer.ts'
import type { Paint } from '../paint.ts'
import { readDocuments } from './documents.ts'
import { paintDiff } from './paint-diff.ts'

/** Longer values are cut. */
const LONGEST = 100

/** One file that would change: by object and field where it holds data, by line where it is a text. */
export function describeDifference({ path, is, before, after }: Difference, paint: Paint): string {
  const [old, fresh] = [before(), after()]
  const oldDocuments = old === undefined ? [] : readDocuments(path, old)
  const freshDocuments = fresh === undefined ? [] : readDocuments(path, fresh)
  const word = { created: paint('added', 'new'), changed: paint('changed', 'changed'), removed: paint('removed', 'removed') }[is]
  const heading = `${paint('strong', printable(path))} ${word}\n`
  if (oldDocuments === undefined || freshDocuments === undefined)
    return is === 'changed' ? `${heading}${paintDiff(textDiff(path, old, fresh), paint)}` : heading
  const changes = objectDiff(oldDocuments, freshDocuments)
  if (changes.length === 0) return `${heading}  only comments, or the order of things\n`
  return heading + changes.map((change) => describeObject(change, paint)).join('')
}

function describeObject({ object, namespace, change, fields }: ObjectChange, paint: Paint): string {
  const name = `${printable(object)}${namespace === undefined ? '' : paint('faint', ` in ${printable(namespace)}`)}`
  if (change === 'added') return `  ${paint('added', '+')} ${name}\n`
  if (change === 'removed') return `  ${paint('removed', '-')} ${name}\n`
  return `  ${paint('changed', '~')} ${name}\n${fields.map((field) => describeField(field, paint)).join('')}`
}

function describeField({ path, before, after }: FieldChange, paint: Paint): string {
  const name = printable(path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')) || 'the whole'
  if (before === undefined) return `      ${paint('added', '+')} ${name}: ${paint('added', shown(after))}\n`
  if (after === undefined) return `      ${paint('removed', '-')} ${name}: ${paint('removed', shown(before))}\n`
  return `      ${name}: ${paint('removed', shown(before))} → ${paint('added', shown(after))}\n`
}

/** A value on one line, as YAML would have it. */
function shown(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : writeYaml([value]).trimEnd()
  const line = printable(text)
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}
