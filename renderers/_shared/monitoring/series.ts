import { promqlAnyOf, promqlString } from '../quote/promql.ts'

/** Labels that series have to have. A list is one of them; an expression of RE2 stands in an object. */
export type Matchers = { readonly [label: string]: string | readonly string[] | { readonly re: string } | { readonly not: string } }

/** `metric{label="value"}`. */
export function series(metric: string, matchers: Matchers = {}): string {
  const parts = Object.entries(matchers).map(([label, value]) => `${label}${comparison(value)}`)
  return parts.length === 0 ? metric : `${metric}{${parts.join(', ')}}`
}

function comparison(value: Matchers[string]): string {
  if (typeof value === 'string') return `=${promqlString(value)}`
  if ('re' in value) return `=~${promqlString(value.re)}`
  if ('not' in value) return `!~${promqlString(value.not)}`
  return value.length === 1 ? `=${promqlString(value[0] as string)}` : `=~${promqlString(promqlAnyOf(value))}`
}

/** A series of a unit test of rules, with its samples, one a minute. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export type Sample = readonly [series: string, values: string]

/** A series with samples: `labels` are exact. */
export function sample(metric: string, labels: { readonly [label: string]: string }, values: string): Sample {
  return [series(metric, labels), values]
}

/** Seconds as Prometheus writes a duration: `5m`, `90s`, `1h30m`. https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations */
export function promDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000)
  let text = ''
  for (const [unit, size] of UNITS) {
    if (rest >= size) text += `${Math.floor(rest / size)}${unit}`
    rest %= size
  }
  return text === '' ? '0s' : text
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const
