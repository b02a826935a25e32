import type { Spot } from '../../diagnostics/diagnostic.ts'
import type { Model, Service } from '../../resolve/model.ts'
import { writtenAt } from '../../resolve/origin.ts'

/** A service that says something, in the first environment that sees these words. */
export interface Said {
  readonly model: Model
  readonly service: Service
  readonly place: Spot
}

/** Services of which something is true, once for each place that says it: what holds in several environments is told once, of the one with the most pods. */
export function writtenFor(models: readonly Model[], isMeant: (service: Service) => boolean, path: readonly string[]): readonly Said[] {
  const found = new Map<string, Said>()
  for (const model of models)
    for (const service of Object.values(model.services)) {
      const place = isMeant(service) ? writtenAt(model, 'services', service.name, ...path) : undefined
      if (place === undefined) continue
      const before = found.get(place.pointer)
      if (before === undefined || most(service) > most(before.service)) found.set(place.pointer, { model, service, place })
    }
  return [...found.values()]
}

function most({ versions }: Service): number {
  return versions.reduce((sum, { replicas }) => sum + replicas.max, 0)
}
