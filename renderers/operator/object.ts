import type { KubernetesObject, Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'

/** An object of the Prometheus operator in the namespace of the environment, with the labels by which its Prometheus finds it. https://prometheus-operator.dev/docs/api-reference/api/ */
export function monitored(kind: string, name: string, spec: object, model: Model, version = 'v1'): KubernetesObject {
  const { environment, monitoring, platform } = model
  return {
    apiVersion: `monitoring.coreos.com/${version}`,
    kind,
    metadata: metadata(joined(platform.name, name), environment.namespace, { ...monitoring.operator.labels, ...platformLabels(model) }),
    spec,
  }
}
