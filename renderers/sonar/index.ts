import { defineRenderer, text } from '../../engine/sdk.ts'
import { type BuiltService, builtServices } from '../_shared/built-services.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { propertiesValue } from '../_shared/quote/properties.ts'

export default defineRenderer({
  name: 'sonar',
  summary: 'A sonar-project.properties for every service whose sources SonarQube looks at.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image }) {
    const [first] = models
    if (first === undefined || first.delivery.engines.length === 0) return
    const built = new Map(builtServices(models).map((one) => [one.service.name, one]))
    for (const { service, gate, context } of pipelinesOf(models, image)) {
      const one = built.get(service)
      if (gate === undefined || one === undefined) continue
      const properties: readonly (readonly [name: string, value: string])[] = [
        ['sonar.host.url', gate.url],
        ['sonar.projectKey', gate.key],
        ['sonar.projectName', `${first.platform.name} ${service}`],
        ['sonar.projectBaseDir', context],
        ['sonar.sources', '.'],
        ['sonar.sourceEncoding', 'UTF-8'],
        ...ofStack(one),
      ]
      const lines = properties.map(([name, value]) => `${name}=${propertiesValue(value)}\n`)
      yield text(`${service}/sonar-project.properties`, lines.join(''), '#')
    }
  },
})

/** What follows from the stack, and what the user leaves out. https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/languages/overview/ */
function ofStack({ service: { test }, build }: BuiltService): readonly (readonly [string, string])[] {
  const exclusions = [...GENERATED, ...test.sonar.exclude]
  const stack = (() => {
    switch (build.stack) {
      // Where there are no classes, the analysis of Java sees less; without a folder it would end with an error.
      case 'spring-boot':
      case 'java':
        return [
          ['sonar.java.binaries', test.unit === undefined ? '.' : build.tool === 'gradle' ? 'build/classes' : 'target/classes'] as const,
        ]
      case 'django':
      case 'fastapi':
        return [['sonar.python.version', build.version] as const]
      default:
        return []
    }
  })()
  return [...stack, ['sonar.exclusions', exclusions.join(',')]]
}

/** What is downloaded or made. */
const GENERATED = ['**/node_modules/**', '**/target/**', '**/dist/**', '**/.venv/**', '**/vendor/**']
