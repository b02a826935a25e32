import { atKey, type Report } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { isDockerfileText } from '../_shared/quote/dockerfile.ts'
import { argumentLines, badArgumentName, secretArgument } from './diagnostics.ts'

/** The words that BuildKit's check SecretsUsedInArgOrEnv looks for. https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/ */
const SECRET = /(^|_)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)(_|$)/i
const PUBLIC = /(^|_)public(_|$)/i

/** Reports build arguments that the build can't use, or should not. Whether there were none. */
export function checkArguments({ service, build, model }: BuiltService, report: Report): boolean {
  const wrong = Object.entries(build.args).flatMap(([name, value]) => {
    const problem = problemOf(name, value)
    return problem === undefined ? [] : [{ name, problem }]
  })
  for (const { name, problem } of wrong)
    report(problem, atKey(model, 'services', service.name, 'build', 'args', name), { service: service.name, name })
  return wrong.length === 0
}

function problemOf(name: string, value: string): typeof badArgumentName | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return badArgumentName
  if (SECRET.test(name) && !PUBLIC.test(name)) return secretArgument
  return isDockerfileText(value) ? undefined : argumentLines
}
