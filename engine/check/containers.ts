import type { Model, Resources } from '../resolve/model.ts'

/** Every container that somebody wrote resources for, with where they stand. */
export interface ContainerView {
  /** As messages name it: `orders`, or `orders/exporter` for a container beside the main one. */
  readonly owner: string
  readonly path: readonly (string | number)[]
  readonly resources: Resources
}

/** All containers of an environment: of services, their steps, sidecars and migrations, and of stores. */
export function* containersOf(model: Model): Iterable<ContainerView> {
  for (const service of Object.values(model.services)) {
    const path = ['services', service.name]
    yield { owner: service.name, path, resources: service.resources }
    for (const [index, step] of service.init.entries())
      yield { owner: `${service.name}/${step.name}`, path: [...path, 'init', index], resources: step.resources }
    for (const sidecar of service.sidecars)
      yield { owner: `${service.name}/${sidecar.name}`, path: [...path, 'sidecars', sidecar.name], resources: sidecar.resources }
    if (service.migrate !== undefined)
      yield { owner: `${service.name}/migrate`, path: [...path, 'migrate'], resources: service.migrate.resources }
  }
  for (const store of Object.values(model.stores))
    if (store.external === undefined) yield { owner: store.name, path: ['stores', store.name], resources: store.resources }
}
