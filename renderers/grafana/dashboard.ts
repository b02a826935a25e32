import type { Model } from '../../engine/sdk.ts'
import { type DashboardName, dashboardPath, dashboardUid } from '../_shared/monitoring/dashboards.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import type { Panel, Row } from './panel.ts'

/** A dashboard as the renderers say it. */
export interface Dashboard {
  readonly name: DashboardName
  readonly title: string
  readonly description: string
  /** Variables beside the data source: the name, and the query of its values. */
  readonly variables: readonly { readonly name: string; readonly label: string; readonly query: string }[]
  readonly rows: readonly Row[]
  /** The runbook, where there is one. */
  readonly runbook: string | undefined
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' } as const
const COLUMNS = 24
/** The version of the model that Grafana 11 and 12 write. https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const SCHEMA_VERSION = 39

/** A dashboard in Grafana's own model. Everything that a person may want to change is there, nothing that Grafana fills in by itself. */
export function dashboardJson({ name, title, description, variables, rows, runbook }: Dashboard, model: Model): object {
  const { environment, platform, monitoring } = model
  return {
    uid: dashboardUid(name, environment),
    title: `${title} · ${environment.name}`,
    description,
    tags: [platform.name, environment.name],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    graphTooltip: 1,
    timezone: 'browser',
    refresh: promDuration(Math.max(30, monitoring.interval)),
    time: { from: 'now-6h', to: 'now' },
    timepicker: {},
    annotations: { list: [] },
    links: [
      {
        type: 'dashboards',
        title: platform.name,
        tags: [platform.name, environment.name],
        asDropdown: true,
        includeVars: false,
        keepTime: true,
        targetBlank: false,
      },
      ...(name === 'platform' ? [] : [linkTo('Platform', `/${dashboardPath('platform', environment)}`)]),
      ...(runbook === undefined || monitoring.runbooks === undefined
        ? []
        : [linkTo('Runbook', `${monitoring.runbooks.replace(/\/$/, '')}/${environment.name}/${runbook}`)]),
    ],
    templating: {
      list: [
        {
          name: 'datasource',
          label: 'Data source',
          type: 'datasource',
          query: 'prometheus',
          current: {},
          hide: 0,
          includeAll: false,
          multi: false,
        },
        ...variables.map((variable) => ({
          name: variable.name,
          label: variable.label,
          type: 'query',
          datasource: DATASOURCE,
          query: { query: variable.query, refId: variable.name },
          definition: variable.query,
          refresh: 2,
          sort: 1,
          multi: true,
          includeAll: true,
          allValue: '.+',
          current: { text: 'All', value: '$__all' },
          hide: 0,
        })),
      ],
    },
    panels: laidOut(rows),
  }
}

function linkTo(title: string, url: string): object {
  return {
    type: 'link',
    title,
    url,
    icon: 'external link',
    keepTime: true,
    targetBlank: false,
    tags: [],
    asDropdown: false,
    includeVars: false,
  }
}

/** Panels from left to right, and rows from top to bottom, as people read. */
function laidOut(rows: readonly Row[]): readonly object[] {
  const panels: object[] = []
  let y = 0
  let id = 1
  for (const { title, panels: inside } of rows) {
    if (inside.length === 0) continue
    panels.push({ id: id++, type: 'row', title, collapsed: false, gridPos: { h: 1, w: COLUMNS, x: 0, y }, panels: [] })
    y++
    let x = 0
    let highest = 0
    for (const panel of inside) {
      if (x + panel.width > COLUMNS) {
        x = 0
        y += highest
        highest = 0
      }
      panels.push(panelJson(panel, id++, { h: panel.height, w: panel.width, x, y }))
      x += panel.width
      highest = Math.max(highest, panel.height)
    }
    y += highest
  }
  return panels
}

function panelJson(panel: Panel, id: number, gridPos: object): object {
  const { type, title, description, unit, queries, steps } = panel
  return {
    id,
    type,
    title,
    ...(description === '' ? {} : { description }),
    gridPos,
    datasource: DATASOURCE,
    fieldConfig: {
      defaults: {
        unit,
        ...(type === 'timeseries' ? { min: 0 } : {}),
        color: { mode: type === 'timeseries' ? 'palette-classic' : 'thresholds' },
        thresholds: { mode: 'absolute', steps: steps.map(([color, value]) => ({ color, value })) },
        ...(type === 'timeseries'
          ? {
              custom: {
                drawStyle: 'line',
                lineWidth: 1,
                fillOpacity: panel.stacked ? 30 : 10,
                showPoints: 'never',
                spanNulls: false,
                stacking: { mode: panel.stacked ? 'normal' : 'none', group: 'A' },
                thresholdsStyle: { mode: steps.length > 1 ? 'line' : 'off' },
              },
            }
          : {}),
      },
      overrides: [],
    },
    options: optionsOf(type),
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource: DATASOURCE,
      expr,
      ...(type === 'table' ? { format: 'table', instant: true, range: false } : { legendFormat: legend, range: true, instant: false }),
      editorMode: 'code',
    })),
    ...(type === 'table'
      ? { transformations: [{ id: 'organize', options: { excludeByName: { Time: true, Value: true, __name__: true, alertstate: true } } }] }
      : {}),
  }
}

function optionsOf(type: Panel['type']): object {
  switch (type) {
    case 'timeseries':
      return {
        legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
        tooltip: { mode: 'multi', sort: 'desc' },
      }
    case 'stat':
      return {
        colorMode: 'value',
        graphMode: 'area',
        justifyMode: 'auto',
        orientation: 'auto',
        textMode: 'auto',
        reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      }
    case 'table':
      return { showHeader: true, cellHeight: 'sm', footer: { show: false, reducer: ['sum'], countRows: false, fields: '' } }
  }
}
