import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model, Service } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import { toPointer } from '../source/pointer.ts'
import type { ModelCheck, Rule } from './check.ts'

export const springNotCalled = defineDiagnostic<{ service: string; callee: string; word: string }>({
  code: 'check/spring-not-called',
  severity: 'error',
  message: ({ service, callee, word }) =>
    `\`spring.${word}\` of \`${service}\` names \`${callee}\`, which \`${service}\` does not declare to call`,
  note: ({ callee }) => `A call that is not declared is denied by the NetworkPolicy. Add \`${callee}\` to \`calls\`.`,
})

export const passwordUnknown = defineDiagnostic<{ service: string; secret: string }>({
  code: 'check/spring-password-unknown',
  severity: 'error',
  message: ({ service, secret }) => `the password of \`${service}\` for the registry is its secret \`${secret}\`, which it does not have`,
  note: () => 'Name it under `secrets`, as `SECRET/KEY`. The program puts it where `${…}` stands.',
})

export const meshBypassed = defineDiagnostic<{ caller: string; callee: string }>({
  code: 'check/mesh-bypassed',
  severity: 'error',
  message: ({ caller, callee }) =>
    `\`${caller}\` finds pods of \`${callee}\` in Eureka and calls them by address, so what \`traffic\` of \`${callee}\` says never holds for it`,
  note: ({ callee }) =>
    `The mesh routes what is sent to a Service. Call \`http://${callee}\` instead, and take \`eureka\` away; or take \`traffic\` away.`,
})

/** What `spring` names against what is called; and client-side balancing against the mesh. */
export const springWords: Rule = {
  model(check) {
    for (const service of Object.values(check.model.services)) {
      if (service.spring === undefined) continue
      tellCallees(service, check)
      tellBypass(service, check)
    }
  },
}

function tellCallees(service: Service, { model, report }: ModelCheck): void {
  const { name, spring, declaredCalls, secrets } = service
  for (const { path, callee } of named(spring))
    if (callee !== name && !declaredCalls.includes(callee))
      report(
        springNotCalled,
        at(model, 'services', name, 'spring', ...path),
        { service: name, callee, word: path.filter((part) => part !== 'server').join('.') },
        {
          fixes: [
            {
              message: `declare that \`${name}\` calls \`${callee}\``,
              changes: [{ add: { to: toPointer(['services', name, 'calls']), key: callee, value: '{}' } }],
            },
          ],
        },
      )
  const password = spring?.eureka?.passwordFrom
  if (password !== undefined && !secrets.some((secret) => secret.name === password))
    report(passwordUnknown, at(model, 'services', name, 'spring', 'eureka', 'passwordFrom'), { service: name, secret: password })
}

/** Every service that is named, and where. */
function named(spring: Service['spring']): readonly { readonly path: readonly string[]; readonly callee: string }[] {
  if (spring === undefined) return []
  const { eureka, admin, zipkin, gateway } = spring
  return [
    ...(eureka === undefined ? [] : [{ path: ['eureka', 'server'], callee: eureka.server }]),
    ...(admin === undefined ? [] : [{ path: ['admin'], callee: admin }]),
    ...(zipkin === undefined ? [] : [{ path: ['zipkin', 'server'], callee: zipkin.server }]),
    ...Object.entries(gateway?.routes ?? {}).map(([route, { to }]) => ({ path: ['gateway', 'routes', route, 'to'], callee: to })),
  ]
}

function tellBypass({ name, spring, calls }: Service, { model, report }: ModelCheck): void {
  if (model.mesh.provider === 'none' || spring?.eureka === undefined) return
  for (const { name: callee } of calls)
    if (callee !== name && isFoundInRegistry(model.services[callee]) && isRouted(model.services[callee]))
      report(
        meshBypassed,
        atKey(model, 'services', name, 'spring', 'eureka'),
        { caller: name, callee },
        { related: [{ message: 'what would not hold', place: atKey(model, 'services', callee, 'traffic') }] },
      )
}

function isFoundInRegistry(service: Model['services'][string] | undefined): boolean {
  return service?.spring?.eureka !== undefined && service.spring.eureka.server !== service.name
}

/** Whether something is said of the requests to it beyond what happens anyway. */
function isRouted(service: Model['services'][string] | undefined): boolean {
  if (service === undefined) return false
  const { traffic, versions } = service
  return (
    versions.length > 1 ||
    traffic.routes.length > 1 ||
    traffic.policy.balance !== undefined ||
    traffic.routes.some(({ action }) => action.type !== 'forward' || action.retries.attempts > 0 || action.timeout !== undefined)
  )
}
