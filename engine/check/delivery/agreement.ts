import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Service } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const pipelineDiffers = defineDiagnostic<{
  service: string
  field: string
  environments: readonly [string, string]
  values: readonly [string, string]
}>({
  code: 'check/pipeline-differs',
  severity: 'error',
  message: ({ service, field, environments, values }) =>
    `the pipeline of \`${service}\` does this once for all environments, but its ${field} is ${values[0]} in \`${environments[0]}\` and ${values[1]} in \`${environments[1]}\``,
  note: () => 'What was tested and pushed once is what every environment gets.',
})

export const badCommand = defineDiagnostic<{ service: string; field: string; reason: string }>({
  code: 'check/bad-command',
  severity: 'error',
  message: ({ service, field, reason }) => `no pipeline can run \`test.${field}\` of \`${service}\`: the command ${reason}`,
})

/** Constants of the JVM have 16 bits for their length, and a word of Linux' programs 17. */
const LONGEST_COMMAND = 60_000

interface Fact {
  readonly field: string
  readonly path: readonly string[]
  readonly value: (service: Service) => string | undefined
}

const FACTS: readonly Fact[] = [
  { field: '`registry`', path: [], value: ({ image }) => image.registry },
  { field: 'image', path: ['image', 'repository'], value: ({ image }) => image.repository },
  { field: '`build.context`', path: ['build', 'context'], value: ({ build }) => build?.context },
  { field: '`test.unit`', path: ['test', 'unit'], value: ({ test }) => test.unit },
  { field: '`test.lint`', path: ['test', 'lint'], value: ({ test }) => test.lint },
  { field: '`test.image`', path: ['test', 'image'], value: ({ test }) => test.image },
  { field: '`test.reports`', path: ['test', 'reports'], value: ({ test }) => test.reports },
  { field: '`test.sonar.key`', path: ['test', 'sonar', 'key'], value: ({ test }) => test.sonar.key },
  { field: '`test.sonar.enabled`', path: ['test', 'sonar', 'enabled'], value: ({ test }) => String(test.sonar.enabled) },
  { field: '`test.sonar.exclude`', path: ['test', 'sonar', 'exclude'], value: ({ test }) => test.sonar.exclude.join(', ') },
]

/** What one pipeline can't do for all environments, or not at all. */
export const agreement: Rule = {
  platform({ models, report }) {
    for (const [name, everywhere] of builtEverywhere(models)) {
      const [first, ...others] = everywhere
      if (first === undefined) continue
      for (const field of ['unit', 'lint'] as const) {
        const reason = commandProblem(first.service.test[field])
        if (reason !== undefined) report(badCommand, at(first.model, 'services', name, 'test', field), { service: name, field, reason })
      }
      for (const other of others)
        for (const { field, path, value } of FACTS) {
          const [here, there] = [value(first.service), value(other.service)]
          if (here === there) continue
          const whole = path.length === 0 ? ['registry'] : ['services', name, ...path]
          const environments = [first.model.environment.name, other.model.environment.name] as const
          report(
            pipelineDiffers,
            at(other.model, ...whole),
            { service: name, field, environments, values: [said(here), said(there)] },
            { related: [{ message: `what \`${environments[0]}\` says`, place: at(first.model, ...whole) }] },
          )
        }
    }
  },
}

function said(value: string | undefined): string {
  return value === undefined || value === '' ? 'not there' : `\`${value}\``
}

function commandProblem(command: string | undefined): string | undefined {
  if (command === undefined) return undefined
  if (command.includes('\0')) return 'has a NUL character'
  return command.length > LONGEST_COMMAND ? `has ${command.length} characters, and ${LONGEST_COMMAND} are the most` : undefined
}
