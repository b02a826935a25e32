import type { ResolvedLogging, ResolvedReplicas, ResolvedService } from '../../schema/generated/resolved.ts'
import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Definition, More, Report, Spot } from '../diagnostics/diagnostic.ts'
import type { Layers } from './layers.ts'
import type { Environment, External, Image, Model, Named, Store } from './model.ts'

/** What deriving one environment works with. */
export interface Context {
  readonly platform: WrittenPlatform
  readonly environment: Environment
  readonly registry: Model['registry']
  readonly mesh: Model['mesh']
  readonly images: Model['images']
  /** An image that is named by a reference: by the user, or for a component by whoever adds it. */
  readonly named: (reference: string, digest?: string) => Image
  readonly ingress: Model['ingress']
  readonly delivery: Model['delivery']
  readonly logging: ResolvedLogging
  readonly monitoring: Model['monitoring']
  readonly layers: Layers
  /** Services, merged but not yet derived, for edges between them. */
  readonly merged: Named<ResolvedService>
  /** The replicas of one version: its own words over those of the service. Undefined when it says nothing. */
  readonly versionReplicas: (service: string, version: string) => ResolvedReplicas | undefined
  readonly stores: Named<Omit<Store, 'callers'>>
  readonly externals: Named<Omit<External, 'callers'>>
  /** Texts of files outside of platform.yaml, by the path as written. */
  readonly texts: ReadonlyMap<string, string>
  readonly report: Report
}

/** The place of what a path of the language names here. */
export function spot(context: Pick<Context, 'layers'>, on: 'key' | 'value', ...path: readonly (string | number)[]): Spot {
  return { pointer: context.layers.winner(path.map(String)), on }
}

/** Reports something that is true in this environment. */
export function reportHere<Params>(context: Context, definition: Definition<Params>, place: Spot, params: Params, more: More = {}): void {
  context.report(definition, place, params, { ...more, environment: context.environment.name })
}
