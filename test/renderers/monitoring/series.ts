import { scrapedIn } from '../../../engine/check/monitoring/own-alerts.ts'
import { exportersHere } from '../../../engine/metrics/here.ts'
import { recordLabels } from '../../../engine/metrics/records.ts'
import { knownMetric } from '../../../engine/metrics/table.ts'
import { readPromql } from '../../../engine/promql/read.ts'
import type { Model } from '../../../engine/resolve/model.ts'

/** What is wrong with the series that an expression reads, in words. */
export function wrongSeries(expr: string, model: Model): string[] {
  const exported = new Set(Object.values(model.services).flatMap(({ metrics }) => metrics?.exports ?? []))
  const here = exportersHere(scrapedIn(model))
  const labelsOf = (metric: string) => recordLabels(metric) ?? [...(knownMetric(metric)?.labels ?? [])]
  const { selectors, groupings } = readPromql(expr)
  return [
    ...selectors.flatMap(({ metric, labels }) => {
      if (metric === undefined) return [`${expr}: series without a name`]
      if (exported.has(metric)) return []
      const known = knownMetric(metric)
      if (known === undefined && recordLabels(metric) === undefined) return [`${metric}: nobody exports it`]
      if (known !== undefined && known.exporters.length > 0 && !known.exporters.some((exporter) => here.has(exporter)))
        return [`${metric}: nobody reads it here`]
      return labels.filter((label) => !labelsOf(metric).includes(label)).map((label) => `${metric}: has no label ${label}`)
    }),
    ...groupings.flatMap(({ labels, selectors: read }) =>
      labels
        .filter(
          (label) =>
            read.length > 0 &&
            !read.some(({ metric }) => metric !== undefined && (exported.has(metric) || labelsOf(metric).includes(label))),
        )
        .map((label) => `${expr}: nothing has the label ${label}`),
    ),
  ]
}
