import type { ResolvedDelivery } from '../../../schema/generated/resolved.ts'
import type { WrittenPlatform } from '../../../schema/generated/written.ts'
import type { Delivery } from '../model.ts'

/** How commits are delivered, with the engines that do it: those that are named, or the one that there are words about. */
export function deriveDelivery({ engine, ...delivery }: ResolvedDelivery, platform: WrittenPlatform): Delivery {
  const { delivery: written } = platform
  return {
    ...delivery,
    engines: written?.engine === undefined && written?.jenkins !== undefined ? ['jenkins'] : engine,
    clusters: clustersOf(platform),
  }
}

function clustersOf({ environments }: WrittenPlatform): readonly string[] {
  const clusterOf = (name: string, seen: readonly string[] = []): string => {
    const { cluster, extends: parent } = environments[name] ?? {}
    if (typeof cluster === 'string') return cluster
    return typeof parent === 'string' && !seen.includes(parent) ? clusterOf(parent, [...seen, name]) : 'default'
  }
  const rendered = Object.keys(environments).filter((name) => environments[name]?.abstract !== true)
  return [...new Set(rendered.map((name) => clusterOf(name)))]
}
