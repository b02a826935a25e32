import type { ResolvedTest } from '../../../schema/generated/resolved.ts'
import type { Build, Test } from '../model.ts'

/** The tests of a service, with what follows from its stack and from where it runs. */
export function deriveTest(
  { image, reports, sonar, acceptance, ...test }: ResolvedTest,
  where: { readonly platform: string; readonly service: string; readonly environment: string; readonly build: Build | undefined },
): Test {
  const { platform, service, environment, build } = where
  return {
    ...test,
    image,
    reports: reports ?? (build !== undefined && test.unit !== undefined ? reportsOf(build) : undefined),
    sonar: { ...sonar, key: sonar.key ?? `${platform}-${service}` },
    acceptance: acceptance?.in.includes(environment) === true ? { suite: acceptance.suite } : undefined,
  }
}

/** Where the tools of a stack leave reports by themselves. */
function reportsOf(build: Build): string | undefined {
  if (build.stack !== 'spring-boot' && build.stack !== 'java') return undefined
  return build.tool === 'gradle' ? 'build/test-results/test/*.xml' : 'target/surefire-reports/*.xml'
}
