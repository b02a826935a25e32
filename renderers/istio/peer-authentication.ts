import type { Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'

/** https://istio.io/latest/docs/reference/config/security/peer_authentication/ Named `default`, as Istio's documentation calls the one of a namespace. */
export function peerAuthentication(namespace: string, model: Model) {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: metadata('default', namespace, platformLabels(model)),
    spec: { mtls: { mode: model.mesh.mtls === 'strict' ? 'STRICT' : 'PERMISSIVE' } },
  }
}
