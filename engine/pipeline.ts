import { resolve as resolvePath } from 'node:path'
import { assemble } from './assemble/assemble.ts'
import { check } from './check/check.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import { collectFindings } from './diagnostics/findings.ts'
import { locateFindings } from './diagnostics/locate-findings.ts'
import { load } from './load/load.ts'
import { packageObjects } from './package/package.ts'
import type { Rendered } from './package/rendered.ts'
import { isPartial, selectFiles } from './package/select-files.ts'
import type { OutputFile } from './render/artifact.ts'
import { createComponents } from './render/components.ts'
import { render } from './render/render.ts'
import { prepareTemplates } from './render/template.ts'
import type { Model } from './resolve/model.ts'
import { type Releases, withReleases } from './resolve/releases.ts'
import { resolve } from './resolve/resolve.ts'
import type { Source } from './source/source.ts'
import { longForm } from './validate/component.ts'
import { validate } from './validate/validate.ts'
import { openWriter, type WriteMode, type WriteResult } from './write/writer.ts'

/** One run of the compiler. */
export interface Request {
  /** platform.yaml, as the user wrote it. */
  readonly file: string
  readonly cwd: string
  /** Only files of these environments; undefined for all. */
  readonly environments?: readonly string[]
  /** Only files of these renderers and packages; undefined for all. */
  readonly only?: readonly string[]
  /** Versions of services that are rendered instead of those that the platform names, for some environments. */
  readonly releases?: Releases
  /** How far to go: `check` ends after the semantic checks, the others render, and then `write`, `plan` or `compare` as the writer does. */
  readonly until: 'resolve' | 'check' | WriteMode
  /** The output folder. */
  readonly out: string
  /** Overwrite files that a person edited. */
  readonly force?: boolean
  /** Called with the number of rendered workloads and of all, for a progress line. */
  readonly progress?: (done: number, total: number) => void
  /** Takes the finished files instead of the output folder, which is then neither read nor written. They count only when nothing was found. */
  readonly deliver?: (file: OutputFile) => void
  /** Ends the run before anything is written, once somebody aborts it. Then there is neither a result nor a diagnostic. */
  readonly stop?: AbortSignal
}

/** How a run ended. */
export interface Outcome {
  /** Sorted by file, place and code. */
  readonly diagnostics: readonly Diagnostic[]
  readonly source: Source | undefined
  /** Present when resolving got that far. */
  readonly models: readonly Model[]
  /** How many objects were rendered, by environment. */
  readonly objects: ReadonlyMap<string, number>
  /** Present when rendering got that far, and nobody else took the files. */
  readonly written: WriteResult | undefined
}

/** load → validate → assemble → resolve → check → render → package → write. A stage runs only when every stage before it was clean. */
export async function run(request: Request): Promise<Outcome> {
  const findings = collectFindings()
  const { report, hasErrors } = findings
  const source = load(request.file, { cwd: request.cwd }, report)
  const objects = new Map<string, number>()
  const end = (models: readonly Model[] = [], written?: WriteResult): Outcome => ({
    diagnostics: locateFindings(findings.list(), source),
    source,
    models,
    objects,
    written,
  })

  if (source === undefined || hasErrors()) return end()
  const written = validate(source, report)
  if (written === undefined || hasErrors()) return end()
  const platform = request.releases === undefined ? written : withReleases(written, request.releases, report)
  const outputs = await assemble(platform, request, report)
  const templates = await prepareTemplates(outputs.renderers, report)
  if (hasErrors()) return end()
  const expand = createComponents({ ...outputs, templates }, longForm, report)
  const models = resolve(platform, source, request, outputs.texts, expand, report)
  if (request.until === 'resolve' || hasErrors()) return end(models)
  check(models, platform, report)
  if (request.until === 'check' || hasErrors()) return end(models)

  const rendered = counted(render(models, platform, { ...outputs, templates }, request, report), objects)
  const files = selectFiles(packageObjects(rendered, models, outputs, report), request)
  if (request.deliver !== undefined) {
    for (const file of files) request.deliver(file)
    return end(models)
  }
  const meant = new Set<string>()
  const writer = openWriter(resolvePath(request.cwd, request.out), {
    mode: request.until,
    report,
    owner: { pointer: '/outputs', on: 'key' },
    force: request.force === true,
    sources: source.files.map(({ path }) => resolvePath(request.cwd, path)),
    ...(isPartial(request) ? { scope: (path: string) => meant.has(path) } : {}),
  })
  try {
    for (const file of files) {
      meant.add(file.path)
      writer.add(file)
      if (request.stop !== undefined && meant.size % BREATH === 0) {
        await breathe()
        if (request.stop.aborted) break
      }
    }
  } catch (error) {
    writer.discard()
    throw error
  }
  if (hasErrors() || request.stop?.aborted === true) {
    writer.discard()
    return end(models)
  }
  return end(models, writer.commit())
}

/** After so many files, signals are heard. */
const BREATH = 64

function breathe(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}

/** Counts what passes by. */
function* counted(rendered: Iterable<Rendered>, objects: Map<string, number>): Iterable<Rendered> {
  for (const item of rendered) {
    if (item.type === 'bundle')
      for (const { model, objects: some } of item.bundle.environments) {
        const { name } = model.environment
        objects.set(name, (objects.get(name) ?? 0) + some.length)
      }
    yield item
  }
}
