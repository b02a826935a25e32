import type { Graph, GraphNode } from './graph.ts'

/** Who stands together in a picture. */
export interface Zone {
  readonly id: 'outside' | 'edge' | 'platform' | 'components' | 'elsewhere'
  readonly title: string
  readonly nodes: readonly GraphNode[]
}

const TITLES: { readonly [Id in Zone['id']]: string } = {
  outside: 'callers',
  edge: 'edge',
  platform: 'services and stores',
  components: 'what the platform itself runs',
  elsewhere: 'outside of the cluster',
}

/** The zones that have somebody, in the order in which requests pass them. */
export function zonesOf({ nodes }: Graph): readonly Zone[] {
  return (['outside', 'edge', 'platform', 'components', 'elsewhere'] as const).flatMap((id) => {
    const own = nodes.filter((node) => zoneOf(node) === id)
    return own.length === 0 ? [] : [{ id, title: TITLES[id], nodes: own }]
  })
}

function zoneOf({ kind }: GraphNode): Zone['id'] {
  switch (kind) {
    case 'world':
    case 'network':
      return 'outside'
    case 'gateway':
      return 'edge'
    case 'service':
    case 'store':
      return 'platform'
    case 'component':
      return 'components'
    case 'external':
      return 'elsewhere'
  }
}
