import type { KubernetesObject, Model } from '../../engine/sdk.ts'
import { type RuleFile, ruleOf } from '../_shared/monitoring/alert.ts'
import { rulesOf } from '../_shared/monitoring/rules.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { monitored } from './object.ts'

/**
 * The same rules as a file has, one object for each. Alerts say the namespace, by which the operator tells the routes of teams apart, and what Prometheus does
 * not say for them: its external labels are those of the whole cluster.
 */
export function* prometheusRules(model: Model): Iterable<KubernetesObject> {
  for (const file of rulesOf(model)) {
    const rules = rulesIn(file, model)
    if (rules.length > 0) yield monitored('PrometheusRule', file.name, { groups: [{ name: file.name, rules }] }, model)
  }
}

/** What an alert of this environment says beside its own labels. */
export function originOf({ environment, platform }: Model): { readonly [label: string]: string } {
  return { namespace: environment.namespace, platform: platform.name, environment: environment.name }
}

function rulesIn({ records, alerts }: RuleFile, model: Model): readonly object[] {
  return [
    ...records.map(({ record, expr, labels }) => ({ record, expr, ...(Object.keys(labels).length === 0 ? {} : { labels }) })),
    ...alerts.map((alert) => {
      const rule = ruleOf(alert, model, promDuration(alert.for))
      return { ...rule, labels: { ...originOf(model), ...rule.labels } }
    }),
  ]
}
