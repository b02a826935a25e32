import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'
import { unusedWaiver } from './unused.ts'

export const roleEmpty = defineDiagnostic<{ role: string }>({
  code: 'check/role-rule-empty',
  severity: 'error',
  message: ({ role }) => `a rule of role \`${role}\` names neither resources nor urls`,
})

export const urlsInRole = defineDiagnostic<{ role: string }>({
  code: 'check/urls-in-role',
  severity: 'error',
  message: ({ role }) => `role \`${role}\` names paths of the API server, which only a cluster role can`,
  note: () => 'Say `cluster: true`.',
})

export const roleTooBroad = defineDiagnostic<{ role: string; what: string }>({
  code: 'check/broad-role',
  severity: 'error',
  message: ({ role, what }) => `role \`${role}\` ${what}`,
  note: () =>
    'Whoever has it can make himself more: name the resources and verbs that are really needed, and the objects (`names`) of Secrets. Or say why under `waivers: {broad: …}` of the role.',
})

const READING: readonly string[] = ['get', 'list', 'watch', '*']

type Role = Model['access']['roles'][string]

/** Roles that allow nothing, or everything. */
export const roles: Rule = {
  model({ model, report }) {
    for (const [name, role] of Object.entries(model.access.roles)) {
      for (const [index, { resources = [], urls = [] }] of role.rules.entries()) {
        const path = ['access', 'roles', name, 'rules', index]
        if (resources.length === 0 && urls.length === 0) report(roleEmpty, at(model, ...path), { role: name })
        if (urls.length > 0 && !role.cluster) report(urlsInRole, atKey(model, ...path, 'urls'), { role: name })
      }
      const powers = powersOf(role)
      if (role.waivers.broad === undefined)
        for (const { index, key, what } of powers)
          report(roleTooBroad, at(model, 'access', 'roles', name, 'rules', index, key), { role: name, what })
      else if (powers.length === 0)
        report(unusedWaiver, atKey(model, 'access', 'roles', name, 'waivers', 'broad'), { owner: name, waiver: 'broad' })
    }
  },
}

/** What makes whoever has a role powerful: the rule, the word of it, and what that means. */
function powersOf({ rules }: Role): readonly { readonly index: number; readonly key: string; readonly what: string }[] {
  return rules.flatMap(({ resources = [], verbs, groups, names = [] }, index) => {
    const everySecret =
      groups.includes('') && resources.includes('secrets') && names.length === 0 && verbs.some((verb) => READING.includes(verb))
    return [
      ...Object.entries({ resources, verbs, groups })
        .filter(([, values]) => values.includes('*'))
        .map(([key]) => ({ index, key, what: `allows every one of \`${key}\`` })),
      ...(everySecret ? [{ index, key: 'resources', what: 'reads every Secret' }] : []),
      ...['escalate', 'bind', 'impersonate']
        .filter((verb) => verbs.includes(verb))
        .map((verb) => ({ index, key: 'verbs', what: `may ${verb}` })),
    ]
  })
}
