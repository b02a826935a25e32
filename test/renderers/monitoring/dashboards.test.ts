/**
 * Dashboards as Grafana's own model has them, and as people can read them.
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
import { describe, expect, test } from 'vitest'
import { dashboardPath } from '../../../renderers/_shared/monitoring/dashboards.ts'
import { rulesOf } from '../../../renderers/_shared/monitoring/rules.ts'
import { dashboardJson } from '../../../renderers/grafana/dashboard.ts'
import { dashboardsOf } from '../../../renderers/grafana/dashboards/all.ts'
import { watchedModels } from './platforms.ts'
import { wrongSeries } from './series.ts'

interface Grid {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

interface PanelJson {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: Grid
  readonly datasource?: { readonly type: string; readonly uid: string }
  readonly targets?: readonly {
    readonly refId: string
    readonly expr: string
    readonly datasource: { readonly uid: string }
    readonly legendFormat?: string
  }[]
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string
      readonly thresholds: { readonly mode: string; readonly steps: readonly { readonly value: number | null }[] }
    }
    readonly overrides: readonly unknown[]
  }
  readonly options?: { readonly legend?: object; readonly reduceOptions?: object }
}

interface DashboardJson {
  readonly uid: string
  readonly title: string
  readonly schemaVersion: number
  readonly tags: readonly string[]
  readonly links: readonly { readonly type: string; readonly title: string; readonly url?: string }[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[] }
  readonly panels: readonly PanelJson[]
}

/** Ids of units that Grafana knows: packages/grafana-data/src/valueFormats/categories.ts */
const UNITS = ['none', 'short', 'percentunit', 's', 'ms', 'bytes', 'Bps', 'reqps', 'ops']
const models = await watchedModels()

const overlap = (a: Grid, b: Grid) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

describe.each(models)('$title', ({ model }) => {
  const dashboards = dashboardsOf(model).map((dashboard) => ({ dashboard, json: dashboardJson(dashboard, model) as DashboardJson }))

  test('has one for the platform and for each service, each known by a name that stays', () => {
    const uids = dashboards.map(({ json }) => json.uid)
    expect(new Set(uids).size).toBe(uids.length)
    expect(
      uids.every((uid) => /^[A-Za-z0-9_-]{1,40}$/.test(uid)),
      uids.join(' '),
    ).toBe(true)
    expect(dashboards.length).toBeGreaterThan(Object.values(model.services).filter(({ component }) => component === undefined).length)
  })

  test('alerts link to dashboards that are there', () => {
    const known = new Set(dashboards.map(({ json }) => `d/${json.uid}`))
    const linked = rulesOf(model).flatMap(({ alerts }) => alerts.map(({ dashboard }) => dashboardPath(dashboard, model.environment)))
    expect(linked.filter((path) => !known.has(path))).toEqual([])
  })

  test.each(dashboards)('$dashboard.name', ({ json }) => {
    expect(json.schemaVersion).toBeGreaterThanOrEqual(39)
    expect(json.title).not.toBe('')
    expect(json.tags).toContain(model.platform.name)
    const variables = new Set(json.templating.list.map(({ name }) => name))
    expect(variables.has('datasource')).toBe(true)
    const ids = json.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [index, panel] of json.panels.entries()) {
      const { x, w, h } = panel.gridPos
      expect(x >= 0 && w > 0 && h > 0 && x + w <= 24, panel.title).toBe(true)
      for (const other of json.panels.slice(index + 1))
        expect(overlap(panel.gridPos, other.gridPos), `${panel.title} and ${other.title}`).toBe(false)
      if (panel.type === 'row') continue
      expect(['timeseries', 'stat', 'table']).toContain(panel.type)
      expect(panel.datasource).toEqual({ type: 'prometheus', uid: '${datasource}' })
      expect(UNITS).toContain(panel.fieldConfig?.defaults.unit)
      expect(panel.fieldConfig?.defaults.thresholds.steps[0]?.value, panel.title).toBeNull()
      const bounds = panel.fieldConfig?.defaults.thresholds.steps.slice(1).map(({ value }) => value ?? 0) ?? []
      expect(
        [...bounds].sort((a, b) => a - b),
        panel.title,
      ).toEqual(bounds)
      const targets = panel.targets ?? []
      expect(targets.length, panel.title).toBeGreaterThan(0)
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length)
      for (const { expr, datasource } of targets) {
        expect(datasource.uid).toBe('${datasource}')
        expect(wrongSeries(expr, model), panel.title).toEqual([])
        for (const [, name = ''] of expr.matchAll(/\$\{?(\w+)/g)) expect(variables.has(name), `$${name} in ${panel.title}`).toBe(true)
      }
    }
    for (const { type, url } of json.links) expect(type === 'dashboards' || (url ?? '') !== '').toBe(true)
  })
})
