import { isMap } from '../../source/json.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import { UsageError } from '../usage.ts'

/** What a KRM function is handed and gives back. https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md */
export interface ResourceList {
  readonly items: readonly JsonObject[]
  readonly functionConfig: JsonObject
}

const API_VERSION = 'config.kubernetes.io/v1'

/** Whether a value of the input is a list that a function is called with. */
export function readResourceList(value: Json | undefined): ResourceList {
  if (!isMap(value) || value.kind !== 'ResourceList' || value.apiVersion !== API_VERSION)
    throw new UsageError(
      `the input is no ResourceList of ${API_VERSION}`,
      '`platgen krm` is called by kpt, Kustomize or Argo CD; `platgen render` is for people',
    )
  const { items, functionConfig } = value
  if (!isMap(functionConfig))
    throw new UsageError('the ResourceList has no `functionConfig`', 'say which platform and environment to render')
  if (items !== undefined && !(Array.isArray(items) && items.every(isMap)))
    throw new UsageError('the `items` of the ResourceList are no objects')
  return { items: (items ?? []) as readonly JsonObject[], functionConfig }
}

/** One remark of a function, about a file. */
export interface Result {
  readonly message: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly file?: { readonly path: string }
  readonly tags?: { readonly [key: string]: string }
}

/** The list as a function gives it back. */
export function resourceList({ functionConfig }: ResourceList, items: readonly JsonObject[], results: readonly Result[]): JsonObject {
  return {
    apiVersion: API_VERSION,
    kind: 'ResourceList',
    items,
    functionConfig,
    ...(results.length === 0 ? {} : { results: results as unknown as Json }),
  }
}
