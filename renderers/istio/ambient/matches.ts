import type { Match } from '../../../engine/sdk.ts'

type TextMatch = Match['query'][string]

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch One match for each method. */
export function httpMatches(matches: readonly Match[]): readonly object[] {
  return matches.flatMap((match) => {
    const rest = { ...pathOf(match), ...list('headers', headersOf(match)), ...list('queryParams', texts(match.query)) }
    return match.methods.length === 0 ? [rest] : match.methods.map((method) => ({ ...rest, method }))
  })
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch A path is a service, or a method of one; undefined for any other. */
export function grpcMatches(matches: readonly Match[]): readonly object[] | undefined {
  const found: object[] = []
  for (const match of matches) {
    if (match.methods.length > 0 || Object.keys(match.query).length > 0) return undefined
    const method = methodOf(match)
    if (method === undefined) return undefined
    found.push({ ...method, ...list('headers', headersOf(match)) })
  }
  return found
}

function methodOf({ path }: Match): object | undefined {
  if (path === undefined) return {}
  const [, service, method] = /^\/([^/]+)(?:\/([^/]+))?$/.exec(path.value) ?? []
  if (service === undefined || path.type === 'regex' || (path.type === 'exact') !== (method !== undefined)) return undefined
  return { method: { service, ...(method === undefined ? {} : { method }) } }
}

function pathOf({ path }: Match): object {
  if (path === undefined) return {}
  const types = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' }
  return { path: { type: types[path.type], value: path.value } }
}

function headersOf({ headers, cookie }: Match): readonly object[] {
  return [
    ...texts(headers),
    ...(cookie === undefined
      ? []
      : [{ type: 'RegularExpression', name: 'cookie', value: `(.*;\\s*)?${quoted(cookie.name)}=${quoted(cookie.value)}(;.*)?` }]),
  ]
}

function texts(matches: { readonly [name: string]: TextMatch }): readonly object[] {
  return Object.entries(matches).map(([name, { exact, prefix, regex }]) => {
    if (exact !== undefined) return { name, value: exact }
    const value = prefix !== undefined ? `${quoted(prefix)}.*` : regex === undefined ? '.*' : regex
    return { type: 'RegularExpression', name, value }
  })
}

function list(field: string, items: readonly object[]): object {
  return items.length === 0 ? {} : { [field]: items }
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
