import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { MESH_BUCKETS } from '../../metrics/own.ts'
import { libraries } from '../../metrics/programs.ts'
import type { CountedBy } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const sloWithoutRequests = defineDiagnostic<{ service: string; hasMetrics: boolean }>({
  code: 'check/slo-without-requests',
  severity: 'error',
  message: ({ service }) => `\`${service}\` promises something about its requests, which nobody counts`,
  note: ({ hasMetrics }) =>
    hasMetrics
      ? 'Say which library counts them (`metrics.library`), or let a mesh count them (`mesh: istio`) on a port that carries HTTP or gRPC.'
      : 'Say where its metrics are (`metrics`), or let a mesh count its requests (`mesh: istio`) on a port that carries HTTP or gRPC.',
})

export const sloBetweenBuckets = defineDiagnostic<{ service: string; below: string; bounds: readonly string[] }>({
  code: 'check/slo-between-buckets',
  severity: 'error',
  message: ({ service, below, bounds }) =>
    bounds.length === 0
      ? `nobody knows how many requests to \`${service}\` are answered within ${below}: only their sum is counted`
      : `nobody knows how many requests to \`${service}\` are answered within ${below}: they are counted up to ${bounds.join(' and up to ')}`,
  note: ({ bounds }) => (bounds.length === 0 ? 'A mesh counts them by their time.' : 'A histogram only knows its own bounds.'),
})

/** Objectives that can be measured. */
export const objectives: Rule = {
  model({ model, report }) {
    if (model.monitoring.mode === 'none') return
    for (const { name, slo, counted, metrics } of Object.values(model.services)) {
      if (slo === undefined) continue
      if (counted === undefined) {
        report(sloWithoutRequests, atKey(model, 'services', name, 'slo'), { service: name, hasMetrics: metrics !== undefined })
        continue
      }
      if (slo.latency === undefined) continue
      const { below } = slo.latency
      const bounds = bucketsOf(counted)
      if (bounds.includes(below)) continue
      const near = [bounds.filter((bound) => bound < below).at(-1), bounds.find((bound) => bound > below)].filter(
        (bound) => bound !== undefined,
      )
      const place = at(model, 'services', name, 'slo', 'latency', 'below')
      report(
        sloBetweenBuckets,
        place,
        { service: name, below: timeText(below), bounds: near.map(timeText) },
        {
          fixes: near
            .slice(-1)
            .map((bound) => ({ message: `write \`${timeText(bound)}\``, changes: [{ replace: place, text: timeText(bound) }] })),
        },
      )
    }
  },
}

/** Bounds of the histogram that counts the requests, in seconds. */
function bucketsOf(counted: CountedBy): readonly number[] {
  if (counted.by === 'mesh') return MESH_BUCKETS.map((milliseconds) => milliseconds / 1000)
  const { requests } = libraries[counted.library]
  return requests?.buckets ?? []
}

function timeText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`
}
