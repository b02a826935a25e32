import type { Packager } from '../package/packager.ts'
import type { Renderer } from '../render/renderer.ts'
import type { JsonObject } from '../source/source.ts'

/** A renderer that runs, with its options decided. */
export interface ChosenRenderer {
  readonly renderer: Renderer
  readonly options: JsonObject
  /** Texts of the user's templates, instead of the renderer's own, by name, with where the option stands. */
  readonly templates: ReadonlyMap<string, { readonly text: string; readonly pointer: string }>
  /** `built-in`, or the file or package that it comes from. */
  readonly from: string
}

/** A way to ship objects that runs, with its options decided. */
export interface ChosenPackager {
  readonly packager: Packager
  readonly options: JsonObject
}

/** What is rendered, and how it is shipped. */
export interface Outputs {
  readonly renderers: readonly ChosenRenderer[]
  readonly packagers: readonly ChosenPackager[]
  /** Files outside of platform.yaml that services carry (`files.*.from`), by the path as written. */
  readonly texts: ReadonlyMap<string, string>
}
