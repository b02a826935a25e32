import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const noTestImage = defineDiagnostic<{ service: string; field: string }>({
  code: 'check/no-test-image',
  severity: 'error',
  message: ({ service, field }) =>
    `nobody knows what \`test.${field}\` of \`${service}\` runs in: with a Dockerfile of its own, platgen does not know what it is made with`,
  note: () => 'Say `test.image`, an image with the tools that the command needs.',
})

export const dockerInPod = defineDiagnostic<{ engine: string }>({
  code: 'check/docker-in-pod',
  severity: 'error',
  message: ({ engine }) => `${engine} works in pods, where there is no daemon of docker to build with`,
  note: () => 'Leave `builder` out, for a BuildKit beside the pipeline; or name machines that have docker (`delivery.jenkins.agent`).',
})

const NAMES = { jenkins: 'Jenkins', gitlab: 'GitLab CI', github: 'GitHub Actions', tekton: 'Tekton' } as const

/** What a step needs where it runs. */
export const pipelineTools: Rule = {
  platform({ models, report }) {
    const [model] = models
    if (model === undefined) return
    const { engines, jenkins, builder } = model.delivery
    const pods = engines.find(
      (engine) => engine === 'tekton' || engine === 'gitlab' || (engine === 'jenkins' && jenkins.agent === undefined),
    )
    if (builder === 'docker' && pods !== undefined) report(dockerInPod, at(model, 'delivery', 'builder'), { engine: NAMES[pods] })
    if (engines.every((engine) => engine === 'jenkins') && jenkins.agent !== undefined) return
    for (const [name, [first]] of builtEverywhere(models)) {
      if (first === undefined || first.service.test.image !== undefined || first.service.build?.stack !== 'dockerfile') continue
      const field = (['unit', 'lint'] as const).find((one) => first.service.test[one] !== undefined)
      if (field !== undefined) report(noTestImage, atKey(first.model, 'services', name, 'test', field), { service: name, field })
    }
  },
}
