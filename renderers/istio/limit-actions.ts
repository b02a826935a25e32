import type { LimitRule } from '../../engine/sdk.ts'

type Match = NonNullable<LimitRule['match']>

/** https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-ratelimit-action Names a request that a rule is for. */
export function descriptorActions(match: LimitRule['match'], rule: string): readonly object[] {
  if (match === undefined) return [{ generic_key: { descriptor_key: 'rule', descriptor_value: rule } }]
  return [{ header_value_match: { descriptor_key: 'rule', descriptor_value: rule, expect_match: true, headers: headersOf(match) } }]
}

function headersOf({ path, method, header }: Match): readonly object[] {
  return [
    ...(path === undefined ? [] : [{ name: ':path', string_match: { safe_regex: { regex: pathExpression(path) } } }]),
    ...(method.length === 0 ? [] : [{ name: ':method', string_match: methods(method) }]),
    ...Object.entries(header).map(([name, text]) => ({ name: name.toLowerCase(), ...textMatch(text) })),
  ]
}

/** The header `:path` has the query too, and a prefix counts element by element. */
function pathExpression({ prefix, exact, regex }: NonNullable<Match['path']>): string {
  if (regex !== undefined) return `(?:${regex})(?:\\?.*)?`
  if (exact !== undefined) return `${quoted(exact)}(?:\\?.*)?`
  const folder = prefix === undefined ? '' : prefix.replace(/\/$/, '')
  return folder === '' ? '/.*' : `${quoted(folder)}(?:[/?].*)?`
}

function methods(names: readonly string[]): object {
  const [only, ...others] = names
  return others.length === 0 ? { exact: only } : { safe_regex: { regex: names.join('|') } }
}

function textMatch({ exact, prefix, regex }: Match['header'][string]): object {
  if (exact !== undefined) return { string_match: { exact } }
  if (prefix !== undefined) return { string_match: { prefix } }
  return regex === undefined ? { present_match: true } : { string_match: { safe_regex: { regex } } }
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
