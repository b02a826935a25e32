import type { Scenario } from './scenarios.ts'

/** What became of the requests of a scenario, as the judge counts it. */
export interface Answer {
  readonly name: string
  readonly statuses: Counts
  readonly answeredBy: Counts
  readonly paths: Counts
  readonly hosts: Counts
  readonly locations: Counts
  readonly tries: Counts
  readonly failures: Counts
  readonly milliseconds: { readonly median: number }
}

type Counts = { readonly [what: string]: number }

/** 4.4 standard deviations: one honest run of a hundred thousand is outside. */
const DEVIATIONS = 4.4

/** What is not as it was expected, in words. */
export function complaints({ count, expect }: Scenario, answer: Answer): readonly string[] {
  return [
    ...(expect.status === undefined ? [] : only('status', String(expect.status), answer.statuses)),
    ...(expect.statuses === undefined ? [] : shares('status', expect.statuses, answer.statuses, count)),
    ...(expect.answeredBy === undefined ? [] : shares('answered by', expect.answeredBy, answer.answeredBy, count)),
    ...(expect.copied === undefined ? [] : shares('arrivals', { 1: 100 - expect.copied, 2: expect.copied }, answer.tries, count)),
    ...(expect.path === undefined ? [] : only('path', expect.path, answer.paths)),
    ...(expect.host === undefined ? [] : only('host', expect.host, answer.hosts)),
    ...(expect.location === undefined ? [] : only('location', expect.location, answer.locations)),
    ...(expect.tries === undefined ? [] : only('tries', String(expect.tries), answer.tries)),
    ...(expect.body === undefined ? [] : only('body', expect.body, answer.failures)),
    ...(expect.slowerThan === undefined || answer.milliseconds.median > expect.slowerThan
      ? []
      : [`took ${answer.milliseconds.median} ms, less than ${expect.slowerThan}`]),
  ]
}

function only(what: string, wanted: string, counts: Counts): readonly string[] {
  const [first, ...others] = Object.keys(counts)
  return first === wanted && others.length === 0 ? [] : [`${what} is ${JSON.stringify(counts)}, not ${wanted}`]
}

/** A share is met when it lies in the confidence interval of a fair draw; all and nothing are exact. */
function shares(what: string, wanted: Counts, counts: Counts, total: number): readonly string[] {
  const strangers = Object.keys(counts).filter((name) => !Object.hasOwn(wanted, name))
  const wrong = Object.entries(wanted).flatMap(([name, percent]) => {
    const share = percent / 100
    const slack = DEVIATIONS * Math.sqrt(total * share * (1 - share))
    const found = counts[name] === undefined ? 0 : counts[name]
    return Math.abs(found - total * share) <= slack ? [] : [`${what} ${name}: ${found} of ${total}, not ${percent} %`]
  })
  return [...strangers.map((name) => `${what} ${name}, which nobody asked for`), ...wrong]
}
