import type { Build, Model, Service } from '../../engine/sdk.ts'

/** A service that this platform builds, in every environment that has it. The first one speaks for all: the image is one. */
export interface BuiltService {
  readonly service: Service
  readonly build: Build
  readonly model: Model
  readonly everywhere: readonly { readonly model: Model; readonly service: Service }[]
}

/** The services that this platform builds, in the order of the file. */
export function builtServices(models: readonly Model[]): readonly BuiltService[] {
  const found = new Map<string, { readonly model: Model; readonly service: Service }[]>()
  for (const model of models)
    for (const service of Object.values(model.services)) {
      if (service.build === undefined) continue
      const before = found.get(service.name)
      if (before === undefined) found.set(service.name, [{ model, service }])
      else before.push({ model, service })
    }
  return [...found.values()].flatMap((everywhere) => {
    const [first] = everywhere
    return first?.service.build === undefined ? [] : [{ ...first, build: first.service.build, everywhere }]
  })
}
