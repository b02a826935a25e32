/** The harness for renderers, stricter than a reviewer: `import { renderWith } from 'platgen/testing'`. The built-in renderers are tested with it too. */
import { deepStrictEqual, fail } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decideOptions } from './assemble/options.ts'
import type { Finding } from './diagnostics/diagnostic.ts'
import { collectFindings } from './diagnostics/findings.ts'
import { load } from './load/load.ts'
import type { Artifact, FileArtifact, KubernetesObject } from './render/artifact.ts'
import { createImages } from './render/images.ts'
import type { Renderer, Tools } from './render/renderer.ts'
import { createTemplates, prepareTemplates } from './render/template.ts'
import type { Expand, WrittenComponent } from './resolve/component.ts'
import type { Model, Workload } from './resolve/model.ts'
import { layersOfModel, rememberLayers, sectionOfModel } from './resolve/origin.ts'
import { resolve } from './resolve/resolve.ts'
import type { JsonObject } from './source/source.ts'
import { longForm } from './validate/component.ts'
import { validate } from './validate/validate.ts'

/** What to render in a test. */
export interface RenderRequest {
  /** The whole text of a platform.yaml. */
  readonly platform: string
  /** The renderer's block under `outputs`. */
  readonly options?: JsonObject
}

/** What a renderer made of a platform. */
export interface Rendering {
  /** Every file, by its path below the renderer's folder. */
  readonly files: ReadonlyMap<string, FileArtifact>
  /** Every object, with its environment and the service or store that it belongs to (empty for the environment's own). */
  readonly objects: readonly { readonly environment: string; readonly owner: string; readonly object: KubernetesObject }[]
  /** What the renderer and the stages before it told the user, in the order of telling. */
  readonly findings: readonly Pick<Finding, 'code' | 'severity' | 'message' | 'place' | 'environments'>[]
}

/**
 * Renders a platform with one renderer, and fails with a plain sentence when the renderer breaks a rule of the house:
 * it must give the same artifacts when it runs again and when services come in another order, must not change its input,
 * and its artifacts must be plain data below its own folder.
 */
export async function renderWith<Options>(renderer: Renderer<Options>, request: RenderRequest): Promise<Rendering> {
  const findings = collectFindings()
  const asking = await toolsFor(renderer as unknown as Renderer, request.options ?? {}, findings.report)
  const choosing = (models: readonly Model[]) => ({ ...asking, image: createImages(models, findings.report).image })
  const models = modelsOf(request.platform, findings.report, (model) =>
    componentsOf(renderer as unknown as Renderer, model, choosing([model])),
  )
  const tools = choosing(models)
  const first = collect(renderer as unknown as Renderer, models, tools)
  if (models.length > 0) {
    deepStrictEqual(
      collect(renderer as unknown as Renderer, models, tools),
      first,
      `renderer ${renderer.name} gives other artifacts when it runs again`,
    )
    const reversed = collect(renderer as unknown as Renderer, models.map(inReverse), tools)
    deepStrictEqual(sorted(reversed), sorted(first), `what renderer ${renderer.name} gives depends on the order of services`)
  }
  const files = new Map<string, FileArtifact>()
  for (const { artifact } of first) {
    checkPlain(artifact, renderer.name)
    if (artifact.type === 'object') continue
    if (files.has(artifact.path)) fail(`renderer ${renderer.name} writes ${artifact.path} twice`)
    files.set(artifact.path, artifact)
  }
  const objects = first.flatMap(({ artifact, environment, owner }) =>
    artifact.type === 'object' ? [{ environment, owner, object: artifact.object }] : [],
  )
  return { files, objects, findings: findings.list() }
}

interface Entry {
  readonly environment: string
  readonly owner: string
  readonly artifact: Artifact
}

function componentsOf(renderer: Renderer, model: Model, tools: Tools<JsonObject>): readonly WrittenComponent[] {
  return [...(renderer.components?.(model, tools) ?? [])].map(longForm)
}

