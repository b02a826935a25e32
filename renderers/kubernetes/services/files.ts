import type { KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { fileKey, filesName } from '../volumes/config-files.ts'

/** The texts of a service's own files. https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/ */
export function filesConfigMap(service: Service, model: Model): KubernetesObject | undefined {
  const data: Record<string, string> = {}
  let any = false
  for (const { path, text } of service.files) {
    if (text === undefined) continue
    data[fileKey(path)] = text
    any = true
  }
  if (!any) return undefined
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(filesName(service), service.namespace, ownedLabels(model, service)),
    data,
  }
}
