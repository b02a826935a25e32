import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const unknownPriority = defineDiagnostic<{ owner: string; priority: string }>({
  code: 'check/unknown-priority',
  severity: 'error',
  message: ({ owner, priority }) => `\`${owner}\` has priority \`${priority}\`, which is not declared`,
  note: () =>
    'Declare it under `access.priorities`. `standard` is made by platgen; `system-cluster-critical` and `system-node-critical` are the cluster’s own.',
})

export const withAndApart = defineDiagnostic<{ service: string; other: string }>({
  code: 'check/together-and-apart',
  severity: 'error',
  message: ({ service, other }) => `\`${service}\` has to share its nodes with \`${other}\`, and must not`,
})

export const neighbourNotHere = defineDiagnostic<{ service: string; other: string; environment: string }>({
  code: 'check/neighbour-not-here',
  severity: 'error',
  message: ({ service, other, environment }) =>
    `\`${service}\` wants to be on the nodes of \`${other}\`, which is not in \`${environment}\``,
  note: () => 'Its pods would wait for ever.',
})

export const hostNetworkDns = defineDiagnostic<{ service: string }>({
  code: 'check/host-network-dns',
  severity: 'error',
  message: ({ service }) => `\`${service}\` uses the node's network, so with \`placement.dns: ClusterFirst\` it can't look up Services`,
  note: () => 'Say `placement: {dns: ClusterFirstWithHostNet}`.',
})

const BUILT_IN: readonly string[] = ['standard', 'system-cluster-critical', 'system-node-critical']

/** Priorities that exist, and neighbours that can be had. */
export const placement: Rule = {
  model({ model, report }) {
    for (const workload of [...Object.values(model.services), ...Object.values(model.stores)]) {
      const section = workload.type === 'service' ? 'services' : 'stores'
      const { priority, with: together, apart } = workload.placement
      if (!BUILT_IN.includes(priority) && !Object.hasOwn(model.access.priorities, priority))
        report(unknownPriority, at(model, section, workload.name, 'placement', 'priority'), { owner: workload.name, priority })
      for (const [index, other] of together.entries()) {
        const place = at(model, section, workload.name, 'placement', 'with', index)
        if (apart.includes(other))
          report(
            withAndApart,
            place,
            { service: workload.name, other },
            { related: [{ message: 'apart', place: at(model, section, workload.name, 'placement', 'apart') }] },
          )
        if (!Object.hasOwn(model.services, other) && model.stores[other]?.external !== undefined)
          report(neighbourNotHere, place, { service: workload.name, other, environment: model.environment.name })
        else if (!Object.hasOwn(model.services, other) && !Object.hasOwn(model.stores, other))
          report(neighbourNotHere, place, { service: workload.name, other, environment: model.environment.name })
      }
      if (workload.type === 'service' && workload.security.hostNetwork && workload.placement.dns === 'ClusterFirst')
        report(hostNetworkDns, atKey(model, 'services', workload.name, 'security', 'hostNetwork'), { service: workload.name })
    }
  },
}