/**
 * A platform as renderers see it, for tests of single functions. Empty when the platform is wrong; `report` then says why.
 * @param expand Which workloads of its own the platform needs. Default is none.
 */
export function modelsOf(platform: string, report = collectFindings().report, expand: Expand = () => []): readonly Model[] {
  const findings = collectFindings()
  const both: typeof report = (...words) => {
    report(...words)
    findings.report(...words)
  }
  const folder = mkdtempSync(join(tmpdir(), 'platgen-test-'))
  try {
    writeFileSync(join(folder, 'platform.yaml'), platform)
    const source = load('platform.yaml', { cwd: folder }, both)
    const written = source === undefined || findings.hasErrors() ? undefined : validate(source, both)
    if (source === undefined || written === undefined || findings.hasErrors()) return []
    const models = resolve(written, source, {}, new Map(), expand, both)
    return findings.hasErrors() ? [] : models
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function toolsFor(
  renderer: Renderer,
  options: JsonObject,
  report: Tools<JsonObject>['report'],
): Promise<Omit<Tools<JsonObject>, 'image'>> {
  const prepared = await prepareTemplates([{ renderer, templates: new Map() }], report)
  return {
    options: await decideOptions(renderer.name, renderer.options, options, report),
    report,
    template: createTemplates(renderer, prepared, report),
  }
}

function collect(renderer: Renderer, models: readonly Model[], tools: Tools<JsonObject>): readonly Entry[] {
  const entries: Entry[] = []
  const take = (artifacts: Iterable<Artifact> | undefined, environment: string, owner: string) => {
    for (const artifact of artifacts ?? []) entries.push({ environment, owner, artifact })
  }
  take(renderer.platform?.(models, tools), '', '')
  for (const model of models) {
    take(renderer.environment?.(model, tools), model.environment.name, '')
    for (const workload of [...Object.values(model.services), ...Object.values(model.stores)] as readonly Workload[])
      take(renderer.service?.(workload, model, tools), model.environment.name, workload.name)
  }
  return entries
}

const reversedModels = new WeakMap<Model, Model>()

/** The same model, with its services and stores the other way round. */
function inReverse(model: Model): Model {
  const known = reversedModels.get(model)
  if (known !== undefined) return known
  const turn = <T>(things: { readonly [name: string]: T }) => Object.freeze(Object.fromEntries(Object.entries(things).reverse()))
  const reversed = Object.freeze({ ...model, services: turn(model.services), stores: turn(model.stores) })
  rememberLayers(reversed, layersOfModel(model), sectionOfModel(model))
  reversedModels.set(model, reversed)
  return reversed
}

function sorted(entries: readonly Entry[]): readonly string[] {
  return entries.map((entry) => JSON.stringify(entry)).sort()
}

function checkPlain(artifact: Artifact, renderer: string): void {
  if (artifact.type === 'object') {
    const { apiVersion, kind, metadata } = artifact.object
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof metadata?.name !== 'string')
      fail(`renderer ${renderer} made an object without apiVersion, kind or name`)
    walk(artifact.object, `${kind} ${metadata.name}`)
    return
  }
  if (artifact.path.startsWith('/') || artifact.path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    fail(`renderer ${renderer} writes outside of its folder: ${artifact.path}`)
  if (artifact.type === 'text') return
  walk(artifact.type === 'json' ? artifact.value : artifact.documents, artifact.path)

  function walk(value: unknown, where: string): void {
    if (value === undefined) fail(`renderer ${renderer} left undefined at ${where}; absent means absent`)
    if (value === null && artifact.type === 'object') fail(`renderer ${renderer} left null at ${where}; absent means absent`)
    if (typeof value === 'number' && !Number.isFinite(value)) fail(`renderer ${renderer} made a number that no file can hold at ${where}`)
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
      fail(`renderer ${renderer} made a ${typeof value} at ${where}, which is no data`)
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${where}/${index}`)
    else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) walk(part, `${where}/${key}`)
  }
}
