import { type Edge, type External, type KubernetesObject, type Machine, type Model, machinesOf } from '../../engine/sdk.ts'
import type { Labels } from '../_shared/kubernetes-types.ts'
import { everyPodOf, platformLabels } from '../_shared/labels.ts'
import { aboutAnnotations, metadata } from '../_shared/metadata.ts'
import { fqdn } from './names.ts'
import { operation } from './operations.ts'
import { protocol } from './protocols.ts'
import { serviceSource } from './sources.ts'

type Group = External & { readonly machine: Machine }

/**
 * https://istio.io/latest/docs/ops/deployment/vm-architecture/ Machines of the mesh: their identity, the group that they join, those that are known by address, how others
 * find them, who may call them, and whom they know.
 */
export function* machines(model: Model): Iterable<KubernetesObject> {
  for (const group of machinesOf(model)) {
    yield account(group, model)
    yield workloadGroup(group, model)
    for (const [index, address] of group.machine.addresses.entries()) yield workloadEntry(group, address, index + 1, model)
    yield serviceEntry(group, model)
    yield policy(group, model)
    yield sidecar(group, model)
  }
}

function labelsOf({ name, machine }: Group, model: Model): Labels {
  return { ...machine.labels, ...platformLabels(model), 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name }
}

function about(group: Group, model: Model) {
  return metadata(group.name, model.environment.namespace, labelsOf(group, model), aboutAnnotations(group.description, undefined))
}

function account(group: Group, model: Model): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(group.machine.account, model.environment.namespace, labelsOf(group, model)),
    automountServiceAccountToken: false,
  }
}

function portsOf({ ports }: Group): { readonly [name: string]: number } {
  return Object.fromEntries(ports.map(({ name, port }) => [name, port]))
}

/** https://istio.io/latest/docs/reference/config/networking/workload-group/ What a machine becomes that registers itself. */
function workloadGroup(group: Group, model: Model): KubernetesObject {
  const { name, ports, machine } = group
  const { account, health, labels } = machine
  const probed = health && ports.find((port) => port.name === health.port)
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadGroup',
    metadata: about(group, model),
    spec: {
      metadata: { labels: { ...labels, ...everyPodOf(name).matchLabels } },
      template: { serviceAccount: account, ports: portsOf(group) },
      ...(health === undefined || probed === undefined
        ? {}
        : {
            probe: {
              periodSeconds: Math.ceil(health.period),
              ...(health.path === undefined ? { tcpSocket: { port: probed.port } } : { httpGet: { path: health.path, port: probed.port } }),
            },
          }),
    },
  }
}

/** https://istio.io/latest/docs/reference/config/networking/workload-entry/ */
function workloadEntry(group: Group, address: string, number: number, model: Model): KubernetesObject {
  const { name, machine } = group
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: metadata(`${name}-${number}`, model.environment.namespace, labelsOf(group, model)),
    spec: {
      address,
      serviceAccount: machine.account,
      labels: { ...machine.labels, ...everyPodOf(name).matchLabels },
      ports: portsOf(group),
    },
  }
}

/**
 * Bytes name no host, so that a proxy tells a connection by its address: those of the machines, which it gives their name in DNS. Where they register themselves, the control
 * plane makes one up, which Istio's analysis knows nothing of (IST0134).
 */
function serviceEntry(group: Group, model: Model): KubernetesObject {
  const { addresses } = group.machine
  const made = about(group, model)
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata:
      addresses.length > 0 ? made : { ...made, annotations: { ...made.annotations, 'galley.istio.io/analyze-suppress': 'IST0134' } },
    spec: {
      hosts: [group.host],
      ...(addresses.length === 0 ? {} : { addresses }),
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: group.ports.map((port) => ({ number: port.servicePort, name: port.name, protocol: protocol(port.appProtocol) })),
      workloadSelector: { labels: everyPodOf(group.name).matchLabels },
      exportTo: ['.'],
    },
  }
}

/** Whoever declares a call. */
function policy(group: Group, model: Model): KubernetesObject {
  const rules = group.callers.map((edge: Edge) => ({
    from: [{ source: serviceSource(edge.name, model) }],
    to: [{ operation: operation(edge.ports, edge) }],
  }))
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: about(group, model),
    spec: { selector: everyPodOf(group.name), action: 'ALLOW', ...(rules.length === 0 ? {} : { rules }) },
  }
}

function sidecar(group: Group, model: Model): KubernetesObject {
  const { environment, mesh, services } = model
  const hosts = group.machine.calls.map(({ callee }) => {
    const service = services[callee]
    const store = model.stores[callee]
    const namespace = service === undefined ? environment.namespace : service.namespace
    const name = store === undefined || store.external !== undefined ? callee : store.host
    return `${namespace === environment.namespace ? '.' : namespace}/${fqdn({ name, namespace })}`
  })
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: about(group, model),
    spec: {
      workloadSelector: { labels: everyPodOf(group.name).matchLabels },
      egress: [{ hosts: [...hosts, `${mesh.namespace}/*`] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  }
}
