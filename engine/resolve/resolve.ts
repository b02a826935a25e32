import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Source } from '../source/source.ts'
import { buildModel } from './build-model.ts'
import type { Expand } from './component.ts'
import { environmentChains } from './environments.ts'
import type { Model } from './model.ts'

/**
 * The platform, decided for each environment: overlays laid over one another (law 5), defaults filled in, references replaced.
 * `expand` says which workloads of its own the platform needs in an environment, once the user's services are decided.
 */
export function resolve(
  platform: WrittenPlatform,
  source: Source,
  chosen: { readonly environments?: readonly string[] },
  texts: ReadonlyMap<string, string>,
  expand: Expand,
  report: Report,
): readonly Model[] {
  let isRight = true
  const noticing: Report = (definition, place, params, more) => {
    if (definition.severity === 'error') isRight = false
    report(definition, place, params, more)
  }
  const chains = environmentChains(platform, chosen.environments, noticing)
  // What is made of wrong values would be wrong too, and not the user's mistake.
  const expandRight: Expand = (model) => (isRight ? expand(model) : [])
  return chains.map((chain) => buildModel(platform, source, chain, texts, expandRight, noticing))
}
