import type { Model, Named, OwnAlert } from '../../../engine/sdk.ts'
import type { Alert, RuleFile } from './alert.ts'
import { CLUSTER_RUNBOOK } from './alert-table.ts'
import { clusterRules } from './cluster-alerts.ts'
import { ownServices } from './component.ts'
import type { DashboardName } from './dashboards.ts'
import { logRules } from './log-alerts.ts'
import { meshRules } from './mesh-alerts.ts'
import { nodeRules } from './node-alerts.ts'
import { ownRules } from './own-alerts.ts'
import { requestRecords } from './requests.ts'
import type { Sample } from './series.ts'
import { serviceRunbook } from './service-alert.ts'
import { serviceAlerts } from './service-alerts.ts'
import { sloRules } from './slo-alerts.ts'
import { storeRules } from './store-alerts.ts'

/** Every rule of an environment, one file for each thing that it is about, in the order of the platform. None when nobody evaluates them. */
export function rulesOf(model: Model): readonly RuleFile[] {
  if (model.monitoring.mode === 'none') return []
  const files: (RuleFile | undefined)[] = []
  for (const service of ownServices(model)) {
    const own = ownAlerts(service.alerts.own, { service: service.name }, serviceRunbook(service), `service ${service.name}`)
    files.push({ name: service.name, records: requestRecords(service, model), alerts: [...serviceAlerts(service, model), ...own] })
    files.push(sloRules(service, model))
  }
  for (const store of Object.values(model.stores)) files.push(storeRules(store, model))
  // The Prometheus of the operator watches nodes, the cluster and itself with rules of its own.
  if (model.monitoring.mode === 'files') files.push(nodeRules(model), clusterRules(model), ownRules(model))
  files.push(meshRules(model), logRules(model))
  const own = ownAlerts(model.monitoring.alerts.own, {}, CLUSTER_RUNBOOK, 'platform')
  if (own.length > 0) files.push({ name: 'own', records: [], alerts: own })
  return files.filter((file) => file !== undefined)
}

function ownAlerts(own: Named<OwnAlert>, labels: Alert['labels'], runbook: string, dashboard: DashboardName): readonly Alert[] {
  return Object.entries(own).map(([name, alert]) => ({
    name,
    word: undefined,
    expr: alert.expr,
    for: alert.for,
    severity: alert.severity,
    labels,
    summary: alert.summary,
    description: alert.description,
    dashboard,
    runbook: `${runbook}#${name.toLowerCase()}`,
    test: alert.test && {
      minutes: alert.test.minutes,
      fires: samplesOf(alert.test.raised, alert.test),
      quiet: samplesOf(alert.test.quiet, alert.test),
    },
  }))
}

/** A number alone is a series that stays as it is. */
function samplesOf(series: Named<string>, { minutes }: { readonly minutes: number }): readonly Sample[] {
  return Object.entries(series).map(([name, values]) => [name, /^[-+]?[\d.]+$/.test(values) ? `${values}x${minutes}` : values])
}
