import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Forward, Route, Service } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { forwardsOf, trafficAt } from './words.ts'

export const tryLongerThanAll = defineDiagnostic<{ service: string; perTry: string; timeout: string }>({
  code: 'check/try-longer-than-timeout',
  severity: 'error',
  message: ({ service, perTry, timeout }) => `one try of \`${service}\` may take ${perTry}, but all of them together only ${timeout}`,
})

export const triesDoNotFit = defineDiagnostic<{ service: string; tries: number; perTry: string; timeout: string; fit: number }>({
  code: 'check/tries-exceed-timeout',
  severity: 'error',
  message: ({ service, tries, perTry, timeout, fit }) =>
    `${tries} tries of \`${service}\` take up to ${tries} times ${perTry}, but all of them together may only take ${timeout}: there is time for ${fit}`,
  note: () => '`attempts` counts the tries after the first one.',
})

export const givesUpFirst = defineDiagnostic<{ caller: string; callee: string; timeout: string; needed: string }>({
  code: 'check/caller-gives-up-first',
  severity: 'warning',
  message: ({ caller, callee, timeout, needed }) =>
    `whoever asks \`${caller}\` waits ${timeout}, while \`${caller}\` may wait ${needed} for \`${callee}\``,
  note: () => 'The answer of the callee, and all of its tries, would be for nobody. The farther from the user, the shorter the time.',
})

/** What a request may take at most, and the word that says so. */
interface Limit {
  readonly seconds: number
  readonly text: string
  readonly route: Route
  readonly word: readonly string[]
}

/** Times of tries against the whole, and of callers against callees. */
export const times: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name } = service
      const told = new Set<string>()
      for (const { route, action } of forwardsOf(service)) {
        const { timeout, retries } = action
        if (timeout === undefined || retries.perTry === undefined) continue
        const [whole, one, tries] = [durationSeconds(timeout), durationSeconds(retries.perTry), retries.attempts + 1]
        const place = at(model, ...trafficAt(name, route, 'retries', 'perTry'))
        const related = [{ message: 'the timeout', place: at(model, ...trafficAt(name, route, 'timeout')) }]
        const isOne = one > whole
        // Several routes may have inherited the same words.
        if (whole === 0 || (!isOne && one * tries <= whole) || told.has(place.pointer)) continue
        told.add(place.pointer)
        if (isOne) report(tryLongerThanAll, place, { service: name, perTry: retries.perTry, timeout }, { related })
        else
          report(
            triesDoNotFit,
            at(model, ...trafficAt(name, route, 'retries', 'attempts')),
            { service: name, tries, perTry: retries.perTry, timeout, fit: Math.floor(whole / one) },
            { related },
          )
      }
    }
    const limits = new Map(Object.values(model.services).flatMap((service) => limitOf(service)))
    for (const [name, limit] of limits) {
      const caller = model.services[name] as Service
      for (const { name: callee } of caller.calls) {
        const below = callee === name ? undefined : limits.get(callee)
        if (below !== undefined && below.seconds > limit.seconds)
          report(
            givesUpFirst,
            at(model, ...trafficAt(name, limit.route, ...limit.word)),
            { caller: name, callee, timeout: limit.text, needed: below.text },
            {
              related: [{ message: `how long \`${callee}\` may take`, place: at(model, ...trafficAt(callee, below.route, ...below.word)) }],
            },
          )
      }
    }
  },
}

/** The time that requests of the last route may take: the timeout, or all tries together. */
function limitOf(service: Service): readonly (readonly [string, Limit])[] {
  const last = forwardsOf(service).at(-1)
  if (last === undefined) return []
  const seconds = timeOf(last.action)
  if (seconds === undefined || seconds === 0) return []
  const isTimeout = last.action.timeout !== undefined
  return [
    [
      service.name,
      {
        seconds,
        text: isTimeout ? (last.action.timeout as string) : `${seconds}s`,
        route: last.route,
        word: isTimeout ? ['timeout'] : ['retries'],
      },
    ],
  ]
}

function timeOf({ timeout, retries }: Forward): number | undefined {
  if (timeout !== undefined) return durationSeconds(timeout)
  return retries.attempts === 0 || retries.perTry === undefined ? undefined : durationSeconds(retries.perTry) * (retries.attempts + 1)
}
