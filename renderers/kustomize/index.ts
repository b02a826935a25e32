import { type Bundle, definePackager, type FileArtifact, familiesOf, type KubernetesObject, type PackageTools } from '../../engine/sdk.ts'
import { baseEnvironment } from '../_shared/base-environment.ts'
import { type Family, placeFamilies } from './families.ts'
import { createImages, type Images } from './images.ts'
import { baseFile, type Overlay, overlayFiles } from './kustomizations.ts'
import { patchOf } from './patch.ts'

export default definePackager({
  name: 'kustomize',
  summary: 'Kustomize: a base that all environments share, and an overlay for each.',
  automatic: false,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *bundle(bundle, tools) {
    const memory = memoryOf(bundle, tools)
    // No service can take the name of this file, because theirs start with a letter.
    const file = bundle.owner === '' ? `00-${memory.platform}.yaml` : `${bundle.owner}.yaml`
    const families = familiesIn(bundle, tools)
    const shared = families.filter(({ isShared }) => isShared)
    if (shared.length > 0) {
      memory.base.push(file)
      yield { type: 'yaml', path: `base/${file}`, documents: shared.map(({ objects }) => withoutNamespace(objects[memory.first])) }
    }
    for (const [index, overlay] of memory.overlays.entries()) yield* overlayOf(file, index, overlay, families, memory)
  },

  *finish(tools) {
    const memory = tools.notes.get('memory') as Memory | undefined
    if (memory === undefined) return
    yield baseFile(memory.base)
    for (const overlay of memory.overlays) yield* overlayFiles(overlay)
  },
})

/** What the kustomizations have to know of the bundles, since they are made last. */
interface Memory {
  readonly platform: string
  /** The environment whose words the base repeats: the first that nobody depends on. */
  readonly first: number
  readonly base: string[]
  readonly overlays: readonly (Overlay & {
    readonly extra: string[]
    readonly elsewhere: string[]
    readonly patches: Overlay['patches'][number][]
  })[]
  readonly images: Images
}

function memoryOf({ environments }: Bundle, { notes, models }: PackageTools<unknown>): Memory {
  const known = notes.get('memory') as Memory | undefined
  if (known !== undefined) return known
  const memory: Memory = {
    platform: environments[0]?.model.platform.name ?? '',
    first: baseEnvironment(models),
    base: [],
    overlays: models.map((model, index) => ({
      environment: model.environment.name,
      namespace: model.environment.namespace,
      extra: [],
      elsewhere: [],
      patches: [],
      images: () => memory.images.of(index),
    })),
    images: createImages(models),
  }
  notes.set('memory', memory)
  return memory
}

/** The objects of a bundle by what they are, with a place for every environment of the platform. */
function familiesIn({ environments }: Bundle, { models }: PackageTools<unknown>): readonly Family[] {
  const byModel = new Map(environments.map(({ model, objects }) => [model.environment.name, objects]))
  const members = models.map(({ environment }) => ({
    namespace: environment.namespace,
    domain: environment.domain,
    objects: byModel.get(environment.name) ?? [],
  }))
  return placeFamilies(familiesOf(members), members)
}

/** What one environment has beside the base: objects of its own, and where shared ones differ. */
function* overlayOf(
  file: string,
  index: number,
  overlay: Memory['overlays'][number],
  families: readonly Family[],
  { first, images }: Memory,
): Iterable<FileArtifact> {
  const here = (family: Family) => family.objects[index]
  const folder = `overlays/${overlay.environment}`
  const { environment } = overlay
  const own = families.filter(({ isShared, isElsewhere }) => !isShared && !isElsewhere).flatMap((family) => here(family) ?? [])
  if (own.length > 0) {
    overlay.extra.push(file)
    yield { type: 'yaml', path: `${folder}/namespaced/${file}`, documents: own.map(withoutNamespace), environment }
  }
  const elsewhere = families.filter(({ isElsewhere }) => isElsewhere).flatMap((family) => here(family) ?? [])
  if (elsewhere.length > 0) {
    overlay.elsewhere.push(file)
    yield { type: 'yaml', path: `${folder}/elsewhere/${file}`, documents: elsewhere, environment }
  }
  const merges: KubernetesObject[] = []
  for (const family of families) {
    const object = here(family)
    const before = family.objects[first]
    if (!family.isShared || object === undefined || before === undefined || index === first) continue
    const patch = patchOf(withoutNamespace(images.replaced(before, object, index)), withoutNamespace(object))
    if (patch?.type === 'merge') merges.push(patch.object)
    if (patch?.type === 'operations') {
      const path = `patches/${file.slice(0, -'.yaml'.length)}-${object.kind.toLowerCase()}-${object.metadata.name}.yaml`
      overlay.patches.push({ path, target: object })
      yield { type: 'yaml', path: `${folder}/namespaced/${path}`, documents: [patch.operations], environment }
    }
  }
  if (merges.length === 0) return
  overlay.patches.push({ path: `patches/${file}`, target: undefined })
  yield { type: 'yaml', path: `${folder}/namespaced/patches/${file}`, documents: merges, environment }
}

/** The overlay says the namespace, once. */
function withoutNamespace(object: KubernetesObject | undefined): KubernetesObject {
  if (object === undefined) throw new Error('a shared object is in every environment')
  const { namespace: _namespace, ...metadata } = object.metadata
  return { ...object, metadata }
}
