import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { at } from '../source/pointer.ts'
import { circularExtends, environmentNotChosen, noEnvironment } from './diagnostics.ts'

/** An environment with its ancestors, the farthest first and itself last: the order in which its words are laid over one another. */
export interface Chain {
  readonly name: string
  readonly names: readonly string[]
}

/** The environments to resolve: those that are not abstract, in the order of the file. Those that were asked for have to be among them. Unknown ancestors are left out; they are reported as names. */
export function environmentChains(platform: WrittenPlatform, chosen: readonly string[] | undefined, report: Report): readonly Chain[] {
  const { environments } = platform
  const chains: Chain[] = []
  let circular = false
  for (const name of Object.keys(environments)) {
    const names = ancestors(platform, name)
    if (names === undefined) {
      const chain = circle(platform, name)
      report(circularExtends, at('environments', chain[0] as string, 'extends'), { chain })
      circular = true
      continue
    }
    if (environments[name]?.abstract !== true) chains.push({ name, names })
  }
  if (circular) return []
  if (chains.length === 0) report(noEnvironment, at('environments'), {})
  for (const name of chosen ?? [])
    if (!chains.some((chain) => chain.name === name))
      report(environmentNotChosen, at('environments'), {
        name,
        abstract: Object.hasOwn(environments, name),
        nearest: nearest(
          name,
          chains.map((chain) => chain.name),
        ),
      })
  return chains
}

function ancestors({ environments }: WrittenPlatform, name: string): string[] | undefined {
  const names: string[] = []
  const seen = new Set<string>()
  for (
    let current: string | undefined = name;
    current !== undefined && Object.hasOwn(environments, current);
    current = environments[current]?.extends ?? undefined
  ) {
    if (seen.has(current)) return undefined
    seen.add(current)
    names.unshift(current)
  }
  return names
}

/** The circle that an environment is in or leads into, from its first one in the file back to it. */
function circle({ environments }: WrittenPlatform, name: string): string[] {
  const names = [name]
  for (;;) {
    const next = environments[names.at(-1) as string]?.extends as string
    const start = names.indexOf(next)
    if (start < 0) {
      names.push(next)
      continue
    }
    const members = names.slice(start)
    const first = members.indexOf(Object.keys(environments).find((one) => members.includes(one)) as string)
    return [...members.slice(first), ...members.slice(0, first), members[first] as string]
  }
}
