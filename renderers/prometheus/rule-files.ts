import type { Model } from '../../engine/sdk.ts'
import { type Alert, type AlertTest, type RuleFile, ruleOf } from '../_shared/monitoring/alert.ts'
import { promDuration } from '../_shared/monitoring/series.ts'

/** https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ What alerts read is recorded in front of them, in groups that end before theirs begin. */
export function ruleGroups({ name, records, alerts }: RuleFile, model: Model): { readonly groups: readonly object[] } {
  const recorded = records.map(({ record, expr, labels }) => ({
    record,
    expr,
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  }))
  const rules = [...recorded, ...alerts.map((alert) => ruleOf(alert, model, promDuration(alert.for)))]
  return { groups: rules.length === 0 ? [] : [{ name, rules }] }
}

/** Longer tests are evaluated less often: an objective looks at days. */
const LONG_MINUTES = 24 * 60

/**
 * Unit tests of one file of rules: each alert once with series that raise it, and once with series that do not.
 * https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ Undefined when there is nothing to try.
 */
export function ruleTests(file: RuleFile, needed: readonly string[]): object | undefined {
  const tried = file.alerts.filter((alert): alert is Tried => alert.test !== undefined)
  if (tried.length === 0) return undefined
  const isLong = tried.some(({ test }) => test.minutes > LONG_MINUTES)
  return {
    rule_files: needed.map((name) => `../rules/${name}.yaml`),
    evaluation_interval: isLong ? '5m' : '1m',
    tests: tried.flatMap((alert) => [
      testOf(alert, `${alert.name} is raised`, alert.test.fires, [{ labels: '{}', value: 1 }]),
      ...(alert.word === 'watchdog' ? [] : [testOf(alert, `${alert.name} is not raised`, alert.test.quiet, [])]),
    ]),
  }
}

type Tried = Alert & { readonly test: AlertTest }

function testOf(alert: Tried, name: string, samples: AlertTest['fires'], expected: readonly object[]): object {
  return {
    name,
    interval: '1m',
    input_series: samples.map(([series, values]) => ({ series, values })),
    // An alert of the user's own may be raised for several series at once.
    promql_expr_test: [
      {
        expr: `count(${alertsOf(alert)})${alert.word === undefined ? ' >= bool 1' : ''}`,
        eval_time: `${alert.test.minutes}m`,
        exp_samples: expected,
      },
    ],
  }
}

function alertsOf({ name, severity, labels }: Alert): string {
  const matchers = { alertname: name, alertstate: 'firing', severity, ...labels }
  return `ALERTS{${Object.entries(matchers)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`
}
