import type { Model, Service, Version } from '../../../engine/sdk.ts'
import type { Annotations, Labels } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, SUBSET } from '../../_shared/labels.ts'
import { isEmpty, podMetadata } from '../../_shared/metadata.ts'
import type { PodSpec, PodTemplate } from '../../_shared/pod-types.ts'
import { checksum } from './checksum.ts'

/** Labels of a workload and its pods: ours can't be said again by the user, since selectors are made of them. */
export function workloadLabels(service: Service, version: Version, model: Model, workload: string): Labels {
  const own = ownedLabels(model, service, workload, version.image)
  const unmeshed = isUnmeshed(service, model)
  if (version.name === undefined && !unmeshed && isEmpty(service.labels)) return own
  return {
    ...service.labels,
    ...own,
    ...(version.name === undefined ? {} : { [SUBSET]: version.name }),
    ...(unmeshed ? { 'sidecar.istio.io/inject': 'false' } : {}),
  }
}

/** Whether pods without a proxy are in a namespace whose pods get one. https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy */
function isUnmeshed({ inMesh, namespace }: Service, { namespaces }: Model): boolean {
  return !inMesh && namespaces.some((one) => one.name === namespace && one.inMesh)
}

/** The template of a workload. A change of what is configured outside of it changes it too, so that pods are rolled. */
export function podTemplate(service: Service, model: Model, labels: Labels, spec: PodSpec, more: Annotations): PodTemplate {
  return { metadata: podMetadata(labels, { ...service.annotations, ...more, ...checksum(service, model) }), spec }
}

/** What a Prometheus that goes by annotations reads; the customary names. */
export function scraped({ metrics }: Service): Annotations {
  if (metrics === undefined) return {}
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(metrics.port.port), 'prometheus.io/path': metrics.path }
}

/** Releases whose injector puts the proxy beside the program, unless it is told otherwise. https://istio.io/latest/docs/reference/config/annotations/ */
const BESIDE: readonly string[] = ['1.24', '1.25', '1.26']

/** A proxy beside the program would go on when that has ended, and its Job would never complete; a native sidecar ends with it. */
export function ending({ inMesh }: Service, { targets }: Model): Annotations {
  return inMesh && BESIDE.includes(targets.istio) ? { 'sidecar.istio.io/nativeSidecar': 'true' } : {}
}
