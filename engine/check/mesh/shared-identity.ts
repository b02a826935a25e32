import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Service } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const sharedIdentity = defineDiagnostic<{ service: string; other: string; account: string; callee: string }>({
  code: 'check/shared-identity',
  severity: 'error',
  message: ({ service, other, account, callee }) =>
    `\`${service}\` may call \`${callee}\` without saying so, because it runs as \`${account}\` like \`${other}\`, which does say so`,
  note: () => 'To the mesh an account is who somebody is. Give each service its own (the default), or let both declare the same calls.',
})

/** Services that the mesh can't tell apart, although they may not call the same. */
export const sharedIdentities: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none') return
    const byAccount = new Map<string, Service[]>()
    for (const service of Object.values(model.services)) {
      if (!service.inMesh) continue
      const key = `${service.namespace}/${service.account.name}`
      byAccount.set(key, [...(byAccount.get(key) ?? []), service])
    }
    for (const services of byAccount.values()) {
      if (services.length < 2) continue
      // Who calls what, once each, so that every pair is not compared with every other.
      const callers = new Map<string, Service>()
      for (const service of services)
        for (const { name, type } of service.calls) if (type !== 'external' && !callers.has(name)) callers.set(name, service)
      for (const service of services) {
        const declared = new Set(service.calls.map(({ name }) => name))
        const extra = [...callers].find(([callee, other]) => !declared.has(callee) && other !== service && callee !== service.name)
        if (extra === undefined) continue
        const [callee, other] = extra
        report(
          sharedIdentity,
          writtenAt(model, 'services', service.name, 'account', 'name') === undefined
            ? atKey(model, 'services', service.name)
            : at(model, 'services', service.name, 'account', 'name'),
          { service: service.name, other: other.name, account: service.account.name, callee },
          { related: [{ message: `\`${other.name}\` says so`, place: atKey(model, 'services', other.name, 'calls', callee) }] },
        )
      }
    }
  },
}
