import type { Service, Version } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import type { PodSpec } from '../../_shared/pod-types.ts'
import { isScaled } from '../workloads/parts.ts'
import { type Waiver, waiverAnnotations } from './annotations.ts'
import { rules } from './judges.ts'
import { podWaivers, reasonOf } from './pod-objections.ts'
import { probeWaivers } from './probe-waivers.ts'
import { nameWaivers, policyWaivers, spreadWaivers, wordWaivers } from './structural.ts'

/** Waivers of a service's workload: its opt-outs with their reasons, and what judges demand that contradicts itself or means nothing for it. */
export function serviceWaivers(service: Service, version: Version, pod: PodSpec, policy: NetworkPolicy): Annotations {
  return waiverAnnotations([
    ...podWaivers(service.waived, pod),
    ...replicaWaivers(service, version),
    ...probeWaivers(service, pod),
    ...spreadWaivers(service.kind, service.placement, version.replicas.max === 1),
    ...wordWaivers(service),
    ...policyWaivers(policy),
    ...nameWaivers(pod),
  ])
}

/** Waivers of a Job that migrates. */
export function migrationWaivers(service: Service, pod: PodSpec, policy: NetworkPolicy): Annotations {
  return waiverAnnotations([
    ...podWaivers(service.waived, pod),
    ...wordWaivers({ ...service, kind: 'Job' }),
    ...policyWaivers(policy),
    ...nameWaivers(pod),
  ])
}

/** Why a policy lets everybody in. No judge asks, but a person will. */
export function opennessWaiver({ access, waived }: Service): Annotations {
  return access.anyone ? { 'platgen.dev/waiver-network': reasonOf(waived, 'network') } : {}
}

/** Waivers of an autoscaler that may go down to one pod. */
export function scalerWaivers({ waived }: Service, { replicas }: Version): Annotations {
  if (replicas.min >= 2) return waiverAnnotations([])
  return waiverAnnotations([
    {
      name: 'replicas',
      reason: reasonOf(waived, 'replicas'),
      rules: rules({ kubeScore: ['horizontalpodautoscaler-replicas'], polaris: ['hpaMinAvailability'] }),
    },
  ])
}

/** Waivers of a Service that stands on a port of every node. */
export function portWaivers({ service }: Service): Annotations {
  if (service.type !== 'NodePort') return waiverAnnotations([])
  return waiverAnnotations([{ name: 'node-port', reason: 'service.type says so', rules: rules({ kubeScore: ['service-type'] }) }])
}

/** Polaris wants a number of replicas, kube-score wants none beside an autoscaler. */
function replicaWaivers(service: Service, version: Version): readonly Waiver[] {
  if (service.kind !== 'Deployment') return []
  if (isScaled(service, version))
    return [
      {
        name: 'autoscaled',
        reason: 'an autoscaler decides how many pods there are',
        rules: rules({ polaris: ['deploymentMissingReplicas'] }),
      },
    ]
  if (version.replicas.min >= 2) return []
  return [
    {
      name: 'replicas',
      reason: reasonOf(service.waived, 'replicas'),
      // kube-score asks only where a Service leads to the pods.
      rules: rules({ kubeScore: service.ports.length > 0 ? ['deployment-replicas'] : [], polaris: ['deploymentMissingReplicas'] }),
    },
  ]
}
