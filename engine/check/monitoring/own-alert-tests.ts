import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { readPromql } from '../../promql/read.ts'
import type { Model, OwnAlert } from '../../resolve/model.ts'
import { atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { withoutEffect } from '../without-effect.ts'

export const alertTestSeries = defineDiagnostic<{ alert: string; metric: string; read: readonly string[] }>({
  code: 'check/alert-test-series',
  severity: 'error',
  message: ({ alert, metric }) => `the test of \`${alert}\` has samples of \`${metric}\`, which the alert does not read`,
  note: ({ read }) => `It reads ${read.map((name) => `\`${name}\``).join(', ')}. Every series stands alone, as \`metric{label="value"}\`.`,
})

/** What the author of an alert says about what raises it. */
export const ownAlertTests: Rule = {
  platform({ models, report }) {
    const tried = new Set<string>()
    for (const model of models) for (const path of writtenTests(model)) if (model.monitoring.mode === 'files') tried.add(path.join('/'))
    for (const model of models)
      for (const path of writtenTests(model)) {
        const place = writtenAt(model, ...path)
        if (place === undefined || tried.has(path.join('/')) || model.monitoring.mode === 'none') continue
        tried.add(path.join('/'))
        const [owner, field] = path[0] === 'services' ? [path[1] as string, path.slice(2)] : ['monitoring', path.slice(1)]
        const reason = 'unit tests stand beside rules in files (`monitoring: files`)'
        report(withoutEffect, place, { service: owner, field: field.join('.'), reason }, { environment: model.environment.name })
      }
  },
  model({ model, report }) {
    for (const path of writtenTests(model)) {
      const { expr, test } = alertAt(model, path)
      const read = [...new Set(readPromql(expr).selectors.flatMap(({ metric }) => (metric === undefined ? [] : [metric])))]
      for (const kind of ['raised', 'quiet'] as const)
        for (const series of Object.keys(test?.[kind] ?? {})) {
          const { selectors } = readPromql(series)
          const metric = selectors.length === 1 && selectors[0]?.start === 0 ? selectors[0].metric : undefined
          if (metric === undefined || (read.length > 0 && !read.includes(metric)))
            report(alertTestSeries, atKey(model, ...path, kind, series), { alert: path.at(-2) as string, metric: metric ?? series, read })
        }
    }
  },
}

/** Where tests are written. */
function* writtenTests(model: Model): Iterable<readonly string[]> {
  for (const [name, { test }] of Object.entries(model.monitoring.alerts.own))
    if (test !== undefined) yield ['monitoring', 'alerts', 'own', name, 'test']
  for (const service of Object.values(model.services))
    for (const [name, { test }] of Object.entries(service.alerts.own))
      if (test !== undefined) yield ['services', service.name, 'alerts', 'own', name, 'test']
}

function alertAt({ monitoring, services }: Model, path: readonly string[]): OwnAlert {
  const own = path[0] === 'services' ? services[path[1] as string]?.alerts.own : monitoring.alerts.own
  return own?.[path.at(-2) as string] as OwnAlert
}
