import type { Report } from '../diagnostics/diagnostic.ts'
import type { FileArtifact, KubernetesObject } from '../render/artifact.ts'
import type { Model } from '../resolve/model.ts'
import type { JsonObject } from '../source/source.ts'

/** Everything that was rendered for one owner: a service, a store, or the platform itself (`''`), in every environment that has it. */
export interface Bundle {
  /** Name of the service or store; empty for what belongs to the environment as a whole. */
  readonly owner: string
  readonly type: 'platform' | 'service' | 'store'
  /** By environment, in the order of the file; objects in the order to apply them. */
  readonly environments: readonly { readonly model: Model; readonly objects: readonly KubernetesObject[] }[]
}

/** A way to ship Kubernetes objects: a pure function from the bundles of a platform to files, which knows nothing of any kind of object. */
export interface Packager<Options = JsonObject> {
  /** Its name under `outputs`, and its folder in the output. */
  readonly name: string
  readonly summary: string
  /** JSON Schema (draft-07) of its block under `outputs`. */
  readonly options: JsonObject
  /** Whether it runs without a word in `outputs`. */
  readonly automatic: boolean
  /** Called once per bundle, so that nothing has to be held: 10,000 services pass one by one. */
  readonly bundle: (bundle: Bundle, tools: PackageTools<Options>) => Iterable<FileArtifact>
  /** Called after the last bundle, for what needs to know them all (an umbrella chart, a kustomization). */
  readonly finish?: (tools: PackageTools<Options>) => Iterable<FileArtifact>
}

/** What the engine hands to a packager. */
export interface PackageTools<Options> {
  readonly options: Options
  readonly models: readonly Model[]
  /** The options of every package that runs, by its name: for one that points at the files of another. */
  readonly packages: ReadonlyMap<string, JsonObject>
  readonly report: Report
  /** For what `finish` has to know of the bundles: a fresh map per run, since a packager keeps no state of its own. */
  readonly notes: Map<string, unknown>
}

/** Declares a packager. The identity function: it exists so that the options are typed. */
export function definePackager<Options = JsonObject>(packager: Packager<Options>): Packager<Options> {
  return packager
}
