import {
  type AlertSeverity,
  type AlertWord,
  brokenRecord,
  type Model,
  requestRecords,
  type Service,
  type Slo,
} from '../../../engine/sdk.ts'
import { type Alert, type AlertTest, builtIn, type Record, type RuleFile } from './alert.ts'
import { percentText, secondsText } from './numbers.ts'
import { rated, requestSamples } from './requests.ts'
import { promDuration, series } from './series.ts'
import { serviceRunbook } from './service-alert.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/**
 * How fast errors use up what the window leaves: a share of it within some time, and the shorter time that says that it still goes on.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
const BURNS = [
  { speed: 'Fast', share: 0.02, long: HOUR, short: 5 * MINUTE },
  { speed: 'Fast', share: 0.05, long: 6 * HOUR, short: 30 * MINUTE },
  { speed: 'Slow', share: 0.1, long: DAY, short: 2 * HOUR },
  { speed: 'Slow', share: 0.1, long: 3 * DAY, short: 6 * HOUR },
] as const
type Speed = (typeof BURNS)[number]['speed']

const SPEEDS: {
  readonly [S in Speed]: { readonly for: number; readonly severity: AlertSeverity; readonly words: string; readonly hours: number }
} = {
  Fast: { for: 2 * MINUTE, severity: 'critical', words: 'within days', hours: 2 },
  Slow: { for: 15 * MINUTE, severity: 'warning', words: 'before its time is over', hours: 26 },
}

/** One of the things that an objective promises. */
interface Promise {
  readonly name: 'availability' | 'latency'
  /** The share of requests that may break it. */
  readonly budget: number
  /** The series of requests that break it. */
  readonly broken: string
  readonly text: string
}

/** The rules of the objective of one service: how many requests break it in each time, and the alerts. Undefined without one, and without requests. */
export function sloRules(service: Service, model: Model): RuleFile | undefined {
  const { slo, counted, name } = service
  if (slo === undefined || counted === undefined) return undefined
  const promises = promisesOf(slo, service)
  const windows = [...new Set(BURNS.flatMap(({ short, long }) => [short, long]))].sort((a, b) => a - b)
  const records = promises.flatMap((promise) =>
    windows.map((window): Record => {
      const of = { service: name }
      const mean = (record: string) => `avg_over_time(${series(rated(record, model), of)}[${promDuration(window)}])`
      return {
        record: ratio(window),
        expr: `${mean(promise.broken)} / ${mean(requestRecords.requests)}`,
        labels: { service: name, slo: promise.name },
      }
    }),
  )
  const alerts = promises.flatMap((promise) => (['Fast', 'Slow'] as const).flatMap((speed) => burnAlert(service, promise, slo, speed)))
  return { name: `${name}-slo`, records, alerts }
}

function ratio(window: number): string {
  return `${brokenRecord}${promDuration(window)}`
}

function promisesOf({ availability, latency }: Slo, { name }: Service): readonly Promise[] {
  return [
    {
      name: 'availability',
      budget: rounded(1 - availability),
      broken: requestRecords.failures,
      text: `${percentText(availability)} of the requests to ${name} succeed`,
    },
    ...(latency === undefined
      ? []
      : [
          {
            name: 'latency' as const,
            budget: rounded(1 - latency.share),
            broken: requestRecords.slow,
            text: `${percentText(latency.share)} of the requests to ${name} are answered within ${secondsText(latency.below)}`,
          },
        ]),
  ]
}

/** How many times faster than even the budget is used; an alert that no share of errors could reach is none. */
function burnAlert(service: Service, { name, budget, broken, text }: Promise, slo: Slo, speed: Speed): readonly Alert[] {
  const of = { service: service.name, slo: name }
  const burns = BURNS.filter((burn) => burn.speed === speed)
    .map(({ share, long, short }) => ({ long, short, bound: rounded(budget * ((share * slo.window) / long)) }))
    .filter(({ bound }) => bound < 1)
  if (burns.length === 0) return []
  const { for: lasting, severity, words, hours } = SPEEDS[speed]
  const word: AlertWord = `${name}${speed}`
  const both = burns.map(({ long, short, bound }) => `${series(ratio(long), of)} > ${bound} and ${series(ratio(short), of)} > ${bound}`)
  return [
    builtIn(word, { for: lasting, severity }, serviceRunbook(service), {
      expr: both.length === 1 ? (both[0] as string) : both.map((one) => `(${one})`).join(' or '),
      labels: { service: service.name, slo: name },
      summary: `${service.name} breaks its promise ${words}.`,
      description: `It is promised that ${text} over ${slo.text.window}. {{ $value | humanizePercentage }} do not, which uses up what is left ${words}.`,
      dashboard: `service ${service.name}`,
      test: burnTest(service, broken, hours),
    }),
  ]
}

function burnTest(service: Service, broken: string, hours: number): AlertTest {
  const minutes = hours * 60
  const quiet = requestSamples(service, { succeed: 100, fail: 0, seconds: 0.001, slow: 0 }, minutes)
  const fires =
    broken === requestRecords.slow
      ? requestSamples(service, { succeed: 100, fail: 0, seconds: 0.001, slow: 100 }, minutes)
      : requestSamples(service, { succeed: 0, fail: 100, seconds: 0.001, slow: 0 }, minutes)
  return { minutes, fires, quiet }
}

/** Without the dust of binary fractions. */
function rounded(share: number): number {
  return Number(share.toPrecision(6))
}
