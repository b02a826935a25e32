import { type Encryption, encryptionOf, type Model, type Workload } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels, platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'

const MODES: { readonly [Mode in Encryption]: string } = { strict: 'STRICT', permissive: 'PERMISSIVE', plain: 'DISABLE' }

/** https://istio.io/latest/docs/reference/config/security/peer_authentication/ Named `default`, as Istio's documentation calls the one of a namespace. */
export function peerAuthentication(namespace: string, model: Model) {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: metadata('default', namespace, platformLabels(model)),
    spec: { mtls: { mode: MODES[model.mesh.mtls] } },
  }
}

/** Where a workload is not as its namespace: all of it, or single ports, by their numbers on the container. */
export function workloadAuthentication(workload: Workload, model: Model) {
  const mode = workload.type === 'store' ? encryptionOf(workload, workload.port, model) : workload.access.mtls.mode
  const ports = workload.type === 'store' ? [] : workload.access.mtls.ports
  if (mode === model.mesh.mtls && ports.length === 0) return undefined
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: metadata(workload.name, workload.namespace, ownedLabels(model, workload)),
    spec: {
      selector: everyPodOf(workload.name),
      mtls: { mode: MODES[mode] },
      ...(ports.length === 0
        ? {}
        : { portLevelMtls: Object.fromEntries(ports.map(({ port, mode: portMode }) => [String(port.port), { mode: MODES[portMode] }])) }),
    },
  }
}
