import { type Front, type Gateway, isNodePort, type Model, proxyLabels } from '../../engine/sdk.ts'
import { connections, listenedPort, usedGateways } from '../_shared/exposed-hosts.ts'
import { isEmpty } from '../_shared/metadata.ts'
import type { ControlPlane } from './control-plane.ts'

/** Proxies that Gateways of Istio's own choose by label: one release of the chart `gateway`. */
export interface Proxies {
  /** The name of the release, and of its Service. */
  readonly release: string
  readonly namespace: string
  readonly labels: { readonly [key: string]: string }
  /** `world` brings requests in, `inside` does it for the own network alone, `out` lets them out. */
  readonly for: 'world' | 'inside' | 'out'
  /** Ports that they listen on, by name. */
  readonly ports: ReadonlyMap<string, number>
  /** Whoever stands in front of them. */
  readonly front: Front | undefined
}

/** Each set of proxies once, whichever environments and gateways share it. */
export function proxiesOf({ models }: ControlPlane): readonly Proxies[] {
  const found = new Map<string, Proxies>()
  for (const model of models) {
    if (model.ingress.api === 'istio') for (const gateway of usedGateways(model)) add(atEdge(gateway, model))
    for (const { name, namespace, service, labels } of Object.values(model.trust.gateways))
      if (Object.values(model.externals).some(({ through, callers }) => through === name && callers.length > 0))
        add({
          release: service,
          namespace,
          labels,
          for: 'out',
          front: undefined,
          ports: new Map([
            ['http2', 80],
            ['https', 443],
          ]),
        })
  }
  return [...found.values()]

  function add(proxies: Proxies): void {
    const key = `${proxies.namespace} ${JSON.stringify(Object.entries(proxies.labels).sort())}`
    const before = found.get(key)
    found.set(key, before === undefined ? proxies : { ...before, ports: new Map([...before.ports, ...proxies.ports]) })
  }
}

function atEdge(gateway: Gateway, model: Model): Proxies {
  const labels = proxyLabels(gateway)
  const bytes = connections(model, gateway, 'tcp').map(({ service, expose }) => [`tcp-${service.name}`, listenedPort(expose)] as const)
  return {
    release: labels.istio === undefined ? gateway.name : `istio-${labels.istio}`,
    namespace: gateway.namespace,
    labels,
    for: gateway.internal ? 'inside' : 'world',
    front: gateway.front,
    ports: new Map([['http2', gateway.ports.http], ['https', gateway.ports.https], ...bytes]),
  }
}

/** The file of values of a release; those of one namespace have names of their own. */
export function gatewayFile({ release, namespace }: Proxies): string {
  return `gateway-${namespace}-${release}.yaml`
}

/** The chart `gateway`. https://istio.io/latest/docs/setup/additional-setup/gateway/ */
export function gatewayValues(proxies: Proxies, { models: [{ mesh }] }: ControlPlane): object {
  const { gateway, revision } = mesh.install
  const { front } = proxies
  const ports = [...proxies.ports].map(([name, port]) => ({ name, port, protocol: 'TCP', targetPort: port, ...nodePort(name, front) }))
  const isPublic = proxies.for === 'world'
  return {
    name: proxies.release,
    ...(revision === undefined ? {} : { revision }),
    labels: proxies.labels,
    ...(front === undefined ? {} : { podAnnotations: { 'proxy.istio.io/config': JSON.stringify({ gatewayTopology: topology(front) }) } }),
    service: {
      type: isPublic ? gateway.service : 'ClusterIP',
      ports: [...(proxies.for === 'out' ? [] : [STATUS]), ...ports],
      ...(!isPublic || isEmpty(gateway.annotations) ? {} : { annotations: gateway.annotations }),
    },
    autoscaling: { enabled: true, minReplicas: gateway.min, maxReplicas: gateway.max },
    resources: { requests: { cpu: gateway.cpu, memory: gateway.memory }, limits: { memory: '1Gi' } },
    podDisruptionBudget: { maxUnavailable: 1 },
  }
}

/** What load balancers ask. https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const STATUS = Object.freeze({ name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 })

/** The port of every node where whoever stands in front looks for it. */
function nodePort(name: string, front: Front | undefined): { readonly nodePort?: number } {
  const port = name === 'http2' ? front?.ports.http : name === 'https' ? front?.ports.https : undefined
  return port === undefined || !isNodePort(port) ? {} : { nodePort: port }
}

/** What they believe of whoever is in front. https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/ */
function topology({ tls }: Front): object {
  return tls === 'terminate' ? { numTrustedProxies: 1 } : { proxyProtocol: {} }
}
