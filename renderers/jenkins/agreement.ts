import { at, type Report, type Service } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { badCommand, environmentsDiffer } from './diagnostics.ts'

/** Constants of the JVM have 16 bits for their length. */
const LONGEST_COMMAND = 60_000

/** Reports what one pipeline can't do for all environments. Whether there was nothing. */
export function agree({ service, model, everywhere }: BuiltService, report: Report): boolean {
  let fine = true
  const problem = service.test.unit === undefined ? undefined : commandProblem(service.test.unit)
  if (problem !== undefined) {
    fine = false
    report(badCommand, at(model, 'services', service.name, 'test', 'unit'), { service: service.name, reason: problem })
  }
  for (const other of everywhere.slice(1))
    for (const { field, path, value } of FACTS) {
      const [here, there] = [value(service), value(other.service)]
      if (here === there) continue
      fine = false
      const whole = path(service.name)
      report(
        environmentsDiffer,
        at(other.model, ...whole),
        { service: service.name, field, environments: [model.environment.name, other.model.environment.name], values: [here, there] },
        { related: [{ message: `what \`${model.environment.name}\` says`, place: at(model, ...whole) }] },
      )
    }
  return fine
}

interface Fact {
  readonly field: string
  readonly path: (service: string) => readonly string[]
  readonly value: (service: Service) => string
}

const FACTS: readonly Fact[] = [
  {
    field: '`registry`',
    path: () => ['registry'],
    value: ({ image }) => `\`${image.registry}\``,
  },
  {
    field: 'image',
    path: (name) => ['services', name, 'image', 'repository'],
    value: ({ image }) => `\`${image.repository}\``,
  },
  {
    field: '`test.unit`',
    path: (name) => ['services', name, 'test', 'unit'],
    value: ({ test }) => (test.unit === undefined ? 'not there' : `\`${test.unit}\``),
  },
  {
    field: '`build.context`',
    path: (name) => ['services', name, 'build', 'context'],
    value: ({ build }) => `\`${build?.context}\``,
  },
]

function commandProblem(command: string): string | undefined {
  if (command.includes('\0')) return 'has a NUL character'
  return command.length > LONGEST_COMMAND ? `has ${command.length} characters, and ${LONGEST_COMMAND} are the most` : undefined
}
