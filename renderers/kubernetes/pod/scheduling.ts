import type { Model, Service } from '../../../engine/sdk.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { Scheduling, Toleration, TopologySpreadConstraint } from '../../_shared/pod-types.ts'
import { secondsOf } from '../seconds.ts'
import { affinity } from './affinity.ts'
import { REVISION, type Twins } from './twins.ts'

type Placement = Service['placement']

/**
 * Where pods may run, and what they are worth. Without `twins` there is nothing to spread: one pod per node, or one that ends.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export function scheduling(placement: Placement, twins: Twins | undefined, model: Model): Scheduling {
  const { priority, nodes, tolerate, runtimeClass, scheduler, dns, hostAliases } = placement
  const spread = placement.spread === 'none' ? undefined : twins
  return {
    priorityClassName: priority,
    ...(isEmpty(nodes) ? {} : { nodeSelector: nodes }),
    ...affinity(placement, spread, model),
    ...(spread === undefined ? {} : { topologySpreadConstraints: [overZones(spread)] }),
    ...(isEmpty(tolerate) ? {} : { tolerations: Object.entries(tolerate).map(([key, taint]) => toleration(key, taint)) }),
    ...(runtimeClass === undefined ? {} : { runtimeClassName: runtimeClass }),
    ...(scheduler === undefined ? {} : { schedulerName: scheduler }),
    ...(dns === 'ClusterFirst' ? {} : { dnsPolicy: dns }),
    ...(isEmpty(hostAliases) ? {} : { hostAliases: Object.entries(hostAliases).map(([ip, hostnames]) => ({ ip, hostnames })) }),
  }
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ A wish: a cluster may have one zone. */
function overZones({ labelSelector, byRevision }: Twins): TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
    ...(byRevision.zones ? REVISION : {}),
  }
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
