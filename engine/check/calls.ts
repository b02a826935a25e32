import type { WrittenPlatform } from '../../schema/generated/written.ts'
import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { parseTemplate } from '../resolve/interpolate.ts'
import { atKey } from '../resolve/origin.ts'
import { toPointer } from '../source/pointer.ts'
import type { Rule } from './check.ts'

export const undeclaredCall = defineDiagnostic<{ service: string; callee: string; reference: string }>({
  code: 'check/undeclared-call',
  severity: 'error',
  message: ({ service, callee, reference }) =>
    `\`${service}\` is told where \`${callee}\` is (\`\${${reference}}\`), but does not declare that it calls it`,
  note: ({ callee }) => `A call that is not declared is denied by the NetworkPolicy. Add \`${callee}\` to \`calls\`.`,
})

export const calleeDisabled = defineDiagnostic<{ service: string; callee: string; environment: string }>({
  code: 'check/callee-not-here',
  severity: 'error',
  message: ({ service, callee, environment }) => `\`${service}\` calls \`${callee}\`, which is not enabled in \`${environment}\``,
})

/** Calls against what is enabled, and against the addresses that services are given. */
export const calls: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      for (const name of service.declaredCalls)
        if (!Object.hasOwn(model.services, name) && !Object.hasOwn(model.stores, name) && !Object.hasOwn(model.externals, name))
          report(calleeDisabled, atKey(model, 'services', service.name, 'calls', name), {
            service: service.name,
            callee: name,
            environment: model.environment.name,
          })
    }
  },
  platform({ platform, report }) {
    for (const [name, service] of Object.entries(platform.services ?? {})) {
      const declared = new Set(Object.keys(service.calls ?? {}))
      for (const overlay of Object.values(service.environments ?? {}))
        for (const callee of Object.keys(overlay?.calls ?? {})) declared.add(callee)
      for (const { path, text } of texts(name, service))
        for (const part of parseTemplate(text) ?? []) {
          if (!('reference' in part)) continue
          const [section, callee] = part.reference.split('.')
          if (
            callee === undefined ||
            callee === name ||
            !['services', 'stores', 'externals'].includes(section ?? '') ||
            declared.has(callee)
          )
            continue
          if (!known(platform, section as 'services', callee)) continue
          report(
            undeclaredCall,
            { pointer: toPointer(path), on: 'value' },
            { service: name, callee, reference: part.reference },
            {
              fixes: [
                {
                  message: `declare that \`${name}\` calls \`${callee}\``,
                  changes: [{ add: { to: toPointer(['services', name, 'calls']), key: callee, value: '{}' } }],
                },
              ],
            },
          )
        }
    }
  },
}

type WrittenService = NonNullable<WrittenPlatform['services']>[string]

function known(platform: WrittenPlatform, section: 'services' | 'stores' | 'externals', name: string): boolean {
  return Object.hasOwn(platform[section] ?? {}, name)
}

/** Every text that the service's containers are given. */
function* texts(name: string, service: WrittenService): Iterable<{ readonly path: readonly (string | number)[]; readonly text: string }> {
  for (const [base, part] of [
    [['services', name], service] as const,
    ...Object.entries(service.environments ?? {}).map(
      ([environment, overlay]) => [['services', name, 'environments', environment], overlay] as const,
    ),
  ]) {
    for (const [key, env] of Object.entries(part?.env ?? {}))
      if (typeof env?.value === 'string') yield { path: [...base, 'env', key], text: env.value }
    for (const [path, file] of Object.entries(part?.files ?? {}))
      if (typeof file?.text === 'string') yield { path: [...base, 'files', path], text: file.text }
    for (const word of ['command', 'args'] as const)
      for (const [index, text] of (part?.[word] ?? []).entries()) yield { path: [...base, word, index], text }
  }
}
