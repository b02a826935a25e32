import type { Model, Service, Version } from '../../../engine/sdk.ts'
import { halfLabels, isFlagged } from '../../_shared/flagger.ts'
import type { Annotations, Labels } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, SUBSET } from '../../_shared/labels.ts'
import { isEmpty, podMetadata } from '../../_shared/metadata.ts'
import type { PodSpec, PodTemplate } from '../../_shared/pod-types.ts'
import { checksum } from './checksum.ts'
import { proxyAnnotations } from './proxy.ts'

/** Labels of a workload and its pods: ours can't be said again by the user, since selectors are made of them. */
export function workloadLabels(service: Service, version: Version, model: Model, workload: string): Labels {
  const own = ownedLabels(model, service, workload, version.image)
  const unmeshed = isUnmeshed(service, model)
  if (version.name === undefined && !unmeshed && isEmpty(service.labels) && !isFlagged(service)) return own
  return {
    ...service.labels,
    ...own,
    ...halfLabels(service),
    ...(version.name === undefined ? {} : { [SUBSET]: version.name }),
    ...(unmeshed ? UNMESHED[model.mesh.mode] : {}),
  }
}

const NO_LABELS: Labels = Object.freeze({})

/** What leaves a pod out of the mesh. */
const UNMESHED: { readonly [Mode in Model['mesh']['mode']]: Labels } = {
  sidecar: { 'sidecar.istio.io/inject': 'false' },
  ambient: { 'istio.io/dataplane-mode': 'none' },
}

/** The labels that keep pods without a proxy out of the mesh; none where nobody would give them one. */
export function unmeshedLabels(workload: Pick<Service, 'inMesh' | 'namespace'>, model: Model): Labels {
  return isUnmeshed(workload, model) ? UNMESHED[model.mesh.mode] : NO_LABELS
}

/** Whether pods without a proxy are in a namespace whose pods get one. https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy */
function isUnmeshed({ inMesh, namespace }: Pick<Service, 'inMesh' | 'namespace'>, { namespaces }: Model): boolean {
  return !inMesh && namespaces.some((one) => one.name === namespace && one.inMesh)
}

/**
 * The template of a workload. A change of what is configured outside of it changes it too, so that pods are rolled. `ends` is said of what is done at some time:
 * nobody scrapes it.
 */
export function podTemplate(service: Service, model: Model, labels: Labels, spec: PodSpec, ends: boolean): PodTemplate {
  const own = { ...(ends ? {} : scraped(service)), ...proxyAnnotations(service, model, ends), ...checksum(service, model) }
  return { metadata: podMetadata(labels, { ...service.annotations, ...own }), spec }
}

/** What a Prometheus that goes by annotations reads; the customary names. */
function scraped({ metrics }: Service): Annotations {
  if (metrics === undefined) return {}
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(metrics.port.port), 'prometheus.io/path': metrics.path }
}
