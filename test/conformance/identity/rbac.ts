import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { get, isMap, items, scalar } from '../objects.ts'

/** A request as the proxy of the callee sees it. */
export interface Ask {
  /** SPIFFE identity without its scheme; undefined for plain text. */
  readonly from: string | undefined
  readonly address?: string
  readonly port: number
  readonly method?: string
  readonly path?: string
  readonly host?: string
  readonly headers?: { readonly [name: string]: string }
  /** The claims of a good token. */
  readonly token?: { readonly [claim: string]: string | readonly string[] }
}

export type Verdict = 'allowed' | 'refused' | 'asked'

/**
 * What the filters of a filter chain decide, in their order: who is asked, who is refused, who is let in. A small reader of Envoy's RBAC
 * (https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/rbac/v3/rbac.proto): what it does not know is an error and no guess.
 */
export function verdict(filters: readonly Json[], ask: Ask): Verdict {
  let asked = false
  for (const filter of filters) {
    const config = get(filter, 'typedConfig')
    const name = scalar(get(filter, 'name'))
    if (name.endsWith('ext_authz')) asked = marked(filters, ask)
    if (!name.endsWith('rbac')) continue
    const rules = get(config, 'rules')
    if (rules === undefined) continue
    const action = scalar(get(rules, 'action'))
    const hit = matches(rules, ask)
    if (action === 'DENY' && hit) return 'refused'
    if ((action === '' || action === 'ALLOW') && !hit) return 'refused'
  }
  return asked ? 'asked' : 'allowed'
}

/** Whoever is to be asked is marked by rules that are only a shadow of rules. */
function marked(filters: readonly Json[], ask: Ask): boolean {
  return filters.some((filter) => {
    const shadow = get(filter, 'typedConfig', 'shadowRules')
    return shadow !== undefined && matches(shadow, ask)
  })
}

function matches(rules: Json, ask: Ask): boolean {
  const policies = get(rules, 'policies')
  return (
    isMap(policies) &&
    Object.values(policies).some(
      (policy) =>
        items(get(policy, 'permissions')).some((one) => permits(one, ask)) && items(get(policy, 'principals')).some((one) => is(one, ask)),
    )
  )
}

function permits(rule: Json, ask: Ask): boolean {
  const [[word, value] = ['', null]] = Object.entries(rule as JsonObject)
  switch (word) {
    case 'any':
      return true
    case 'andRules':
      return items(get(value, 'rules')).every((one) => permits(one, ask))
    case 'orRules':
      return items(get(value, 'rules')).some((one) => permits(one, ask))
    case 'notRule':
      return !permits(value, ask)
    case 'destinationPort':
      return Number(value) === ask.port
    case 'urlPath':
      return ask.path !== undefined && text(get(value, 'path') as Json, ask.path)
    case 'uriTemplate':
      return ask.path !== undefined && template(scalar(get(value, 'typedConfig', 'pathTemplate')), ask.path)
    case 'header':
      return header(value, ask)
    default:
      throw new Error(`what permits ${word}`)
  }
}

function is(id: Json, ask: Ask): boolean {
  const [[word, value] = ['', null]] = Object.entries(id as JsonObject)
  switch (word) {
    case 'any':
      return true
    case 'andIds':
      return items(get(value, 'ids')).every((one) => is(one, ask))
    case 'orIds':
      return items(get(value, 'ids')).some((one) => is(one, ask))
    case 'notId':
      return !is(value, ask)
    case 'authenticated':
      return ask.from !== undefined && text(get(value, 'principalName') as Json, `spiffe://${ask.from}`)
    case 'directRemoteIp':
      return within(ask.address ?? '10.1.9.9', scalar(get(value, 'addressPrefix')), Number(get(value, 'prefixLen')))
    case 'header':
      return header(value, ask)
    case 'metadata':
      return claim(value, ask)
    default:
      throw new Error(`who is ${word}`)
  }
}

function header(value: Json, { method, host, headers }: Ask): boolean {
  const name = scalar(get(value, 'name'))
  const found = name === ':method' ? method : name === ':authority' ? host : headers?.[name]
  if (found === undefined) return false
  return get(value, 'presentMatch') === true || text(get(value, 'stringMatch') as Json, found)
}

/** Claims are where the filter of tokens puts them. */
function claim(value: Json, { token }: Ask): boolean {
  const [, ...names] = items(get(value, 'path')).map((step) => scalar(get(step, 'key')))
  const found = token?.[names.join('.')]
  if (found === undefined) return false
  return one(get(value, 'value') as Json, typeof found === 'string' ? [found] : found, typeof found !== 'string')
}

function one(matcher: Json, values: readonly string[], isList: boolean): boolean {
  const [[word, value] = ['', null]] = Object.entries(matcher as JsonObject)
  switch (word) {
    case 'orMatch':
      return items(get(value, 'valueMatchers')).some((inner) => one(inner, values, isList))
    case 'listMatch':
      return isList && values.some((single) => one(get(value, 'oneOf') as Json, [single], false))
    case 'stringMatch':
      return !isList && values.some((single) => text(value, single))
    default:
      throw new Error(`what matches ${word}`)
  }
}

function text(matcher: Json, found: string): boolean {
  const [[word, value] = ['', null]] = Object.entries(matcher as JsonObject).filter(([key]) => key !== 'ignoreCase')
  const wanted = scalar(value)
  switch (word) {
    case 'exact':
      return found === wanted
    case 'prefix':
      return found.startsWith(wanted)
    case 'suffix':
      return found.endsWith(wanted)
    case 'safeRegex':
      return new RegExp(`^(?:${scalar(get(value, 'regex'))})$`).test(found)
    default:
      throw new Error(`what text ${word}`)
  }
}

/** `*` is one part, `**` is the rest. */
function template(pattern: string, path: string): boolean {
  const expression = pattern.replace(/\*\*|\*|[.+?^${}()|[\]\\]/g, (sign) => (sign === '**' ? '.*' : sign === '*' ? '[^/]+' : `\\${sign}`))
  return new RegExp(`^${expression}$`).test(path)
}

function within(address: string, prefix: string, bits: number): boolean {
  const number = (dotted: string) => dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - bits)
  return Math.floor(number(address) / size) === Math.floor(number(prefix) / size)
}
