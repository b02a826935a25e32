import type { Model } from '../../engine/sdk.ts'
import { isEmpty } from '../_shared/metadata.ts'
import type { ControlPlane } from './control-plane.ts'
import { extensionProviders } from './extension-providers.ts'

/** Releases that put the proxy beside the program, unless they are told to make it a native sidecar. */
const BESIDE: readonly string[] = ['1.24', '1.25', '1.26']

/** The chart `base`: definitions of Istio's objects, and who validates them. */
export function baseValues({ models: [{ mesh }] }: ControlPlane): object {
  return {
    defaultRevision: mesh.install.revision === undefined ? 'default' : mesh.install.revision,
    global: { istioNamespace: mesh.namespace },
  }
}

/** The chart `istiod`: the control plane, and what holds for the whole mesh. */
export function istiodValues(plane: ControlPlane): object {
  const [{ mesh, targets }] = plane.models
  const { install } = mesh
  return {
    ...revisionOf(mesh),
    ...(install.tags.length === 0 ? {} : { revisionTags: install.tags }),
    autoscaleMin: install.istiod.min,
    autoscaleMax: install.istiod.max,
    resources: { requests: { cpu: install.istiod.cpu, memory: install.istiod.memory } },
    cni: { enabled: install.cni },
    env: {
      // Nobody's keys are at the address where a cloud keeps the credentials of its nodes.
      BLOCKED_CIDRS_IN_JWKS_URIS: '169.254.169.254/32',
      ...(BESIDE.includes(targets.istio) ? { ENABLE_NATIVE_SIDECARS: 'true' } : {}),
    },
    meshConfig: meshConfig(plane),
    global: {
      istioNamespace: mesh.namespace,
      ...hubOf(mesh),
      ...(install.meshId === undefined ? {} : { meshID: install.meshId }),
      ...(install.network === undefined ? {} : { network: install.network }),
      multiCluster: { clusterName: plane.cluster },
      logAsJson: true,
    },
  }
}

/** https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig */
function meshConfig(plane: ControlPlane): object {
  const [{ mesh }] = plane.models
  const providers = extensionProviders(plane)
  return {
    trustDomain: mesh.install.trustDomain,
    outboundTrafficPolicy: { mode: mesh.install.outbound === 'refuse' ? 'REGISTRY_ONLY' : 'ALLOW_ANY' },
    enablePrometheusMerge: true,
    // A program that starts before its proxy can call nobody.
    defaultConfig: { holdApplicationUntilProxyStarts: true },
    ...(mesh.install.namespaces === 'all' ? {} : { discoverySelectors: discovery(plane) }),
    ...(providers.length === 0 ? {} : { extensionProviders: providers }),
  }
}

/** The namespaces that hold something the proxies have to know. */
function discovery({ models }: ControlPlane): readonly object[] {
  const names = models.flatMap((model) => [
    model.mesh.namespace,
    model.environment.namespace,
    ...model.ingress.gateways.map(({ namespace }) => namespace),
    ...Object.values(model.mesh.providers).flatMap(({ service }) => (service === undefined ? [] : [service.namespace])),
    ...model.trust.authorizers.map(({ namespace }) => namespace),
    ...Object.values(model.trust.gateways).map(({ namespace }) => namespace),
  ])
  return [{ matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(names)].sort() }] }]
}

/** The chart `cni`: redirects the traffic of pods, on every node. */
export function cniValues({ models: [{ mesh }] }: ControlPlane): object | undefined {
  if (!mesh.install.cni) return undefined
  return { ...revisionOf(mesh), global: { ...hubOf(mesh), logAsJson: true } }
}

/** The chart `gateway`: the proxies at the edge, where Istio's own Gateways choose their pods by label. */
export function gatewayValues({ models }: ControlPlane): object | undefined {
  const model = models.find(hasEdge)
  if (model === undefined) return undefined
  const { gateway } = model.mesh.install
  return {
    name: GATEWAY_RELEASE,
    ...revisionOf(model.mesh),
    labels: edgeLabels(model),
    service: { type: gateway.service, ...(isEmpty(gateway.annotations) ? {} : { annotations: gateway.annotations }) },
    autoscaling: { enabled: true, minReplicas: gateway.min, maxReplicas: gateway.max },
    resources: { requests: { cpu: gateway.cpu, memory: gateway.memory }, limits: { memory: '1Gi' } },
    podDisruptionBudget: { maxUnavailable: 1 },
  }
}

/** The release of the edge, and so the name of what it makes. */
export const GATEWAY_RELEASE = 'istio-ingressgateway'

/** Whether an environment has an edge of Istio's own. */
export function hasEdge({ ingress, services }: Model): boolean {
  return ingress.api === 'istio' && Object.values(services).some(({ expose }) => expose !== undefined)
}

/** What the rendered Gateways choose their pods by. */
function edgeLabels({ ingress }: Model): { readonly [key: string]: string } {
  return isEmpty(ingress.selector) ? { istio: 'ingressgateway' } : ingress.selector
}

function revisionOf({ install }: Model['mesh']): object {
  return install.revision === undefined ? {} : { revision: install.revision }
}

function hubOf({ install }: Model['mesh']): object {
  return install.hub === undefined ? {} : { hub: install.hub }
}
