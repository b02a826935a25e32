import { type Json, writeYaml } from '../../../engine/sdk.ts'
import { ERASED } from '../plan/fragile.ts'

/** Stands for the namespace while a text is written. */
const MARK = '\ue000'
const NAMESPACE = '{{ .Release.Namespace }}'

/** `key: value` as lines that Helm's engine leaves as they are. */
export function entryLines(key: string, value: Json): string[] {
  const text = writeYaml([{ [key]: value }])
  if (!needsCare(text)) return lines(text)
  if (isFilled(value)) return [...keyLines(key), ...indented(contents(value))]
  return behind(keyLines(key), carefully(value))
}

/** `- value`, likewise. */
export function itemLines(value: Json): string[] {
  const text = writeYaml([[value]])
  if (!needsCare(text)) return lines(text)
  return isFilled(value) ? ['-', ...indented(contents(value))] : [`- ${carefully(value)}`]
}

/** `key:`, in two lines when it is very long. */
export function keyLines(key: string): string[] {
  if (key.includes(ERASED)) return [`${escaped(json(key))}:`]
  const written = lines(writeYaml([{ [key]: 0 }]))
  return [...written.slice(0, -1), (written.at(-1) ?? '').slice(0, -' 0'.length)]
}

/** The lines of a text with the namespace between its pieces, as they stand behind a key or a dash. It is always in quotes, or a block. */
export function textLines(pieces: readonly string[]): string[] {
  if (pieces.length === 2 && pieces.every((piece) => piece === '')) return ['{{ .Release.Namespace | quote }}']
  const text = pieces.join(MARK)
  const plain = writeYaml([{ k: text }]).slice('k: '.length)
  const written = needsCare(plain) ? `${json(text)}\n` : plain
  const quoted = /^['"|]/.test(written) ? written : `'${written.slice(0, -1).replaceAll("'", "''")}'\n`
  return lines(quoted).map((line) => line.replaceAll(`{${MARK}`, `{{ "{" }}${MARK}`).replaceAll(MARK, NAMESPACE))
}

/** Puts what follows a key or a dash behind it. */
export function behind(head: readonly string[], first: string, ...more: readonly string[]): string[] {
  return [...head.slice(0, -1), `${head.at(-1) ?? ''} ${first}`, ...more]
}

/** Two columns further. Empty lines stay empty. */
export function indented(text: readonly string[]): string[] {
  return text.map((line) => (line === '' ? '' : `  ${line}`))
}

/**
 * Helm erases a text that Go prints for absent values. And a line such as `{{- if … }}` takes all empty lines above it away, so that no block may end
 * with some; its indicator is `|+`.
 */
function needsCare(text: string): boolean {
  return text.includes(ERASED) || /\|2?\+/.test(text)
}

function contents(value: Json): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(itemLines)
  return Object.entries(value as { readonly [key: string]: Json }).flatMap(([key, part]) => entryLines(key, part))
}

function isFilled(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** Something without an inside, on one line. */
function carefully(value: Json): string {
  return typeof value === 'string' ? escaped(json(value)) : (lines(writeYaml([value]))[0] ?? '')
}

/** A text in double quotes, without anything that Helm erases or YAML does not allow. */
function json(text: string): string {
  return JSON.stringify(text)
    .replaceAll(ERASED, `\\u003c${ERASED.slice(1)}`)
    .replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function lines(text: string): string[] {
  const all = escaped(text).split('\n')
  // What the emitter writes ends with a line break; a block that ends with more needs care and is not written like this.
  if (all.at(-1) === '') all.pop()
  return all
}

/** Text that the template engine prints as it is. */
export function escaped(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '{{ "{{" }}') : text
}
