import type { Json } from '../../source/source.ts'
import { firstOf, type Variants } from './variants.ts'

/** Where a text can only mean the namespace that it stands in: `orders.shop.svc`, `cluster.local/ns/shop/sa/orders`. */
const PLACES: readonly (readonly [before: string, behind: string])[] = [
  ['.', '.svc'],
  ['/ns/', '/sa/'],
]
const LETTER = /[A-Za-z0-9]/

/**
 * The pieces of a text between which every environment has its own namespace, or undefined when that does not explain why it differs.
 * A text that all have is taken for it in few places only: a namespace `shop` must not make anything of `shop-tls`.
 * `known` says that the whole text is the name of a namespace, when it is that of this one.
 */
export function piecesOf(place: Variants, namespaces: readonly string[], known: boolean): readonly string[] | undefined {
  const present = place.values.flatMap((value, index) => (value === undefined ? [] : [{ value, namespace: namespaces[index] ?? '' }]))
  const [first] = present
  if (first === undefined || !present.every(({ value }) => typeof value === 'string')) return undefined
  const texts = present as readonly { readonly value: string; readonly namespace: string }[]
  if (known && texts.every(({ value, namespace }) => value === namespace)) return ['', '']
  if (place.agrees)
    return isOne(place, namespaces)
      ? split(String(first.value), (text, at) => isPlace(text, at, first.namespace), first.namespace)
      : undefined
  // The longest namespace is the one that is least likely to be found in a text by chance.
  const longest = texts.reduce((a, b) => (b.namespace.length > a.namespace.length ? b : a))
  const pieces = split(longest.value, (text, at) => isWord(text, at, longest.namespace.length), longest.namespace)
  return pieces !== undefined && texts.every(({ value, namespace }) => pieces.join(namespace) === value) ? pieces : undefined
}

/** Whether a text in it could have such pieces although all environments agree. */
export function mentionsNamespace(place: Variants, namespaces: readonly string[]): boolean {
  const namespace = namespaces[place.values.findIndex((value) => value !== undefined)]
  return namespace !== undefined && isOne(place, namespaces) && mentions(firstOf(place), namespace)
}

/** Whether all environments that have the place have the same namespace. */
function isOne({ values }: Variants, namespaces: readonly string[]): boolean {
  let one: string | undefined
  for (const [index, namespace] of namespaces.entries()) {
    if (values[index] === undefined) continue
    if (one !== undefined && one !== namespace) return false
    one = namespace
  }
  return true
}

function mentions(value: Json | undefined, namespace: string): boolean {
  if (typeof value === 'string') return value.includes(namespace)
  if (typeof value !== 'object' || value === null) return false
  return (Array.isArray(value) ? (value as readonly Json[]) : Object.values(value)).some((part) => mentions(part, namespace))
}

function split(text: string, fits: (text: string, at: number) => boolean, namespace: string): readonly string[] | undefined {
  const pieces: string[] = []
  let from = 0
  for (let at = text.indexOf(namespace); at >= 0; at = text.indexOf(namespace, at + 1)) {
    if (at < from || !fits(text, at)) continue
    pieces.push(text.slice(from, at))
    from = at + namespace.length
  }
  return pieces.length === 0 ? undefined : [...pieces, text.slice(from)]
}

function isPlace(text: string, at: number, namespace: string): boolean {
  return PLACES.some(
    ([before, behind]) =>
      text.startsWith(before, at - before.length) && at >= before.length && text.startsWith(behind, at + namespace.length),
  )
}

function isWord(text: string, at: number, length: number): boolean {
  return !LETTER.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(at + length))
}
