import type { KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import type { ClaimSpec, ClaimTemplate } from '../../_shared/kubernetes-types.ts'
import { stableLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import type { ServiceVolume } from './service-volumes.ts'

/** Whom a claim belongs to: what one node may mount belongs to a workload, what all may mount to the service with all of its versions. */
export function claimName(service: Service, volume: string, workload: string): string {
  const { access } = service.volumes[volume] as ServiceVolume
  return joined(access === 'ReadWriteMany' || access === 'ReadOnlyMany' ? service.name : workload, volume)
}

/** The class that is named, or the platform's own, or none, which leaves the choice to the cluster. */
export function storageClass(model: Model, named: string | undefined): { readonly storageClassName?: string } {
  const chosen = named === undefined ? model.storage.default : named
  return chosen === undefined ? {} : { storageClassName: chosen }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
function claimSpec(model: Model, { access, class: named, mode }: ServiceVolume, size: string): ClaimSpec {
  return {
    accessModes: [access],
    ...storageClass(model, named),
    ...(mode === 'Block' ? { volumeMode: mode } : {}),
    resources: { requests: { storage: size } },
  }
}

/** The claims of a service, once each, although several of its versions may share one. None for a StatefulSet, which makes them itself. */
export function* claims(service: Service, model: Model, workloads: readonly string[]): Iterable<KubernetesObject> {
  if (service.kind === 'StatefulSet') return
  for (const volume in service.volumes) {
    const declared = service.volumes[volume] as ServiceVolume
    if (declared.size === undefined) continue
    for (const name of new Set(workloads.map((workload) => claimName(service, volume, workload))))
      yield {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: metadata(name, service.namespace, stableLabels(model, service)),
        spec: claimSpec(model, declared, declared.size),
      }
  }
}

/** One claim per pod of a StatefulSet. Its labels must never change: the API server refuses it. */
export function claimTemplates(service: Service, model: Model, workload: string): readonly ClaimTemplate[] {
  const templates: ClaimTemplate[] = []
  for (const name in service.volumes) {
    const volume = service.volumes[name] as ServiceVolume
    if (volume.size !== undefined)
      templates.push(claimTemplate(name, stableLabels(model, service, workload), claimSpec(model, volume, volume.size)))
  }
  return templates
}

/** Written with its apiVersion and kind, as the API server returns it, so that nothing differs afterwards. */
export function claimTemplate(name: string, labels: ClaimTemplate['metadata']['labels'], spec: ClaimSpec): ClaimTemplate {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, labels }, spec }
}
