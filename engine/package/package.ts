import type { Outputs } from '../assemble/outputs.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { FileArtifact, OutputFile } from '../render/artifact.ts'
import type { Model } from '../resolve/model.ts'
import type { JsonObject } from '../source/source.ts'
import type { Packager, PackageTools } from './packager.ts'
import { checkObject } from './plain-object.ts'
import type { Rendered } from './rendered.ts'
import { serialise } from './serialise.ts'

/** One packager of this run, with what it may remember. */
interface Running {
  readonly packager: Packager
  readonly tools: PackageTools<JsonObject>
}

/** Turns what was rendered into finished files. Files of renderers pass through; objects go to every package that is on. Nothing is held here. */
export function* packageObjects(
  rendered: Iterable<Rendered>,
  models: readonly Model[],
  outputs: Pick<Outputs, 'packagers'>,
  report: Report,
): Iterable<OutputFile> {
  const packages = new Map(outputs.packagers.map(({ packager, options }) => [packager.name, options]))
  const running = outputs.packagers.map(
    ({ packager, options }): Running => ({ packager, tools: { options, models, packages, report, notes: new Map() } }),
  )
  for (const item of rendered) {
    if (item.type === 'file') {
      yield serialise(item.file, item.folder)
      continue
    }
    for (const { objects } of item.bundle.environments) for (const object of objects) checkObject(object)
    for (const { packager, tools } of running) yield* finished(packager.bundle(item.bundle, tools), packager)
  }
  for (const { packager, tools } of running) if (packager.finish !== undefined) yield* finished(packager.finish(tools), packager)
}

function* finished(files: Iterable<FileArtifact>, { name }: Packager): Iterable<OutputFile> {
  for (const file of files) yield serialise(file, name)
}
