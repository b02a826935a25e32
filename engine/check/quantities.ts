import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { byteCount } from '../kinds/bytes.ts'
import { cpuMillis } from '../kinds/cpu.ts'
import type { Resources } from '../resolve/model.ts'
import { at } from '../resolve/origin.ts'
import type { Rule } from './check.ts'
import { containersOf } from './containers.ts'

export const limitBelowRequest = defineDiagnostic<{ owner: string; what: string; request: string; limit: string }>({
  code: 'check/limit-below-request',
  severity: 'error',
  message: ({ owner, what, request, limit }) => `\`${owner}\` asks for ${request} of ${what}, but may use at most ${limit}`,
  note: () => 'Kubernetes refuses a limit below the request.',
})

export const aboveMaximum = defineDiagnostic<{ owner: string; what: string; limit: string; maximum: string; environment: string }>({
  code: 'check/above-maximum',
  severity: 'error',
  message: ({ owner, what, limit, maximum, environment }) =>
    `\`${owner}\` may use ${limit} of ${what}, but no container of \`${environment}\` may use more than ${maximum}`,
  note: () => 'The LimitRange of the namespace would refuse the pod.',
})

/** Limits against requests, and against what one container of the environment may use. */
export const quantities: Rule = {
  model({ model, report }) {
    const { max } = model.environment.limits
    for (const { owner, path, resources } of containersOf(model)) {
      const amounts = amountsOf(resources)
      for (const { key, what, request, limit, count } of amounts) {
        if (limit === undefined) continue
        const place = at(model, ...path, 'resources', key, 'limit')
        if (count(limit) < count(request))
          report(
            limitBelowRequest,
            place,
            { owner, what, request, limit },
            { related: [{ message: 'the request', place: at(model, ...path, 'resources', key, 'request') }] },
          )
        const maximum = key === 'storage' ? undefined : max?.[key]
        if (maximum !== undefined && count(limit) > count(maximum))
          report(
            aboveMaximum,
            place,
            { owner, what, limit, maximum, environment: model.environment.name },
            { related: [{ message: 'the most that is allowed', place: at(model, 'environment', 'limits', 'max', key) }] },
          )
      }
    }
  },
}

function amountsOf({ requests, limits }: Resources) {
  return [
    { key: 'cpu', what: 'CPU', request: requests.cpu, limit: limits.cpu, count: cpuMillis },
    { key: 'memory', what: 'memory', request: requests.memory, limit: limits.memory, count: byteCount },
    { key: 'storage', what: 'ephemeral storage', request: requests.storage, limit: limits.storage, count: byteCount },
  ] as const
}
