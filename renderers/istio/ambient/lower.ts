import type { KubernetesObject, Model, Workload } from '../../../engine/sdk.ts'
import { WAYPOINT } from '../../_shared/waypoint.ts'
import { principal } from '../names.ts'

type Rule = { readonly [key: string]: unknown }

/** What a proxy beside the program reads, which is not there. */
const BESIDE: readonly string[] = ['Sidecar', 'EnvoyFilter', 'ProxyConfig', 'WasmPlugin', 'VirtualService']

/**
 * An object for proxies beside the program, as the waypoint and the ztunnel read it: policies are attached to the Service, whose requests pass through the waypoint, and
 * the ztunnel of the pod lets in the waypoint, and whoever needs no look at single requests. https://istio.io/latest/docs/ambient/usage/l7-features/
 */
export function* lowered(object: KubernetesObject, workload: Workload, model: Model): Iterable<KubernetesObject> {
  if (BESIDE.includes(object.kind)) return
  const { spec, ...rest } = object
  const { selector, ...words } = spec as { readonly selector?: unknown; readonly [key: string]: unknown }
  switch (object.kind) {
    case 'DestinationRule': {
      const { subsets: _subsets, ...policy } = words
      // Versions are Services of their own there.
      if (policy.trafficPolicy !== undefined) yield { ...rest, spec: policy }
      return
    }
    case 'AuthorizationPolicy':
      if (selector === undefined || !hasService(workload)) return yield object
      yield { ...rest, spec: { targetRefs: [target(workload)], ...words, ...servedPorts(words, workload) } }
      if (words.action === 'ALLOW') yield tunnelPolicy(object, words, workload, model)
      return
    case 'RequestAuthentication':
      if (hasService(workload)) yield { ...rest, spec: { targetRefs: [target(workload)], ...words } }
      return
    case 'Telemetry':
      if (hasService(workload)) yield attachedTelemetry({ ...rest, spec: { targetRefs: [target(workload)], ...words } })
      return
    default:
      yield object
  }
}

function hasService(workload: Workload): boolean {
  return workload.type === 'store' || (workload.ports.length > 0 && workload.kind !== 'Job' && workload.kind !== 'CronJob')
}

function target({ name }: Workload): object {
  return { group: '', kind: 'Service', name }
}

/** A waypoint sees the port of the Service, where a proxy beside the program sees the container's. */
function servedPorts({ rules }: { readonly rules?: unknown }, workload: Workload): object {
  if (rules === undefined) return {}
  const ports = workload.type === 'store' ? [workload.port] : workload.ports
  const served = (port: unknown) => {
    const found = ports.find((one) => String(one.port) === port)
    return found === undefined ? port : String(found.servicePort)
  }
  return { rules: (rules as readonly Rule[]).map((rule) => ({ ...rule, ...toOf(rule, served) })) }
}

function toOf({ to }: Rule, served: (port: unknown) => unknown): object {
  if (to === undefined) return {}
  return {
    to: (to as readonly { readonly operation: Rule }[]).map(({ operation }) => ({
      operation: {
        ...operation,
        ...(operation.ports === undefined ? {} : { ports: (operation.ports as readonly unknown[]).map(served) }),
        ...(operation.notPorts === undefined ? {} : { notPorts: (operation.notPorts as readonly unknown[]).map(served) }),
      },
    })),
  }
}

/** Whom the ztunnel lets in: the waypoint, which has looked at the request, and those who are let in whatever they ask. */
function tunnelPolicy(
  { apiVersion, kind, metadata }: KubernetesObject,
  { rules }: Rule,
  workload: Workload,
  model: Model,
): KubernetesObject {
  const waypoint = principal(WAYPOINT, workload.namespace, model)
  const plain = ((rules === undefined ? [] : rules) as readonly Rule[]).filter(isOfConnections)
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, name: `${metadata.name}-${WAYPOINT}` },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': workload.name } },
      action: 'ALLOW',
      rules: [{ from: [{ source: { principals: [waypoint] } }] }, ...plain],
    },
  }
}

const CONNECTION: readonly string[] = ['ports', 'notPorts']

/** Whether a rule asks nothing about single requests. */
function isOfConnections({ from, to, when }: Rule): boolean {
  const sources = (from === undefined ? [] : from) as readonly { readonly source: Rule }[]
  const operations = (to === undefined ? [] : to) as readonly { readonly operation: Rule }[]
  return (
    when === undefined &&
    sources.every(({ source }) => !Object.keys(source).some((key) => /equestPrincipals|emoteIpBlocks/.test(key))) &&
    operations.every(({ operation }) => Object.keys(operation).every((key) => CONNECTION.includes(key)))
  )
}

/** What is outside is called directly: a waypoint in between would have to be allowed to leave the cluster for everybody. */
export function besideWaypoint(entry: KubernetesObject): KubernetesObject {
  const { metadata } = entry
  return { ...entry, metadata: { ...metadata, labels: { ...metadata.labels, 'istio.io/use-waypoint': 'none' } } }
}

/** Istio's analysis only knows selectors: one that is attached to a Service, it takes for a second one of the whole namespace (IST0160). */
export function attachedTelemetry(telemetry: KubernetesObject): KubernetesObject {
  const { metadata } = telemetry
  return {
    ...telemetry,
    metadata: { ...metadata, annotations: { ...metadata.annotations, 'galley.istio.io/analyze-suppress': 'IST0160' } },
  }
}
