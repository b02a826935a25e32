import type { Pointer } from '../diagnostics/diagnostic.ts'

/** `${…}` in texts: one pure form, a path of names. `$${` stands for a plain `${`. */

/** A piece of a text: as it is, or a reference. */
export type Part = { readonly text: string } | { readonly reference: string }

/** The parts of a text, or undefined when a `${` is never closed. */
export function parseTemplate(text: string): readonly Part[] | undefined {
  const parts: Part[] = []
  let literal = ''
  let position = 0
  for (;;) {
    const start = text.indexOf('${', position)
    if (start < 0) break
    if (start > position && text[start - 1] === '$') {
      literal += `${text.slice(position, start - 1)}\${`
      position = start + 2
      continue
    }
    const end = text.indexOf('}', start)
    if (end < 0) return undefined
    literal += text.slice(position, start)
    if (literal !== '') parts.push({ text: literal })
    literal = ''
    parts.push({ reference: text.slice(start + 2, end).trim() })
    position = end + 1
  }
  literal += text.slice(position)
  if (literal !== '') parts.push({ text: literal })
  return parts
}

/** What a reference stands for, and where that is written; or why it stands for nothing. */
export type Lookup =
  | { readonly value: string; readonly from?: Pointer }
  | { readonly reason: string; readonly known: readonly string[]; readonly within?: Within }
  | { readonly circle: readonly string[]; readonly within?: Within }

/** The text that names what stands for nothing, when that is not the one that was asked for but one that it leads to. */
export interface Within {
  readonly pointer: Pointer
  readonly text: string
  readonly reference: string
}

/** The text with every reference replaced; problems go to `wrong`, with an empty text in their place. */
export function interpolate(
  text: string,
  lookup: (reference: string) => Lookup,
  wrong: (reference: string | undefined, lookup: Lookup | undefined) => void,
): string {
  const parts = parseTemplate(text)
  if (parts === undefined) {
    wrong(undefined, undefined)
    return ''
  }
  let result = ''
  for (const part of parts) {
    if ('text' in part) result += part.text
    else {
      const found = lookup(part.reference)
      if ('value' in found) result += found.value
      else wrong(part.reference, found)
    }
  }
  return result
}
