import type { Spot } from '../diagnostics/diagnostic.ts'
import type { Model, Service } from '../resolve/model.ts'
import { writtenAt } from '../resolve/origin.ts'

/** A word that a service, or the defaults of all, may say. */
export interface Word {
  /** Below the service. */
  readonly path: readonly string[]
  /** Why nothing reads it for this service here; undefined when something does, and `null` where that is told otherwise. */
  readonly idle: (service: Service, model: Model) => string | null | undefined
}

/** A field of a service, when it has no effect, and why. */
export interface Idle {
  readonly field: string
  readonly when: (service: Service, model: Model) => boolean
  readonly reason: string
}

/** A word that nothing reads. */
export interface IdleWord {
  readonly place: Spot
  readonly word: Word
  /** Who says it: a service, or `defaults`. */
  readonly owner: string
  readonly reason: string
  readonly environment: string
}

/**
 * Words that nothing reads: in no environment, and for no service. What stands where all environments see it is meant for those in which it means something,
 * and a default for the services that it means something for.
 */
export function idleWordsOf(models: readonly Model[], words: (service: Service) => readonly Word[]): readonly IdleWord[] {
  const idle = new Map<string, IdleWord[]>()
  for (const model of models)
    for (const service of Object.values(model.services))
      for (const word of words(service)) {
        const reason = word.idle(service, model)
        if (typeof reason !== 'string') continue
        const place = writtenAt(model, 'services', service.name, ...word.path)
        if (place === undefined) continue
        const owner = place.pointer.startsWith(`/services/${service.name}/`) ? service.name : 'defaults'
        const found = { place, word, owner, reason, environment: model.environment.name }
        const before = idle.get(place.pointer)
        if (before === undefined) idle.set(place.pointer, [found])
        else before.push(found)
      }
  return [...idle.values()].flatMap((found) => (isRead(found[0] as IdleWord, models, words) ? [] : found))
}

function isRead({ place, word, owner }: IdleWord, models: readonly Model[], words: (service: Service) => readonly Word[]): boolean {
  return models.some((model) => {
    const own = model.services[owner]
    const concerned = owner === 'defaults' ? Object.values(model.services) : own === undefined ? [] : [own]
    return concerned.some(
      (service) =>
        words(service).some((other) => isSame(other, word) && other.idle(service, model) === undefined) &&
        writtenAt(model, 'services', service.name, ...word.path)?.pointer === place.pointer,
    )
  })
}

function isSame(one: Word, other: Word): boolean {
  return one.path.length === other.path.length && one.path.every((segment, index) => segment === other.path[index])
}
