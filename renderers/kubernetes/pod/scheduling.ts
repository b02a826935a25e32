import type { Service } from '../../../engine/sdk.ts'
import type { LabelSelector } from '../../_shared/kubernetes-types.ts'
import { everyPodOf } from '../../_shared/labels.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type {
  Affinity,
  MatchExpression,
  PodAffinityTerm,
  Scheduling,
  Toleration,
  TopologySpreadConstraint,
} from '../../_shared/pod-types.ts'
import { secondsOf } from '../seconds.ts'

type Placement = Service['placement']

const NODE = 'kubernetes.io/hostname'
const ZONE = 'topology.kubernetes.io/zone'

/**
 * Where pods may run. `twins` selects the pods that are to be spread; undefined where there is nothing to spread: one pod per node, or one that ends.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export function scheduling(placement: Placement, twins: LabelSelector | undefined): Scheduling {
  const { priority, nodes, tolerate, runtimeClass, scheduler, dns, hostAliases } = placement
  const spread = placement.spread === 'none' ? undefined : twins
  const affinity = affinityOf(placement, spread)
  return {
    priorityClassName: priority,
    ...(isEmpty(nodes) ? {} : { nodeSelector: nodes }),
    ...(affinity === undefined ? {} : { affinity }),
    ...(spread === undefined ? {} : { topologySpreadConstraints: [overZones(spread)] }),
    ...(isEmpty(tolerate) ? {} : { tolerations: Object.entries(tolerate).map(([key, taint]) => toleration(key, taint)) }),
    ...(runtimeClass === undefined ? {} : { runtimeClassName: runtimeClass }),
    ...(scheduler === undefined ? {} : { schedulerName: scheduler }),
    ...(dns === 'ClusterFirst' ? {} : { dnsPolicy: dns }),
    ...(isEmpty(hostAliases) ? {} : { hostAliases: Object.entries(hostAliases).map(([ip, hostnames]) => ({ ip, hostnames })) }),
  }
}

function overZones(labelSelector: LabelSelector): TopologySpreadConstraint {
  return { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'ScheduleAnyway', labelSelector }
}

function affinityOf(placement: Placement, spread: LabelSelector | undefined): Affinity | undefined {
  const required = nodeExpressions(placement)
  const preferred = Object.entries(placement.prefer)
  const besides = placement.with.map(onNodeOf)
  const apart = placement.apart.map(onNodeOf)
  if (spread === undefined && required.length + preferred.length + besides.length + apart.length === 0) return undefined
  const twins = spread === undefined ? undefined : { topologyKey: NODE, labelSelector: spread }
  if (twins !== undefined && placement.spread === 'require') apart.push(twins)
  const alone = twins !== undefined && placement.spread === 'prefer'
  return {
    ...(required.length + preferred.length === 0
      ? {}
      : {
          nodeAffinity: {
            ...(required.length === 0
              ? {}
              : { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: required }] } }),
            ...(preferred.length === 0
              ? {}
              : {
                  preferredDuringSchedulingIgnoredDuringExecution: preferred.map(([key, values]) => ({
                    weight: 100,
                    preference: { matchExpressions: [{ key, operator: 'In', values }] },
                  })),
                }),
          },
        }),
    ...(besides.length === 0 ? {} : { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: besides } }),
    ...(apart.length === 0 && !alone
      ? {}
      : {
          podAntiAffinity: {
            ...(apart.length === 0 ? {} : { requiredDuringSchedulingIgnoredDuringExecution: apart }),
            ...(alone ? { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: twins }] } : {}),
          },
        }),
  }
}

/** The conditions of one term must all hold. An empty list asks for the label alone. */
function nodeExpressions({ require, avoid }: Placement): readonly MatchExpression[] {
  const expressions: MatchExpression[] = []
  for (const [key, values] of Object.entries(require))
    expressions.push(values.length === 0 ? { key, operator: 'Exists' } : { key, operator: 'In', values })
  for (const [key, values] of Object.entries(avoid))
    expressions.push(values.length === 0 ? { key, operator: 'DoesNotExist' } : { key, operator: 'NotIn', values })
  return expressions
}

function onNodeOf(name: string): PodAffinityTerm {
  return { topologyKey: NODE, labelSelector: everyPodOf(name) }
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function toleration(key: string, { value, effect, for: time }: Placement['tolerate'][string]): Toleration {
  return {
    key,
    ...(value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value }),
    ...(effect === undefined ? {} : { effect }),
    ...(time === undefined ? {} : { tolerationSeconds: secondsOf(time) }),
  }
}
