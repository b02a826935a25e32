import type { Model, Service } from '../../../engine/sdk.ts'
import { podsNamed } from '../../_shared/labels.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { Affinity, MatchExpression, PodAffinityTerm } from '../../_shared/pod-types.ts'
import { REVISION, type Twins } from './twins.ts'

type Placement = Service['placement']

const NODE = 'kubernetes.io/hostname'

/** Which nodes, beside whom, and away from whom. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity */
export function affinity(placement: Placement, twins: Twins | undefined, model: Model): { readonly affinity?: Affinity } {
  const found: Affinity = { ...nodeAffinity(placement), ...podAffinity(placement, model), ...podAntiAffinity(placement, twins, model) }
  return isEmpty(found) ? {} : { affinity: found }
}

function nodeAffinity({ require, avoid, prefer }: Placement): Pick<Affinity, 'nodeAffinity'> {
  if (isEmpty(require) && isEmpty(avoid) && isEmpty(prefer)) return {}
  const matchExpressions: MatchExpression[] = []
  // The conditions of one term must all hold. An empty list asks for the label alone.
  for (const [key, values] of Object.entries(require))
    matchExpressions.push(values.length === 0 ? { key, operator: 'Exists' } : { key, operator: 'In', values })
  for (const [key, values] of Object.entries(avoid))
    matchExpressions.push(values.length === 0 ? { key, operator: 'DoesNotExist' } : { key, operator: 'NotIn', values })
  const wishes = Object.entries(prefer).map(([key, values]) => ({
    weight: 100,
    preference: { matchExpressions: [{ key, operator: 'In' as const, values }] },
  }))
  return {
    nodeAffinity: {
      ...(matchExpressions.length === 0
        ? {}
        : { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } }),
      ...(wishes.length === 0 ? {} : { preferredDuringSchedulingIgnoredDuringExecution: wishes }),
    },
  }
}

function podAffinity(placement: Placement, model: Model): Pick<Affinity, 'podAffinity'> {
  if (placement.with.length === 0) return {}
  return { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: placement.with.map((name) => nodesOf(name, model)) } }
}

function podAntiAffinity({ apart, spread }: Placement, twins: Twins | undefined, model: Model): Pick<Affinity, 'podAntiAffinity'> {
  const others = apart.map((name) => nodesOf(name, model))
  if (twins === undefined) return others.length === 0 ? {} : { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: others } }
  const term: PodAffinityTerm = {
    topologyKey: NODE,
    labelSelector: twins.labelSelector,
    ...(twins.byRevision.nodes ? REVISION : {}),
  }
  const required = spread === 'require' ? [...others, term] : others
  return {
    podAntiAffinity: {
      ...(required.length === 0 ? {} : { requiredDuringSchedulingIgnoredDuringExecution: required }),
      ...(spread === 'prefer' ? { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] } : {}),
    },
  }
}

function nodesOf(name: string, model: Model): PodAffinityTerm {
  return { topologyKey: NODE, labelSelector: podsNamed(name, model) }
}
