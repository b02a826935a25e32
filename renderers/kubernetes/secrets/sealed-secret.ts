import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import type { NeededSecret } from './needed.ts'

/** A Secret that only the controller of this cluster can read, for this name and namespace. https://github.com/bitnami-labs/sealed-secrets#overview */
export function sealedSecret(
  { name, namespace, type }: NeededSecret,
  encryptedData: { readonly [key: string]: string },
  model: Model,
): KubernetesObject {
  const labels = platformLabels(model)
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: metadata(name, namespace, labels),
    spec: { encryptedData, template: { type, metadata: metadata(name, namespace, labels) } },
  }
}
