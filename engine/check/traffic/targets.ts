import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Service } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'
import { forwardsOf, trafficAt, writtenRoutes } from './words.ts'

export const targetNotCalled = defineDiagnostic<{ service: string; target: string; caller: string }>({
  code: 'check/target-not-called',
  severity: 'error',
  message: ({ service, target, caller }) =>
    `requests of \`${caller}\` to \`${service}\` go on to \`${target}\`, which \`${caller}\` does not declare to call`,
  note: () => "The caller's proxy sends them there itself, so its identity has to be allowed there. Declare the call.",
})

export const targetNotHere = defineDiagnostic<{ service: string; target: string; environment: string }>({
  code: 'check/target-not-here',
  severity: 'error',
  message: ({ service, target, environment }) =>
    `requests to \`${service}\` go on to \`${target}\`, which is not enabled in \`${environment}\``,
})

export const fromStranger = defineDiagnostic<{ service: string; caller: string }>({
  code: 'check/from-stranger',
  severity: 'error',
  message: ({ service, caller }) => `\`from\` names \`${caller}\`, which does not declare that it calls \`${service}\``,
  note: () => 'A call that is not declared is denied, so this would never be true.',
})

/** Other services in the routes of one: whom its callers then call, and who its callers are. */
export const targets: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      for (const { route, action } of forwardsOf(service))
        for (const [word, target] of [
          ...action.to.map((to) => ['to', to] as const),
          ...(action.mirror === undefined ? [] : [['mirror', action.mirror.to] as const]),
        ]) {
          if (target.service === service.name) continue
          const place = at(model, ...trafficAt(service.name, route, ...(word === 'mirror' ? ['mirror', 'to'] : ['to']), 'service'))
          if (model.services[target.service] === undefined)
            report(targetNotHere, place, { service: service.name, target: target.service, environment: model.environment.name })
          else
            for (const { name } of service.callers)
              if (name !== target.service && !declares(model.services[name], target.service))
                report(
                  targetNotCalled,
                  place,
                  { service: service.name, target: target.service, caller: name },
                  {
                    related: [{ message: `what \`${name}\` calls`, place: atKey(model, 'services', name, 'calls') }],
                    fixes: [declare(name, target.service)],
                  },
                )
        }
      for (const route of writtenRoutes(service))
        for (const [alternative, { from }] of route.match.entries())
          for (const [index, name] of from.entries())
            if (model.services[name] !== undefined && !service.callers.some((caller) => caller.name === name))
              report(
                fromStranger,
                at(model, ...trafficAt(service.name, route, 'match', alternative, 'from', index)),
                { service: service.name, caller: name },
                { fixes: [declare(name, service.name)] },
              )
    }
  },
}

function declares(service: Service | undefined, callee: string): boolean {
  return service?.declaredCalls.includes(callee) === true
}

function declare(caller: string, callee: string) {
  return {
    message: `declare that \`${caller}\` calls \`${callee}\``,
    changes: [{ add: { to: toPointer(['services', caller, 'calls']), key: callee, value: '{}' } }],
  }
}
