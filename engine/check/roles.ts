import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

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
    'Whoever has it can make himself more: name the resources and verbs that are really needed, and the objects (`names`) of Secrets.',
})

const READING: readonly string[] = ['get', 'list', 'watch', '*']

/** Roles that allow nothing, or everything. */
export const roles: Rule = {
  model({ model, report }) {
    for (const [name, role] of Object.entries(model.access.roles))
      for (const [index, rule] of role.rules.entries()) {
        const path = ['access', 'roles', name, 'rules', index]
        const { resources = [], urls = [], verbs, groups, names = [] } = rule
        if (resources.length === 0 && urls.length === 0) report(roleEmpty, at(model, ...path), { role: name })
        if (urls.length > 0 && !role.cluster) report(urlsInRole, atKey(model, ...path, 'urls'), { role: name })
        for (const [key, values] of Object.entries({ resources, verbs, groups }))
          if (values.includes('*')) report(roleTooBroad, at(model, ...path, key), { role: name, what: `allows every one of \`${key}\`` })
        if (groups.includes('') && resources.includes('secrets') && names.length === 0 && verbs.some((verb) => READING.includes(verb)))
          report(roleTooBroad, at(model, ...path, 'resources'), { role: name, what: 'reads every Secret' })
        for (const verb of ['escalate', 'bind', 'impersonate'])
          if (verbs.includes(verb)) report(roleTooBroad, at(model, ...path, 'verbs'), { role: name, what: `may ${verb}` })
      }
  },
}
