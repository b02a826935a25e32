import { defineDiagnostic, type Fix } from '../../diagnostics/diagnostic.ts'
import { machineCallers } from '../../resolve/machine-callers.ts'
import type { Bound, Model, RateLimits, Service } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { writtenFor } from './once.ts'

export const limitOfNobody = defineDiagnostic<{ service: string }>({
  code: 'check/limit-of-nobody',
  severity: 'error',
  message: ({ service }) => `\`limits\` of \`${service}\` has no effect, because nobody may call it`,
  note: () => 'A service is called by those that name it under `calls`, by the world (`expose`), or by whom `access` lets in.',
})

export const limitMultiplied = defineDiagnostic<{ service: string; rate: string; pods: string; least: string; most: string }>({
  code: 'check/limit-multiplied',
  severity: 'warning',
  message: ({ service, rate, pods, least, most }) =>
    `${rate} is for each pod of \`${service}\`, and it has ${pods}: together they take ${least === most ? most : `${least} to ${most}`}`,
  note: () => 'Say `per: pod` when that is meant, or `per: service` for one bound over all of them.',
})

export const limitWord = defineDiagnostic<{ service: string; word: string; reason: string }>({
  code: 'check/limit-word',
  severity: 'error',
  message: ({ service, word, reason }) => `\`${word}\` can't be said of the limits of \`${service}\`: ${reason}`,
})

export const limitNeverReached = defineDiagnostic<{ service: string; rule: string; rate: string; all: string }>({
  code: 'check/limit-never-reached',
  severity: 'warning',
  message: ({ service, rule, rate, all }) =>
    `the rule \`${rule}\` of \`${service}\` lets ${rate} through, but all requests together are bound to ${all}`,
  note: () => 'A rule is tried in addition to `requests`, so only a smaller bound means something.',
})

export const burstBelowRate = defineDiagnostic<{ service: string; burst: number; rate: string }>({
  code: 'check/burst-below-rate',
  severity: 'error',
  message: ({ service, burst, rate }) =>
    `\`${service}\` takes ${rate}, but never more than ${burst} of them at once, so that the rest is lost`,
  note: () => 'The bucket is filled once per unit of the rate and holds `burst` requests. Say the rate per second, or a larger burst.',
})

export const limitsNothing = defineDiagnostic<{ service: string }>({
  code: 'check/limits-nothing',
  severity: 'error',
  message: ({ service }) => `\`limits\` of \`${service}\` bounds nothing`,
  note: () => 'Say `requests`, or `rules`.',
})

export const ruleTwice = defineDiagnostic<{ service: string; rule: string }>({
  code: 'check/limit-rule-twice',
  severity: 'error',
  message: ({ service, rule }) => `two rules of \`${service}\` are called \`${rule}\`, and would count together`,
})

/** Whom limits are for, what they come to over all pods, and words that they can't have. */
export const rateLimits: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none') return
    for (const service of Object.values(model.services)) {
      const { limits, name } = service
      if (limits === undefined) continue
      const path = ['services', name, 'limits']
      if (isUnreachable(service) && machineCallers(service, model).length === 0)
        report(limitOfNobody, atKey(model, ...path), { service: name })
      if (limits.all === undefined && limits.rules.length === 0) report(limitsNothing, atKey(model, ...path), { service: name })
      limitWords({ model, report, name, limits, path })
      limitBounds({ model, report, name, limits, path })
    }
  },
  platform({ models, report }) {
    for (const { model, service, place } of writtenFor(models, (service) => service.limits !== undefined, ['limits'])) {
      const { limits, name } = service
      const path = ['services', name, 'limits']
      if (limits === undefined || limits.per === 'service' || writtenAt(model, ...path, 'per') !== undefined) continue
      const bound = limits.all === undefined ? limits.rules[0]?.bound : limits.all
      const [least, most] = podsOf(service)
      if (bound === undefined || most < 2) continue
      const requests = writtenAt(model, ...path, 'requests')
      report(
        limitMultiplied,
        requests === undefined ? place : at(model, ...path, 'requests'),
        {
          service: name,
          rate: rateOf(bound),
          pods: least === most ? `${most} of them` : `${least} to ${most} of them`,
          least: rateOf(bound, least),
          most: rateOf(bound, most),
        },
        {
          environment: model.environment.name,
          related: [{ message: 'so many pods', place: at(model, 'services', name, 'replicas') }],
          fixes: fixes(model, service, limits),
        },
      )
    }
  },
}

/** Limits, of a service or a gateway, and where they stand. */
interface Words extends ModelCheck {
  readonly name: string
  readonly limits: RateLimits
  readonly path: readonly string[]
}

