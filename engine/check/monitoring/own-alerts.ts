import { defineDiagnostic, type Report } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { isBuiltInAlert } from '../../metrics/alert-names.ts'
import { exportersHere } from '../../metrics/here.ts'
import { recordLabels } from '../../metrics/records.ts'
import { knownMetric, knownMetrics } from '../../metrics/table.ts'
import { readPromql, type Selector } from '../../promql/read.ts'
import type { Model, OwnAlert } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const unknownMetric = defineDiagnostic<{ alert: string; metric: string; nearest: string | undefined }>({
  code: 'check/unknown-metric',
  severity: 'error',
  message: ({ alert, metric, nearest }) =>
    `the alert \`${alert}\` reads \`${metric}\`, which nothing is known to export${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: () => 'It would never be raised. A metric of your own program is named under the `metrics.exports` of its service.',
})

export const metricNotHere = defineDiagnostic<{ alert: string; metric: string; exporter: string }>({
  code: 'check/metric-not-here',
  severity: 'error',
  message: ({ alert, metric, exporter }) => `the alert \`${alert}\` reads \`${metric}\` of ${exporter}, which nobody reads here`,
  note: () => 'It would never be raised.',
})

export const unknownMetricLabel = defineDiagnostic<{ alert: string; metric: string; label: string; known: readonly string[] }>({
  code: 'check/unknown-metric-label',
  severity: 'error',
  message: ({ alert, metric, label }) =>
    `the alert \`${alert}\` asks for the label \`${label}\` of \`${metric}\`, which has none of that name`,
  note: ({ known }) => `It has ${known.map((name) => `\`${name}\``).join(', ')}.`,
})

export const alertNameTaken = defineDiagnostic<{ alert: string; by: string }>({
  code: 'check/alert-name-taken',
  severity: 'error',
  message: ({ alert, by }) => `there is an alert \`${alert}\` already: ${by}`,
  note: () => 'Routes, silences and runbooks know an alert by its name.',
})

/** Alerts of the user's own, with where they are written. */
interface Written {
  readonly name: string
  readonly alert: OwnAlert
  readonly path: readonly string[]
}

/** Alerts of the user's own: expressions over series that exist, and names that nobody else has. */
export const ownAlerts: Rule = {
  model({ model, report }) {
    if (model.monitoring.mode === 'none') return
    const exported = new Set(Object.values(model.services).flatMap(({ metrics }) => (metrics === undefined ? [] : metrics.exports)))
    const here = exportersHere(scrapedIn(model))
    const seen = new Map<string, Written>()
    for (const written of writtenAlerts(model)) {
      const { name, path } = written
      const before = seen.get(name)
      if (isBuiltInAlert(name)) report(alertNameTaken, atKey(model, ...path), { alert: name, by: 'everybody has it' })
      else if (before !== undefined)
        report(
          alertNameTaken,
          atKey(model, ...path),
          { alert: name, by: before.path[0] === 'services' ? `of \`${before.path[1]}\`` : 'of the platform' },
          { related: [{ message: 'the other one', place: atKey(model, ...before.path) }] },
        )
      seen.set(name, before ?? written)
      expression(written, model, { exported, isHere: (metric) => isHere(metric, here) }, report)
    }
  },
}

/** What decides which exporters are read here. */
export function scrapedIn(model: Model): Parameters<typeof exportersHere>[0] {
  const { monitoring, mesh, logging } = model
  return {
    logAgent: logging.agent,
    watch: monitoring.watch,
    isMeshed: mesh.provider !== 'none',
    libraries: Object.values(model.services).flatMap(({ metrics }) => (metrics === undefined ? [] : [metrics.library])),
    engines: monitoring.watch.stores
      ? Object.values(model.stores).flatMap(({ engine, external }) => (external === undefined ? [engine] : []))
      : [],
  }
}

function isHere(metric: string, here: ReturnType<typeof exportersHere>): boolean {
  const exporters = knownMetric(metric)?.exporters ?? []
  return exporters.length === 0 || exporters.some((exporter) => here.has(exporter))
}

function* writtenAlerts(model: Model): Iterable<Written> {
  for (const [name, alert] of Object.entries(model.monitoring.alerts.own))
    yield { name, alert, path: ['monitoring', 'alerts', 'own', name] }
  for (const service of Object.values(model.services))
    for (const [name, alert] of Object.entries(service.alerts.own))
      yield { name, alert, path: ['services', service.name, 'alerts', 'own', name] }
}

interface Series {
  readonly exported: ReadonlySet<string>
  readonly isHere: (metric: string) => boolean
}

function expression({ name: alert, alert: { expr }, path }: Written, model: Model, { exported, isHere }: Series, report: Report): void {
  const place = at(model, ...path, 'expr')
  const { selectors, groupings } = readPromql(expr)
  const told = new Set<string>()
  for (const { metric } of selectors) {
    if (metric === undefined || told.has(metric) || exported.has(metric) || recordLabels(metric) !== undefined) continue
    told.add(metric)
    const known = knownMetric(metric)
    if (known === undefined) {
      const near = nearest(metric, [...exported, ...knownMetrics()])
      const fixes =
        near === undefined
          ? []
          : [{ message: `write \`${near}\``, changes: [{ replace: place, text: JSON.stringify(expr.replaceAll(metric, near)) }] }]
      report(unknownMetric, place, { alert, metric, nearest: near }, { fixes })
    } else if (!isHere(metric)) report(metricNotHere, place, { alert, metric, exporter: (known.exporters[0] as { name: string }).name })
  }
  for (const selector of selectors) for (const label of selector.labels) labelOf(selector, label)
  for (const { labels, selectors: read } of groupings)
    for (const label of labels)
      if (read.length > 0 && !read.some((selector) => hasLabel(selector, label))) labelOf(read[0] as Selector, label)

  function hasLabel({ metric }: Selector, label: string): boolean {
    const known = metric === undefined ? undefined : labelsOf(metric)
    return known === undefined || known.includes(label)
  }

  function labelOf(selector: Selector, label: string): void {
    const { metric } = selector
    if (metric === undefined || hasLabel(selector, label) || told.has(`${metric} ${label}`)) return
    told.add(`${metric} ${label}`)
    report(unknownMetricLabel, place, { alert, metric, label, known: labelsOf(metric) ?? [] })
  }

  /** Undefined when nobody knows. */
  function labelsOf(metric: string): readonly string[] | undefined {
    if (exported.has(metric)) return undefined
    const known = recordLabels(metric) ?? knownMetric(metric)?.labels
    return known === undefined ? undefined : [...known].sort()
  }
}
