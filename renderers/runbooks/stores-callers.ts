import type { Model, Store } from '../../engine/sdk.ts'

/** The Deployments that work with a store, and how many pods each has at least: they stand still while its data is replaced. */
export function callersOf(store: Store, model: Model): readonly { readonly workload: string; readonly min: number }[] {
  return store.callers.flatMap(({ name }) => {
    const service = model.services[name]
    return service === undefined || service.component !== undefined || service.kind !== 'Deployment'
      ? []
      : service.versions.map(({ workload, replicas }) => ({ workload, min: replicas.min }))
  })
}
