import type { KubernetesObject, Model, Namespace } from '../../../engine/sdk.ts'
import type { Labels } from '../../_shared/kubernetes-types.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, clusterMetadata } from '../../_shared/metadata.ts'
import { WAYPOINT } from '../../_shared/waypoint.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
export function namespace({ name, podSecurity, inMesh, own }: Namespace, model: Model): KubernetesObject {
  const { environment, platform } = model
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: clusterMetadata(
      name,
      { ...(own ? environment.labels : {}), ...platformLabels(model), ...levels(podSecurity, model), ...(inMesh ? injection(model) : {}) },
      { ...aboutAnnotations(own ? environment.description : undefined, platform.owner), ...(own ? environment.annotations : {}) },
    ),
  }
}

/**
 * As the target's version understands the standard, so that an upgrade of the cluster refuses no pod that it took before. Whoever applies an object is warned by the level
 * that is enforced; the audit log tells what a stricter one would have refused. https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
function levels(level: Namespace['podSecurity'], { targets }: Model): Labels {
  const version = `v${targets.kubernetes}`
  return {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': version,
    'pod-security.kubernetes.io/warn': level,
    'pod-security.kubernetes.io/warn-version': version,
    'pod-security.kubernetes.io/audit': 'restricted',
    'pod-security.kubernetes.io/audit-version': version,
  }
}

/** Exactly one of the two: with both, Istio's analysis objects. https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/ */
function injection({ mesh }: Model): Labels {
  if (mesh.mode === 'ambient') return { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': WAYPOINT }
  return mesh.revision === undefined ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': mesh.revision }
}
