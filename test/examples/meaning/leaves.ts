import { durationSeconds } from '../../../engine/kinds/duration.ts'
import type { Json } from '../../../engine/source/source.ts'
import { type Found, get, isMap, items, scalar } from '../../conformance/objects.ts'
import type { Facts } from './facts.ts'

/**
 * Objects of Istio's networking as their leaves: `VirtualService reviews http.0.route.0.destination.subset` is `v2`. A short host and its whole name are the same,
 * so are two ways to write a duration; what Istio fills in is filled in.
 */
export function leavesOf(objects: readonly Found[]): Facts {
  const facts = new Map<string, string>()
  for (const { kind, object } of objects) {
    const spec = get(object, 'spec')
    const subject = `${kind} ${subjectOf(kind, object)}`
    if (kind === 'VirtualService' && get(spec, 'gateways') === undefined) facts.set(`${subject} gateways.0`, 'mesh')
    walk(spec, [], (path, value) => facts.set(`${subject} ${path.join('.')}`, normal(value)))
  }
  return facts
}

/** What an object is about: a host, the pods of a policy and what it does to their requests, or by its name what it is. */
function subjectOf(kind: string, object: Json): string {
  const spec = get(object, 'spec')
  if (kind.endsWith('Policy') || kind.endsWith('Authentication')) {
    const action = scalar(get(spec, 'action'))
    const [target] = items(get(spec, 'targetRefs'))
    const pods =
      target === undefined
        ? scalar(get(spec, 'selector', 'matchLabels', 'app.kubernetes.io/name'))
        : `${scalar(get(target, 'kind'))}/${scalar(get(target, 'name'))}`
    return `${pods === '' ? 'namespace' : pods}${action === '' || action === 'ALLOW' ? '' : `-${action.toLowerCase()}`}`
  }
  const host = kind === 'VirtualService' ? scalar((get(spec, 'hosts') as readonly Json[])[0]) : scalar(get(spec, 'host'))
  return shortHost(host === '' ? scalar(get(object, 'metadata', 'name')) : host)
}

function walk(value: Json | undefined, path: readonly string[], say: (path: readonly string[], value: string) => void): void {
  if (Array.isArray(value)) for (const [index, item] of (value as readonly Json[]).entries()) walk(item, [...path, String(index)], say)
  else if (isMap(value)) {
    if (Object.keys(value).length === 0) say(path, 'there')
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], say)
  } else if (value !== undefined) say(path, scalar(value))
}

function normal(text: string): string {
  if (/^\d+(\.\d+)?(h|m|s|ms)$/.test(text)) return `${durationSeconds(text.replace(/\.0+(?=[hms])/, ''))}s`
  return shortHost(text)
}

/** A lone `*` has another meaning in the list of reasons. */
function shortHost(host: string): string {
  return host === '*' ? 'any-host' : host.replace(/\.[^.]+\.svc\.cluster\.local$/, '')
}
