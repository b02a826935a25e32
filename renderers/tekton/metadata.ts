import type { Model } from '../../engine/sdk.ts'

/** Name, namespace and labels of an object that Tekton reads. */
export function objectMeta(name: string, model: Model): { readonly [field: string]: unknown } {
  return { ...clusterMeta(name, model), namespace: model.delivery.tekton.namespace }
}

/** The same of an object that is in no namespace. */
export function clusterMeta(name: string, { platform }: Model): { readonly [field: string]: unknown } {
  return { name, labels: { 'app.kubernetes.io/part-of': platform.name, 'app.kubernetes.io/managed-by': 'platgen' } }
}
