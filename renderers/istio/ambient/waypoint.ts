import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { HBONE, WAYPOINT } from '../../_shared/waypoint.ts'

/** https://istio.io/latest/docs/ambient/usage/waypoint/ The proxy of a namespace, for all that is said of single requests: requests for its Services pass through it. */
export function waypoint(namespace: string, model: Model): KubernetesObject {
  const { revision } = model.mesh
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadata(WAYPOINT, namespace, {
      ...platformLabels(model),
      'istio.io/waypoint-for': 'service',
      ...(revision === undefined ? {} : { 'istio.io/rev': revision }),
    }),
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: HBONE, protocol: 'HBONE', allowedRoutes: { namespaces: { from: 'Same' } } }],
    },
  }
}
