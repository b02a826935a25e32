import type { Json } from '../../../engine/source/source.ts'
import { selects } from '../../conformance/network/selector.ts'
import { type Found, get, items, podTemplate, scalar, texts } from '../../conformance/objects.ts'
import type { Say } from './facts.ts'

/** What Istio lets through and leads where: AuthorizationPolicies, Sidecars, the edge, and what is outside. */
export function meshFacts(objects: readonly Found[], say: Say): void {
  const pods = objects.flatMap(({ name, object }) => {
    const template = podTemplate(object)
    return template === undefined ? [] : [{ name, labels: texts(get(template, 'metadata', 'labels')) }]
  })
  const chosen = (labels: Json | undefined) =>
    pods.filter((pod) => selects({ matchLabels: labels ?? {} }, pod.labels)).map(({ name }) => name)

  for (const { kind, name, object } of objects) {
    const spec = get(object, 'spec')
    if (kind === 'AuthorizationPolicy') authorization(name, spec)
    if (kind === 'Sidecar')
      for (const pod of chosen(get(spec, 'workloadSelector', 'labels')))
        for (const host of items(get(spec, 'egress')).flatMap((listener) => items(get(listener, 'hosts'))))
          say(`reach ${pod} → ${shortHost(scalar(host))}`, 'yes')
    if (kind === 'Gateway')
      for (const server of items(get(spec, 'servers')))
        for (const host of items(get(server, 'hosts'))) say(`gateway ${scalar(host)}:${scalar(get(server, 'port', 'number'))}`, 'open')
    if (kind === 'VirtualService') routes(spec)
    if (kind === 'ServiceEntry')
      for (const host of items(get(spec, 'hosts')))
        for (const port of items(get(spec, 'ports')))
          say(`outside ${scalar(host)}:${scalar(get(port, 'number'))}`, scalar(get(port, 'protocol')))
  }

  function authorization(name: string, spec: Json | undefined): void {
    const rules = items(get(spec, 'rules'))
    const to = chosen(get(spec, 'selector', 'matchLabels'))
    if (rules.length === 0) say(`authorize nobody → ${get(spec, 'selector') === undefined ? 'anything' : to.join(' ')}`, 'by default')
    for (const rule of rules)
      for (const operation of items(get(rule, 'to')).map((one) => get(one, 'operation')))
        for (const pod of to)
          for (const port of items(get(operation, 'ports')).map(scalar)) {
            for (const from of sources(rule)) say(`authorize ${from} → ${pod}:${port}`, 'yes')
            for (const word of ['methods', 'paths']) {
              const only = items(get(operation, word)).map(scalar)
              if (only.length > 0) say(`authorize ${name} ${word}`, only.join(' '))
            }
          }
  }

  /** Where a request goes that comes in by a gateway, or that a proxy sends. */
  function routes(spec: Json | undefined): void {
    const edge = items(get(spec, 'gateways')).some((gateway) => scalar(gateway) !== 'mesh')
    for (const host of items(get(spec, 'hosts')))
      for (const route of items(get(spec, 'http')).flatMap((http) => items(get(http, 'route')))) {
        const to = `${shortHost(scalar(get(route, 'destination', 'host')))}:${scalar(get(route, 'destination', 'port', 'number'))}`
        say(`${edge ? 'edge' : 'route'} ${shortHost(scalar(host))} → ${to}`, 'yes')
      }
  }
}

/** Accounts, namespaces, or whoever. */
function sources(rule: Json): readonly string[] {
  const all = items(get(rule, 'from')).map((one) => get(one, 'source'))
  if (all.length === 0) return ['anyone']
  return all.flatMap((source) => [
    ...items(get(source, 'principals')).map((principal) => scalar(principal).replace(/^.*\/sa\//, '')),
    ...items(get(source, 'namespaces')).map((namespace) => `namespace ${scalar(namespace)}`),
  ])
}

/** `./cart.shop.svc.cluster.local` is `cart`. */
function shortHost(host: string): string {
  return host.replace(/^\.\//, '').replace(/\.[^.]+\.svc\.cluster\.local$/, '')
}
