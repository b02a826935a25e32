import type { Service } from '../../../engine/sdk.ts'
import { servingName } from '../flagger.ts'
import { joined, workloadName } from '../names.ts'
import type { Matchers } from './series.ts'

/** The names of the workloads in Kubernetes that serve, and of their autoscalers. */
export function workloadsOf(service: Service): readonly string[] {
  return service.versions.map(({ workload }) => servingName(service, workloadName(service.kind, workload)))
}

/** What kube-state-metrics calls a kind of workload, and its counts of pods that are wanted and that are there. */
export const WORKLOAD_METRICS = {
  Deployment: { label: 'deployment', wanted: 'kube_deployment_spec_replicas', there: 'kube_deployment_status_replicas_available' },
  StatefulSet: { label: 'statefulset', wanted: 'kube_statefulset_replicas', there: 'kube_statefulset_status_replicas_available' },
  DaemonSet: {
    label: 'daemonset',
    wanted: 'kube_daemonset_status_desired_number_scheduled',
    there: 'kube_daemonset_status_number_available',
  },
} as const

/** The containers of a service in the words of cAdvisor and kube-state-metrics. */
export function containersOf(service: Service): Matchers {
  return { namespace: service.namespace, container: [service.name, ...service.sidecars.map(({ name }) => name)] }
}

/** Claims that the pods of a service mount, as an expression that matches their names. */
export function claimsOf(service: Service): readonly string[] {
  const claims: string[] = []
  for (const [name, { size, claim, access }] of Object.entries(service.volumes)) {
    if (claim !== undefined) claims.push(claim)
    if (size === undefined) continue
    for (const version of service.versions) {
      const workload = workloadName(service.kind, version.workload)
      if (service.kind === 'StatefulSet') claims.push(`${name}-${workload}-[0-9]+`)
      else claims.push(joined(access.endsWith('Many') ? service.name : workload, name))
    }
  }
  return [...new Set(claims)]
}
