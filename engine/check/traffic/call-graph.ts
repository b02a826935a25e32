import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { forwardsOf, trafficAt } from './words.ts'

export const retriesMultiply = defineDiagnostic<{ chain: readonly string[]; product: number; bound: number }>({
  code: 'check/retries-multiply',
  severity: 'error',
  message: ({ chain, product, bound }) =>
    `one request can become ${product} along ${chain.map((name) => `\`${name}\``).join(' → ')}, where ${bound} is the most that is sane`,
  note: () =>
    'Each hop tries again what the next one tried already, so tries multiply just when there is too much load. Try again in one place.',
})

export const callCycle = defineDiagnostic<{ chain: readonly string[] }>({
  code: 'check/calls-in-a-circle',
  severity: 'warning',
  message: ({ chain }) => `calls go in a circle: ${chain.map((name) => `\`${name}\``).join(' → ')}`,
  note: () =>
    'When one of them is slow, all of them wait for one another until every timeout has passed. Answer one of the calls later (a queue), or cut it.',
})

/** How many requests may become of one. Three tries at two hops are 9. */
const MOST_TRIES = 12

/** What only the whole graph of calls can know. */
export const callGraph: Rule = {
  model(check) {
    if (check.model.mesh.provider === 'none') return
    tellRetries(check)
    tellCycles(check)
  },
}

interface Amplified {
  readonly product: number
  readonly chain: readonly string[]
}

/** From each service downwards, what one request to it becomes at the worst. A circle counts once. */
function tellRetries({ model, report }: ModelCheck): void {
  const tries = new Map(Object.values(model.services).map((service) => [service.name, triesOf(service.name, model)]))
  const known = new Map<string, Amplified>()
  const open = new Set<string>()
  function worst(name: string): Amplified {
    const before = known.get(name)
    if (before !== undefined) return before
    open.add(name)
    let below: Amplified = { product: 1, chain: [] }
    for (const call of model.services[name]?.calls ?? [])
      if (call.type === 'service' && !open.has(call.name)) {
        const candidate = worst(call.name)
        if (candidate.product > below.product) below = candidate
      }
    open.delete(name)
    const own = tries.get(name)?.count ?? 1
    const found = { product: own * below.product, chain: own > 1 || below.chain.length > 0 ? [name, ...below.chain] : [] }
    known.set(name, found)
    return found
  }
  for (const service of Object.values(model.services)) {
    const { product, chain } = worst(service.name)
    const own = tries.get(service.name)
    // Told once, where the bound is passed: whoever calls this service is over it too.
    const [, next] = chain
    if (product <= MOST_TRIES || own === undefined || own.count === 1 || (next !== undefined && worst(next).product > MOST_TRIES)) continue
    const related = chain.slice(1).flatMap((name) => {
      const other = tries.get(name)
      return other === undefined || other.count === 1 ? [] : [{ message: `\`${name}\` is tried ${other.count} times`, place: other.place }]
    })
    report(retriesMultiply, own.place, { chain, product, bound: MOST_TRIES }, { related })
  }
}

function triesOf(name: string, model: Model) {
  const service = model.services[name]
  let most = { count: 1, place: at(model, 'services', name) }
  if (service === undefined) return most
  for (const { route, action } of forwardsOf(service))
    if (action.retries.attempts + 1 > most.count)
      most = { count: action.retries.attempts + 1, place: at(model, ...trafficAt(name, route, 'retries', 'attempts')) }
  return most
}

/** Each circle once, at its call that closes it. A service that calls itself is peers that talk, and no circle. */
function tellCycles({ model, report }: ModelCheck): void {
  const done = new Set<string>()
  const path: string[] = []
  function visit(name: string): void {
    if (done.has(name)) return
    path.push(name)
    for (const call of model.services[name]?.calls ?? []) {
      if (call.type !== 'service' || call.name === name) continue
      const start = path.indexOf(call.name)
      if (start < 0) visit(call.name)
      else report(callCycle, atKey(model, 'services', name, 'calls', call.name), { chain: [...path.slice(start), call.name] })
    }
    path.pop()
    done.add(name)
  }
  for (const name of Object.keys(model.services)) visit(name)
}