/** A bare rate grows into the long form; beside other words, which the rate limiter may not know, `per` says what is true already. */
function fixes(model: Model, { name }: Service, { all, rules }: RateLimits): readonly Fix[] {
  const path = ['services', name, 'limits']
  const whole = at(model, ...path)
  const others = ['burst', 'by', 'headers', 'status', 'failure', 'enforce'].some((word) => writtenAt(model, ...path, word) !== undefined)
  if (all !== undefined && rules.length === 0 && !others)
    return [{ message: 'count all pods together', changes: [{ replace: whole, text: `{ requests: ${rateOf(all)}, per: service }` }] }]
  return [{ message: 'say that each pod counts by itself', changes: [{ add: { to: whole.pointer, key: 'per', value: 'pod' } }] }]
}

/** Nobody declares a call, and nobody else is let in. */
function isUnreachable({ callers, expose, access, service }: Service): boolean {
  const isPublic = service.type === 'NodePort' || service.type === 'LoadBalancer'
  return callers.length + access.namespaces.length + access.networks.length === 0 && expose === undefined && !access.anyone && !isPublic
}

function podsOf({ kind, versions }: Service): readonly [number, number] {
  if (kind === 'DaemonSet') return [2, 2]
  const sum = (of: (replicas: Service['replicas']) => number) => versions.reduce((all, { replicas }) => all + of(replicas), 0)
  return [sum(({ min }) => min), sum(({ max }) => max)]
}

const LETTERS: { readonly [Unit in Bound['unit']]: string } = { second: 's', minute: 'm', hour: 'h', day: 'd' }

/** A rate as it is written, so many times. */
export function rateOf({ count, unit }: Bound, times = 1): string {
  return `${count * times}/${LETTERS[unit]}`
}

/** Words that limits can't have. */
export function limitWords({ model, report, name, limits, path }: Words): void {
  const say = (reason: string, ...word: readonly (string | number)[]) => {
    const place = writtenAt(model, ...path, ...word)
    if (place !== undefined)
      report(limitWord, place, { service: name, word: word.filter((part) => typeof part === 'string').join('.'), reason })
  }
  const isLocal = limits.per === 'pod'
  for (const [index] of limits.rules.entries()) {
    if (isLocal) say('a pod counts all callers together; that takes `per: service`', 'rules', index, 'by')
    else say('the rate limiter counts per second, minute, hour or day, and knows no burst', 'rules', index, 'burst')
  }
  if (isLocal) {
    say('a pod counts all callers together; that takes `per: service`', 'by')
    say('a pod asks nobody, so nobody can fail to answer', 'failure')
    if (limits.rules.length > 0 && minor(model.targets.istio) < 26)
      report(
        limitWord,
        atKey(model, ...path, 'rules'),
        {
          service: name,
          word: 'rules',
          reason: `with \`per: pod\` it takes Istio 1.26 or later, and the target is ${model.targets.istio}`,
        },
        { related: [{ message: 'the target', place: at(model, 'targets', 'istio') }] },
      )
  } else {
    say('the rate limiter counts per second, minute, hour or day, and knows no burst', 'burst')
    if (limits.enforce !== 0 && limits.enforce !== 100) say('the rate limiter refuses all of them or none: `100%` or `0%`', 'enforce')
  }
}

/** Bounds that nobody reaches, or that lose what they promise. */
export function limitBounds({ model, report, name, limits, path }: Words): void {
  const { all, rules } = limits
  const burst = (bound: Bound, ...where: readonly (string | number)[]) => {
    if (limits.per === 'pod' && bound.burst < bound.count)
      report(
        burstBelowRate,
        at(model, ...path, ...where, 'burst'),
        { service: name, burst: bound.burst, rate: rateOf(bound) },
        { related: [{ message: 'the rate', place: at(model, ...path, ...where, 'requests') }] },
      )
  }
  if (all !== undefined) burst(all)
  const seen = new Map<string, number>()
  for (const [index, rule] of rules.entries()) {
    burst(rule.bound, 'rules', index)
    const before = seen.get(rule.name)
    if (before !== undefined)
      report(
        ruleTwice,
        at(model, ...path, 'rules', index, 'name'),
        { service: name, rule: rule.name },
        { related: [{ message: 'and here', place: at(model, ...path, 'rules', before, 'name') }] },
      )
    seen.set(rule.name, index)
    if (all === undefined || all.by !== undefined || rule.bound.by !== undefined) continue
    if (rule.bound.count / rule.bound.seconds >= all.count / all.seconds)
      report(
        limitNeverReached,
        at(model, ...path, 'rules', index, 'requests'),
        { service: name, rule: rule.name, rate: rateOf(rule.bound), all: rateOf(all) },
        { related: [{ message: 'all together', place: at(model, ...path, 'requests') }] },
      )
  }
}

function minor(version: string): number {
  return Number(version.split('.')[1])
}
