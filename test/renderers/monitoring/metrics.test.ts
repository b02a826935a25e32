/** Every expression that is rendered only reads series that somebody exports here, with labels that these series have. */
import { describe, expect, test } from 'vitest'
import { scrapedIn } from '../../../engine/check/monitoring/own-alerts.ts'
import { jobs } from '../../../engine/metrics/exporter.ts'
import { exportersHere } from '../../../engine/metrics/here.ts'
import { recordLabels } from '../../../engine/metrics/records.ts'
import { exporters } from '../../../engine/metrics/table.ts'
import { rulesOf } from '../../../renderers/_shared/monitoring/rules.ts'
import { scrapeConfigs } from '../../../renderers/prometheus/scrape.ts'
import { watchedModels } from './platforms.ts'
import { wrongSeries } from './series.ts'

const models = await watchedModels()

test('somebody is watched', () => {
  expect(models.length).toBeGreaterThan(3)
})

describe.each(models)('$title', ({ model }) => {
  const files = rulesOf(model)

  test('rules read series that exist', () => {
    const exprs = files.flatMap(({ records, alerts }) => [...records, ...alerts].map(({ expr }) => expr))
    expect(exprs.length).toBeGreaterThan(20)
    expect(exprs.flatMap((expr) => wrongSeries(expr, model))).toEqual([])
  })

  test('what rules record is in the table, with its labels', () => {
    for (const { record, labels } of files.flatMap(({ records }) => records)) {
      expect(recordLabels(record), record).toBeDefined()
      expect(
        Object.keys(labels).every((label) => recordLabels(record)?.includes(label)),
        record,
      ).toBe(true)
    }
  })

  test.skipIf(model.monitoring.mode !== 'files')('jobs give the labels that the table promises, and every exporter has its job', () => {
    const configs = scrapeConfigs(model) as readonly {
      readonly job_name: string
      readonly relabel_configs: readonly { readonly target_label?: string }[]
    }[]
    for (const { job_name: job, relabel_configs: steps } of configs) {
      const given = steps.flatMap(({ target_label: label }) => (label === undefined || label.startsWith('__') ? [] : [label]))
      expect([...given].sort(), job).toEqual([...jobs[job as keyof typeof jobs]].sort())
    }
    const scraped = new Set(configs.map(({ job_name: job }) => job))
    for (const exporter of exportersHere(scrapedIn(model))) expect(scraped.has(exporter.job), exporter.name).toBe(true)
  })

  test('every alert has words, and every alert that everybody has is tried', () => {
    for (const { alerts } of files)
      for (const alert of alerts) {
        expect(alert.summary, alert.name).toMatch(/\.$/)
        expect(alert.description.length, alert.name).toBeGreaterThan(10)
        expect(alert.word === undefined || alert.test !== undefined, alert.name).toBe(true)
      }
  })
})

test('the table has no exporter twice', () => {
  expect(new Set(exporters.map(({ name }) => name)).size).toBe(exporters.length)
})
