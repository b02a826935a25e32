import type { Report } from '../diagnostics/diagnostic.ts'
import type { Component } from '../resolve/component.ts'
import type { Image, Model, Workload } from '../resolve/model.ts'
import type { JsonObject } from '../source/source.ts'
import type { Artifact } from './artifact.ts'

/** What the engine hands to a renderer. */
export interface Tools<Options> {
  /** The renderer's own block under `outputs`, with every default of its schema. */
  readonly options: Options
  /** Reports a mistake of the user; see `defineDiagnostic`. */
  readonly report: Report
  /** Fills one of the renderer's templates. The view has made every decision and quoted every value; an unknown name in the template is our bug. */
  readonly template: (name: string, view: object) => string
  /**
   * An image that the renderer chooses itself, by its own whole name and tag (`quay.io/prometheus/prometheus:v3.8.0`): from the platform's mirror, and pinned
   * when it says so (`images`). Whatever is not named by the user comes through here.
   */
  readonly image: (reference: string) => Image
}

/**
 * Turns models into artifacts: a pure, synchronous generator. No clock, no randomness, no environment, no disk, no other renderer's output.
 * At least one of `platform`, `environment` and `service`.
 */
export interface Renderer<Options = JsonObject> {
  /** Its name under `outputs`, and its folder in the output. */
  readonly name: string
  /** One sentence for `platgen renderers`. */
  readonly summary: string
  /** JSON Schema (draft-07) of its block under `outputs`: an object, closed, every property described and with a default. */
  readonly options: JsonObject
  /** Texts of its templates, by name, for renderers outside of platgen. Built-in ones are compiled when platgen is built. */
  readonly templates?: { readonly [name: string]: string }
  /** Whether it runs without a word in `outputs`. Default false for renderers of the user, who names them anyway. */
  readonly automatic?: boolean
  /**
   * Workloads that the platform itself needs, in the words of a service. Called once per environment, when the user's own services are decided and no component is;
   * what it gives is then rendered as any other service, or stands in the pods of one (`beside`).
   */
  readonly components?: (model: Model, tools: Tools<Options>) => Iterable<Component>
  /** Once, knowing every environment. */
  readonly platform?: (models: readonly Model[], tools: Tools<Options>) => Iterable<Artifact>
  /** Once per environment. */
  readonly environment?: (model: Model, tools: Tools<Options>) => Iterable<Artifact>
  /** Once per service or store and environment: the unit of scale. */
  readonly service?: (service: Workload, model: Model, tools: Tools<Options>) => Iterable<Artifact>
}

/** Declares a renderer. The identity function: it exists so that the options are typed. */
export function defineRenderer<Options = JsonObject>(renderer: Renderer<Options>): Renderer<Options> {
  return renderer
}
