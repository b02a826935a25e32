import type { Model, Service, Store } from '../../../engine/sdk.ts'
import type { EgressRule, NetworkPolicyPort } from '../network-types.ts'
import { ADAPTER, ALERTMANAGER, PROMETHEUS } from './component.ts'
import { isScraped } from './store-alerts.ts'

/** Where the agent beside a proxy serves its metrics, and those of the program with them. */
const MERGED = 15020
const KUBELET = 10_250
const COREDNS = 9153
const ISTIOD = 15_014

const tcp = (ports: Iterable<number>): readonly NetworkPolicyPort[] =>
  [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ port, protocol: 'TCP' }))
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })

/** Ports that are reached wherever they are, because nobody here knows the addresses: kubelets of Prometheus, what is told by Alertmanager, and the Prometheus of somebody else. */
export function openPorts(service: Service, model: Model): readonly number[] {
  if (service.component === undefined) return []
  const { monitoring } = model
  const remote = Object.values(monitoring.remoteWrite).map(({ url }) => portOf(url))
  if (service.name === PROMETHEUS) return [...new Set([KUBELET, ...remote])].sort((a, b) => a - b)
  if (service.name === ALERTMANAGER) return [...new Set(Object.values(monitoring.notify.channels).flatMap(told))].sort((a, b) => a - b)
  if (service.name === ADAPTER && monitoring.adapter.prometheus !== undefined) return [portOf(monitoring.adapter.prometheus)]
  return service.name === 'dingtalk-bridge' ? [443] : []
}

function told({ wecom, slack, email, webhook, pagerduty }: Model['monitoring']['notify']['channels'][string]): readonly number[] {
  const https = [wecom, slack, pagerduty].some((kind) => kind !== undefined) ? [443] : []
  const relay = email === undefined ? [] : [email.relay.includes(':') ? Number(email.relay.split(':')[1]) : 587]
  return [...https, ...relay, ...(webhook === undefined ? [] : [portOf(webhook.url)])]
}

function portOf(url: string): number {
  const [, scheme, port] = /^(https?):\/\/(?:\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/.exec(url) as RegExpExecArray
  if (port !== undefined) return Number(port)
  return scheme === 'http' ? 80 : 443
}

/** Ports of a store that Prometheus reads: none where an exporter does. */
export function storeScrapes(store: Store, model: Model): readonly number[] {
  if (!isScraped(store, model)) return []
  return store.inMesh ? [store.metrics.port, MERGED] : [store.metrics.port]
}

/** Connections that watching needs, and that are no calls: whoever is scraped need not know. */
export function watchingEgress(service: Service, model: Model): readonly EgressRule[] {
  if (service.component === undefined) return []
  const open = openPorts(service, model)
  const outward: readonly EgressRule[] = open.length === 0 ? [] : [{ ports: tcp(open) }]
  if (service.name !== PROMETHEUS) return outward
  const { monitoring, mesh } = model
  const scraped = Object.values(model.services).filter(({ metrics, inMesh }) => metrics !== undefined || inMesh)
  const ports = [
    ...scraped.flatMap(({ namespace, metrics, inMesh }) => [
      ...(metrics === undefined ? [] : [[namespace, metrics.port.port] as const]),
      ...(inMesh ? [[namespace, MERGED] as const] : []),
    ]),
    ...Object.values(model.stores).flatMap((store) => storeScrapes(store, model).map((port) => [store.namespace, port] as const)),
  ]
  const spaces = [...new Set(ports.map(([space]) => space))]
  return [
    ...spaces.map((space) => ({
      to: [namespace(space)],
      ports: tcp(ports.flatMap(([one, port]) => (one === space ? [port] : []))),
    })),
    ...(monitoring.watch.cluster ? [{ to: [namespace('kube-system')], ports: tcp([COREDNS]) }] : []),
    ...(mesh.provider === 'istio' ? [{ to: [namespace(mesh.namespace)], ports: tcp([ISTIOD]) }] : []),
    ...outward,
  ]
}
