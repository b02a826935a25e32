import type { Model } from '../../../engine/sdk.ts'
import type { RuleFile } from './alert.ts'
import { both, constant, fileOf, growing, MINUTE } from './alert-table.ts'
import { series } from './series.ts'

/** The rules of whatever watches: somebody has to notice when that is blind. */
export function ownRules(model: Model): RuleFile {
  const prometheus = { job: 'pods', namespace: model.monitoring.namespace, service: 'prometheus', instance: '10.0.0.4:9090' }
  const alertmanager = { job: 'pods', namespace: model.monitoring.namespace, service: 'alertmanager', instance: '10.0.0.5:9093' }
  return fileOf(
    'monitoring',
    [
      {
        word: 'watchdog',
        for: 0,
        severity: 'info',
        expr: 'vector(1) == 1',
        summary: 'Alerts arrive.',
        description: 'This alert is always there. When it stops, nothing else would arrive either.',
        fires: () => [],
        quiet: () => [],
      },
      {
        word: 'targetDown',
        for: 10 * MINUTE,
        severity: 'warning',
        expr: `count by (job) (${series('up', { job: { not: 'pods' } })} == 0) / count by (job) (${series('up', { job: { not: 'pods' } })}) > 0.1`,
        summary: 'Prometheus can not read {{ $labels.job }}.',
        description: '{{ $value | humanizePercentage }} of the targets of {{ $labels.job }} do not answer.',
        fires: constant('up', { job: 'kubelet', instance: '10.0.0.1:10250' }, 0),
        quiet: constant('up', { job: 'kubelet', instance: '10.0.0.1:10250' }, 1),
      },
      {
        word: 'reloadFailed',
        for: 10 * MINUTE,
        severity: 'warning',
        expr: `max by (service) (${series('prometheus_config_last_reload_successful', { job: 'pods' })} or ${series('alertmanager_config_last_reload_successful', { job: 'pods' })}) == 0`,
        summary: '{{ $labels.service }} refuses its configuration.',
        description: '{{ $labels.service }} goes on with its old configuration.',
        fires: both(
          constant('prometheus_config_last_reload_successful', prometheus, 0),
          constant('alertmanager_config_last_reload_successful', alertmanager, 1),
        ),
        quiet: both(
          constant('prometheus_config_last_reload_successful', prometheus, 1),
          constant('alertmanager_config_last_reload_successful', alertmanager, 1),
        ),
      },
      {
        word: 'rulesFail',
        for: 0,
        severity: 'warning',
        expr: `sum by (rule_group) (increase(${series('prometheus_rule_evaluation_failures_total', { job: 'pods' })}[10m])) > 0`,
        summary: 'Rules of Prometheus fail.',
        description: 'Rules of {{ $labels.rule_group }} could not be evaluated {{ $value | humanize }} times: their alerts are blind.',
        fires: growing('prometheus_rule_evaluation_failures_total', { ...prometheus, rule_group: 'x' }, 1),
        quiet: constant('prometheus_rule_evaluation_failures_total', { ...prometheus, rule_group: 'x' }, 2),
      },
      {
        word: 'notifications',
        for: 10 * MINUTE,
        severity: 'critical',
        expr: `sum(rate(${series('prometheus_notifications_dropped_total', { job: 'pods' })}[5m])) > 0`,
        summary: 'Alerts do not reach Alertmanager.',
        description: 'Prometheus drops alerts, because Alertmanager does not take them.',
        fires: growing('prometheus_notifications_dropped_total', prometheus, 1),
        quiet: constant('prometheus_notifications_dropped_total', prometheus, 4),
      },
      {
        word: 'alertmanagerFails',
        for: 10 * MINUTE,
        severity: 'critical',
        expr: `sum by (integration) (rate(${series('alertmanager_notifications_failed_total', { job: 'pods' })}[5m])) > 0`,
        summary: 'Alerts do not reach people.',
        description: 'Alertmanager can not deliver through {{ $labels.integration }}.',
        fires: growing('alertmanager_notifications_failed_total', { ...alertmanager, integration: 'webhook', reason: 'other' }, 1),
        quiet: constant('alertmanager_notifications_failed_total', { ...alertmanager, integration: 'webhook', reason: 'other' }, 4),
      },
    ],
    'platform',
  )
}
