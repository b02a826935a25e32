import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Outputs } from '../assemble/outputs.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { apiGroup } from '../kinds/api-group.ts'
import type { Rendered } from '../package/rendered.ts'
import type { Model, Workload } from '../resolve/model.ts'
import type { JsonObject } from '../source/source.ts'
import type { Artifact, KubernetesObject } from './artifact.ts'
import { duplicateObject } from './diagnostics.ts'
import { createImages } from './images.ts'
import { ownRenderer } from './own-renderer.ts'
import { createPatches } from './patches.ts'
import type { Tools } from './renderer.ts'
import { createTemplates, type PreparedTemplates } from './template.ts'

/**
 * Every artifact, one owner after the other: first what belongs to each environment as a whole, then services and stores in the order of the file.
 * Nothing is held, so a platform of any size passes through in the memory of one service.
 */
export function* render(
  models: readonly Model[],
  platform: WrittenPlatform,
  outputs: Outputs & { readonly templates: PreparedTemplates },
  { progress, environments }: { readonly progress?: (done: number, total: number) => void; readonly environments?: readonly string[] },
  report: Report,
): Iterable<Rendered> {
  const patches = createPatches(platform, report)
  const images = createImages(models, report)
  const renderers = outputs.renderers.map(({ renderer, options, from }) => ({
    renderer: from === 'built-in' ? renderer : ownRenderer(renderer, from, report),
    tools: {
      options,
      report,
      template: createTemplates(renderer, outputs.templates, report),
      image: images.image,
    } satisfies Tools<JsonObject>,
  }))
  const seen = new Map<string, string>()

  /** Files pass through; objects are patched and kept for the bundle. */
  function* sort(
    artifacts: Iterable<Artifact>,
    name: string,
    objects: KubernetesObject[],
    owner: Workload | undefined,
    model: Model | undefined,
  ): Iterable<Rendered> {
    for (const artifact of artifacts) {
      if (artifact.type !== 'object')
        yield { type: 'file', folder: name, file: model === undefined ? artifact : { environment: model.environment.name, ...artifact } }
      else if (model === undefined) throw new Error(`renderer ${name} made an object that belongs to no environment`)
      else {
        const patched = patches.apply(artifact.object, { renderer: name, owner: owner?.name, model })
        claim(patched, owner, model)
        objects.push(patched)
      }
    }
  }

  /** Two objects of one name would overwrite each other in the cluster. */
  function claim({ apiVersion, kind, metadata }: KubernetesObject, owner: Workload | undefined, model: Model): void {
    const identity = `${model.environment.name}\n${apiGroup(apiVersion)}\n${kind}\n${metadata.namespace ?? ''}\n${metadata.name}`
    const before = seen.get(identity)
    if (before === undefined) seen.set(identity, owner?.name ?? '')
    else {
      const section = owner?.type === 'store' ? 'stores' : 'services'
      const place = owner === undefined ? '/name' : `/${section}/${owner.name}`
      report(
        duplicateObject,
        { pointer: place, on: 'key' },
        { kind, name: metadata.name, first: before, second: owner?.name ?? '' },
        { environment: model.environment.name },
      )
    }
  }

  for (const { renderer, tools } of renderers)
    if (renderer.platform !== undefined) yield* sort(renderer.platform(models, tools), renderer.name, [], undefined, undefined)
  const shared: { model: Model; objects: KubernetesObject[] }[] = []
  for (const model of models) {
    const objects: KubernetesObject[] = []
    for (const { renderer, tools } of renderers)
      if (renderer.environment !== undefined) yield* sort(renderer.environment(model, tools), renderer.name, objects, undefined, model)
    shared.push({ model, objects })
  }
  yield { type: 'bundle', bundle: { owner: '', type: 'platform', environments: shared } }

  const names = ownersOf(models)
  let done = 0
  for (const [name, type] of names) {
    const environments: { model: Model; objects: KubernetesObject[] }[] = []
    for (const model of models) {
      const owner = type === 'service' ? model.services[name] : model.stores[name]
      if (owner === undefined) continue
      const objects: KubernetesObject[] = []
      for (const { renderer, tools } of renderers)
        if (renderer.service !== undefined) yield* sort(renderer.service(owner, model, tools), renderer.name, objects, owner, model)
      environments.push({ model, objects })
    }
    yield { type: 'bundle', bundle: { owner: name, type, environments } }
    progress?.(++done, names.size)
  }
  patches.finish()
  // A store of another environment may use a digest.
  if (environments === undefined) images.finish()
}

function ownersOf(models: readonly Model[]): ReadonlyMap<string, 'service' | 'store'> {
  const names = new Map<string, 'service' | 'store'>()
  for (const { services } of models) for (const name in services) names.set(name, 'service')
  for (const { stores } of models) for (const name in stores) names.set(name, 'store')
  return names
}
