import type { Edge, Model, Service, Workload } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels, platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { principal } from './names.ts'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/ An empty spec allows nothing, so that each call has to be declared. */
export function defaultDeny(namespace: string, model: Model) {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata('allow-nothing', namespace, platformLabels(model)),
    spec: {},
  }
}

/** Who may call one workload: whoever declares it in `calls`, on the ports that are called, and whoever brings requests from outside. */
export function workloadPolicy(workload: Workload, model: Model) {
  const rules = [
    ...workload.callers.flatMap((edge) => callerRule(edge, model)),
    ...(workload.type === 'service' ? outsideRules(workload, model) : []),
  ]
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata(workload.name, workload.namespace, ownedLabels(model, workload)),
    spec: { selector: everyPodOf(workload.name), action: 'ALLOW', ...(rules.length === 0 ? {} : { rules }) },
  }
}

/** Nothing for a caller without a proxy: it has no identity to be known by. */
function callerRule({ name, ports }: Edge, model: Model) {
  const caller = model.services[name] as Service
  if (!caller.inMesh) return []
  return [{ from: [{ source: { principals: [principal(caller)] } }], to: [{ operation: { ports: numbers(ports) } }] }]
}

function outsideRules({ expose, metrics, access, ports }: Service, model: Model) {
  const from = (namespace: string, called: readonly { readonly port: number }[]) => ({
    from: [{ source: { namespaces: [namespace] } }],
    to: [{ operation: { ports: numbers(called) } }],
  })
  return [
    ...(expose === undefined ? [] : [from(model.ingress.namespace, [expose.port])]),
    ...(metrics === undefined ? [] : [from(model.monitoring.namespace, [metrics.port])]),
    ...access.namespaces.map((namespace) => from(namespace, ports)),
    ...(access.networks.length === 0
      ? []
      : [{ from: [{ source: { ipBlocks: access.networks } }], to: [{ operation: { ports: numbers(ports) } }] }]),
    ...(access.anyone ? [{ to: [{ operation: { ports: numbers(ports) } }] }] : []),
  ]
}

/** Ports of the container: policies are enforced where the requests arrive. */
function numbers(ports: readonly { readonly port: number }[]): readonly string[] {
  return ports.map(({ port }) => String(port))
}
