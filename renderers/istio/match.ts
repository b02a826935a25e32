import type { Match, Model, Port } from '../../engine/sdk.ts'
import { NAME } from '../_shared/labels.ts'
import { isEmpty } from '../_shared/metadata.ts'
import type { Piece } from './paths.ts'

type TextMatch = Match['query'][string]

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest One request of Istio for each method's list, path piece and caller. */
export function matchRequests(match: Match, piece: Piece, at: 'mesh' | 'edge', port: Port | undefined, model: Model): readonly object[] {
  const rest = {
    ...methodOf(match.methods),
    ...headersOf(match),
    ...(isEmpty(match.without) ? {} : { withoutHeaders: mapped(match.without) }),
    ...(isEmpty(match.query) ? {} : { queryParams: mapped(match.query) }),
    ...(port === undefined ? {} : { port: port.servicePort }),
  }
  const uri = at === 'mesh' && piece.type === 'below' && piece.value === '/' ? {} : { uri: uriOf(piece) }
  const request = { ...uri, ...rest }
  if (match.from.length === 0) return [request]
  return match.from.map((name) => ({ ...request, sourceLabels: { [NAME]: name }, sourceNamespace: model.environment.namespace }))
}

function uriOf({ type, value }: Piece): object {
  return { [type === 'below' ? 'prefix' : type]: value }
}

function methodOf(methods: readonly string[]): object {
  const [only, ...others] = methods
  if (only === undefined) return {}
  return { method: others.length === 0 ? { exact: only } : { regex: methods.join('|') } }
}

function headersOf({ headers, cookie }: Match): object {
  if (isEmpty(headers) && cookie === undefined) return {}
  return {
    headers: { ...mapped(headers), ...(cookie === undefined ? {} : { cookie: { regex: cookieExpression(cookie.name, cookie.value) } }) },
  }
}

/** One cookie among others. */
function cookieExpression(name: string, value: string): string {
  return `^(.*?;)?\\s*(${quoted(name)}=${quoted(value)})(;.*)?$`
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function mapped(matches: { readonly [name: string]: TextMatch }): object {
  return Object.fromEntries(Object.entries(matches).map(([name, match]) => [name, textMatch(match)]))
}

/** A match without a word asks whether it is there at all. */
export function textMatch({ exact, prefix, regex }: TextMatch): object {
  if (exact !== undefined) return { exact }
  if (prefix !== undefined) return { prefix }
  return regex === undefined ? {} : { regex }
}
