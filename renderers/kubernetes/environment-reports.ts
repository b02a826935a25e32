import { at, atKey, type Model, type Report } from '../../engine/sdk.ts'
import { usedGateways } from '../_shared/exposed-hosts.ts'
import { classDiffers, tooManyHosts } from './diagnostics.ts'
import { listenersOf, MOST_LISTENERS } from './routes/gateway.ts'
import { storageClasses } from './storage/storage-class.ts'

/** What an environment asks for as a whole that can't be. */
export function reportEnvironment(model: Model, report: Report): void {
  if (model.ingress.api !== 'gateway') return
  for (const gateway of usedGateways(model)) {
    const listeners = listenersOf(gateway, model).length
    const place = gateway.key === undefined ? at(model, 'ingress', 'api') : atKey(model, 'ingress', 'gateways', gateway.key)
    if (listeners > MOST_LISTENERS)
      report(tooManyHosts, place, { listeners, most: MOST_LISTENERS }, { environment: model.environment.name })
  }
}

/** Classes of one name that environments on one cluster understand differently: the last one that is applied would win, or be refused. */
export function reportClasses(models: readonly Model[], report: Report): void {
  const known = new Map<string, { readonly model: Model; readonly text: string }>()
  for (const model of models)
    for (const made of storageClasses(model)) {
      const { name } = made.metadata
      const { cluster } = model.environment
      const text = JSON.stringify(made)
      const before = known.get(`${cluster} ${name}`)
      if (before === undefined) known.set(`${cluster} ${name}`, { model, text })
      else if (before.text !== text)
        report(
          classDiffers,
          at(model, 'storage', 'classes', name),
          { class: name, first: before.model.environment.name, second: model.environment.name, cluster },
          {
            related: [
              { message: `what it is in \`${before.model.environment.name}\``, place: at(before.model, 'storage', 'classes', name) },
            ],
          },
        )
    }
}
