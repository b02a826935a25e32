import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Service } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const poolsTooLarge = defineDiagnostic<{ store: string; most: number; wanted: number; how: string }>({
  code: 'check/store-pools-too-large',
  severity: 'error',
  message: ({ store, most, wanted, how }) => `services may open ${wanted} connections to \`${store}\` (${how}), which takes ${most}`,
  note: () => 'When all pods are there, the last ones would be refused. A few have to be left for administrators and for copies.',
})

export const poolOfNothing = defineDiagnostic<{ service: string; callee: string }>({
  code: 'check/pool-without-effect',
  severity: 'error',
  message: ({ service, callee }) => `\`pool\` of \`${service}\` has no effect: \`${callee}\` is no store that limits its connections`,
})

/** Kept free of pools: for administrators, copies, and whoever looks. */
const SPARE = 5

/** What pools of connections come to, with as many pods as there may be. */
export const storePools: Rule = {
  model({ model, report }) {
    const wanted = new Map<string, { sum: number; readonly parts: string[] }>()
    for (const service of Object.values(model.services))
      for (const { name, pool } of service.calls) {
        if (pool === undefined) continue
        if (model.stores[name]?.connections === undefined) {
          report(poolOfNothing, atKey(model, 'services', service.name, 'calls', name, 'pool'), { service: service.name, callee: name })
          continue
        }
        const before = wanted.get(name) ?? { sum: 0, parts: [] }
        before.sum += pool * podsOf(service)
        before.parts.push(`${service.name}: ${pool} × ${podsOf(service)}`)
        wanted.set(name, before)
      }
    for (const [name, { sum, parts }] of wanted) {
      const most = model.stores[name]?.connections
      if (most === undefined || sum <= most - SPARE) continue
      const place =
        writtenAt(model, 'stores', name, 'connections') === undefined
          ? atKey(model, 'stores', name)
          : at(model, 'stores', name, 'connections')
      report(poolsTooLarge, place, { store: name, most, wanted: sum, how: parts.join(', ') })
    }
  },
}

function podsOf({ kind, job, versions }: Service): number {
  if (kind === 'Job' || kind === 'CronJob') return job.parallel
  return versions.reduce((sum, { replicas }) => sum + replicas.max, 0)
}
