import type { Model } from '../../engine/sdk.ts'
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
    ...profileOf(mesh),
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
      // Proxies refuse whoever is of another trust domain before any policy is asked. Which of them may come, policies say.
      ...(invitesOthers(plane) ? { PILOT_SKIP_VALIDATE_TRUST_DOMAIN: 'true' } : {}),
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

/** Whether a service is open to identities of another trust domain. */
function invitesOthers({ models }: ControlPlane): boolean {
  return models.some(({ services }) =>
    Object.values(services).some(({ access }) => access.namespaces.some(({ trustDomain }) => trustDomain !== undefined)),
  )
}

/** https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig */
function meshConfig(plane: ControlPlane): object {
  const [{ mesh }] = plane.models
  const providers = extensionProviders(plane)
  return {
    trustDomain: mesh.install.trustDomain,
    outboundTrafficPolicy: { mode: mesh.install.outbound === 'refuse' ? 'REGISTRY_ONLY' : 'ALLOW_ANY' },
    enablePrometheusMerge: true,
    ...(mesh.mode === 'ambient'
      ? // A route of the Gateway API can't say that nothing is tried again.
        { defaultHttpRetryPolicy: { attempts: 0 } }
      : // A program that starts before its proxy can call nobody.
        { defaultConfig: { holdApplicationUntilProxyStarts: true } }),
    ...(mesh.install.namespaces === 'all' ? {} : { discoverySelectors: discovery(plane) }),
    ...(providers.length === 0 ? {} : { extensionProviders: providers }),
  }
}

/** The namespaces that hold something the proxies have to know. */
function discovery({ models }: ControlPlane): readonly object[] {
  const names = models.flatMap((model) => [
    model.mesh.namespace,
    ...model.namespaces.flatMap(({ name, inMesh }) => (inMesh ? [name] : [])),
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
  return { ...profileOf(mesh), ...revisionOf(mesh), global: { ...hubOf(mesh), logAsJson: true } }
}

/** The chart `ztunnel`: encrypts the connections of the pods of its node, in ambient mode. */
export function ztunnelValues({ cluster, models: [{ mesh }] }: ControlPlane): object | undefined {
  if (mesh.mode === 'sidecar') return undefined
  return {
    ...profileOf(mesh),
    ...revisionOf(mesh),
    ...hubOf(mesh),
    istioNamespace: mesh.namespace,
    ...(mesh.install.network === undefined ? {} : { network: mesh.install.network }),
    multiCluster: { clusterName: cluster },
    logAsJson: true,
  }
}

/** What the charts need to know for ambient mode. */
function profileOf({ mode }: Model['mesh']): object {
  return mode === 'ambient' ? { profile: 'ambient' } : {}
}

function revisionOf({ install }: Model['mesh']): object {
  return install.revision === undefined ? {} : { revision: install.revision }
}

function hubOf({ install }: Model['mesh']): object {
  return install.hub === undefined ? {} : { hub: install.hub }
}
