import { assemble } from '../../../engine/assemble/assemble.ts'
import type { Outputs } from '../../../engine/assemble/outputs.ts'
import { check } from '../../../engine/check/check.ts'
import type { Finding, Report } from '../../../engine/diagnostics/diagnostic.ts'
import { collectFindings } from '../../../engine/diagnostics/findings.ts'
import { load } from '../../../engine/load/load.ts'
import { packageObjects } from '../../../engine/package/package.ts'
import type { OutputFile } from '../../../engine/render/artifact.ts'
import { createComponents } from '../../../engine/render/components.ts'
import { render } from '../../../engine/render/render.ts'
import { prepareTemplates } from '../../../engine/render/template.ts'
import type { Expand } from '../../../engine/resolve/component.ts'
import type { Model } from '../../../engine/resolve/model.ts'
import { layersOfModel, rememberLayers, sectionOfModel } from '../../../engine/resolve/origin.ts'
import { resolve } from '../../../engine/resolve/resolve.ts'
import type { JsonObject, Source } from '../../../engine/source/source.ts'
import { longForm } from '../../../engine/validate/component.ts'
import { validate } from '../../../engine/validate/validate.ts'
import type { WrittenPlatform } from '../../../schema/generated/written.ts'
import type { Path } from './mutate.ts'

type Prepared = Outputs & { readonly templates: Awaited<ReturnType<typeof prepareTemplates>> }

/** A platform without a perturbation, and what it renders to. */
export interface Base {
  readonly folder: string
  readonly source: Source
  readonly outputs: Prepared
  readonly expand: Expand
  readonly models: readonly Model[]
  /** The files of each way to ship, by what ships them: nearly everything shows in the plain manifests, which are made first. */
  readonly files: readonly ReadonlyMap<string, OutputFile>[]
}

/** How a perturbation ended: the schema refuses it, somebody objects, another artifact comes out, or nobody notices. */
export type Effect = 'invalid' | 'told' | 'rendered' | 'none'

/** Reads and renders a platform. Throws when it is not clean: nothing could be told apart then. */
export async function prepare(folder: string): Promise<Base> {
  const { report, list } = collectFindings()
  const clean = () => {
    if (list().length > 0)
      throw new Error(
        `${folder} is not clean: ${list()
          .map(({ code, message }) => `${code}: ${message}`)
          .join('\n')}`,
      )
  }
  const source = load('platform.yaml', { cwd: folder }, report)
  const platform = source === undefined ? undefined : validate(source, report)
  clean()
  if (source === undefined || platform === undefined) throw new Error(`${folder} cannot be read`)
  const outputs = await outputsOf(platform, folder, report)
  const expand = expandOf(outputs, report)
  const models = resolve(platform, source, {}, outputs.texts, expand, report)
  check(models, platform, report)
  clean()
  const files = waysToShip(outputs).map((way) => new Map([...filesOf(models, platform, way, report)].map((file) => [file.path, file])))
  clean()
  return { folder, source, outputs, expand, models, files }
}

function expandOf(outputs: Prepared, report: Report): Expand {
  return createComponents(outputs, longForm, report)
}

/** Runs the stages on another value of the whole platform. Ends as soon as something differs. */
export async function trial(base: Base, value: JsonObject, path: Path): Promise<Effect> {
  const { report, list } = collectFindings()
  const source: Source = { ...base.source, value }
  const platform = validate(source, report)
  if (list().some(isRefusal)) return 'invalid'
  if (platform === undefined || list().length > 0) return 'told'
  const isAssembled = path[0] === 'outputs' || path.at(-1) === 'from'
  const outputs = isAssembled ? await outputsOf(platform, base.folder, report) : base.outputs
  if (list().length > 0) return isAssembled && list().some(isRefusal) ? 'invalid' : 'told'
  const models = resolve(platform, source, {}, outputs.texts, expandOf(outputs, report), report)
  if (list().length > 0) return 'told'
  check(models, platform, report)
  if (list().length > 0) return 'told'
  const ways = waysToShip(outputs)
  if (ways.length !== base.files.length) return 'rendered'
  const ordered = models.map((model) => withFirst(model, path))
  for (const [index, way] of ways.entries()) {
    if (differs(filesOf(ordered, platform, way, report), base.files[index] ?? new Map())) return 'rendered'
    if (list().length > 0) return 'told'
  }
  return 'none'
}

/** Names that nobody declared, and values that look like secrets, are no matter of shape: whoever tells them has read them. */
const READ = ['validate/unknown-name', 'validate/secret-literal']

/** The schema, of the platform or of a renderer's options, does not take the value: that says nothing about whether somebody reads it. */
function isRefusal({ code }: Finding): boolean {
  return code.startsWith('validate/') && !READ.includes(code)
}

async function outputsOf(platform: WrittenPlatform, folder: string, report: Report): Promise<Prepared> {
  const outputs = await assemble(platform, { file: 'platform.yaml', cwd: folder }, report)
  return { ...outputs, templates: await prepareTemplates(outputs.renderers, report) }
}

/** One after the other, each with all renderers: what shows in the first needs no second. */
function waysToShip(outputs: Prepared): Prepared[] {
  const { packagers } = outputs
  return packagers.length < 2 ? [outputs] : [{ ...outputs, packagers: packagers.slice(0, 1) }, outputs]
}

function filesOf(models: readonly Model[], platform: WrittenPlatform, outputs: Prepared, report: Report): Iterable<OutputFile> {
  return packageObjects(render(models, platform, outputs, {}, report), models, outputs, report)
}

function differs(files: Iterable<OutputFile>, before: ReadonlyMap<string, OutputFile>): boolean {
  let count = 0
  for (const file of files) {
    const other = before.get(file.path)
    if (other === undefined || other.content !== file.content || other.executable !== file.executable) return true
    count++
  }
  return count !== before.size
}

/** The same model with the service or store that was perturbed in front: what changes is most often its own, and is then found at once. */
function withFirst(model: Model, [section, name]: Path): Model {
  if ((section !== 'services' && section !== 'stores') || typeof name !== 'string' || model[section][name] === undefined) return model
  const reordered = { ...model, [section]: { [name]: model[section][name], ...model[section] } }
  rememberLayers(reordered, layersOfModel(model), sectionOfModel(model))
  return reordered
}
