import type { Match, PathMatch } from '../../resolve/model.ts'

type TextMatch = Match['query'][string]
type Texts = { readonly [name: string]: TextMatch }

/** Whether every request that `b` catches is one that `a` catches. Never true without proof: expressions only cover themselves. */
export function covers(a: Match, b: Match): boolean {
  return (
    (a.gateway === undefined || a.gateway === b.gateway) &&
    (a.port === undefined || a.port.name === b.port?.name) &&
    coversList(a.from, b.from) &&
    coversList(a.methods, b.methods) &&
    coversPath(a.path, b.path) &&
    (a.cookie === undefined || (a.cookie.name === b.cookie?.name && a.cookie.value === b.cookie.value)) &&
    coversTexts(a.headers, b.headers) &&
    coversTexts(a.query, b.query) &&
    // What `a` does not take, `b` must not take either: `b` has to shut out at least as much.
    Object.entries(a.without).every(([name, text]) => {
      const other = b.without[name]
      return other !== undefined && coversText(other, text)
    })
  )
}

/** Empty is anything. */
function coversList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || (b.length > 0 && b.every((item) => a.includes(item)))
}

function coversPath(a: PathMatch | undefined, b: PathMatch | undefined): boolean {
  if (a === undefined || (a.type === 'prefix' && a.value === '/')) return true
  if (b === undefined) return false
  if (a.type !== 'prefix') return a.type === b.type && a.value === b.value
  const below = a.value.endsWith('/') ? a.value : `${a.value}/`
  return b.type !== 'regex' && (b.value === a.value || b.value.startsWith(below))
}

function coversTexts(a: Texts, b: Texts): boolean {
  return Object.entries(a).every(([name, text]) => {
    const other = b[name]
    return other !== undefined && coversText(text, other)
  })
}

function coversText(a: TextMatch, b: TextMatch): boolean {
  if (a.present === true) return true
  if (a.prefix !== undefined) return (b.exact ?? b.prefix)?.startsWith(a.prefix) === true
  if (a.regex !== undefined) return b.regex === a.regex
  return a.exact === b.exact
}
