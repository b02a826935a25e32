import type { Model, Service } from '../../resolve/model.ts'

/** The services that have a pipeline, each in every environment that it is built for. Empty when no engine runs any. */
export function builtEverywhere(
  models: readonly Model[],
): ReadonlyMap<string, readonly { readonly model: Model; readonly service: Service }[]> {
  const built = new Map<string, { readonly model: Model; readonly service: Service }[]>()
  for (const model of models)
    if (model.delivery.engines.length > 0)
      for (const service of Object.values(model.services))
        if (service.build !== undefined) {
          const before = built.get(service.name)
          if (before === undefined) built.set(service.name, [{ model, service }])
          else before.push({ model, service })
        }
  return built
}
