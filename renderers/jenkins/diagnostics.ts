import { defineDiagnostic } from '../../engine/sdk.ts'

export const nothingDeploys = defineDiagnostic({
  code: 'jenkins/nothing-deploys',
  severity: 'warning',
  message: () => 'the pipelines test and build, but deploy nowhere: no environment says by which `branch` or `tag` it is reached',
  note: () => 'Say `branch: main` or `tag: "v*"` in an environment.',
})

export const environmentsDiffer = defineDiagnostic<{
  service: string
  field: string
  environments: readonly [string, string]
  values: readonly [string, string]
}>({
  code: 'jenkins/environments-differ',
  severity: 'error',
  message: ({ service, field, environments, values }) =>
    `the pipeline of \`${service}\` does this once for all environments, but its ${field} is ${values[0]} in \`${environments[0]}\` and ${values[1]} in \`${environments[1]}\``,
  note: () => 'What was tested and pushed once is what every environment gets.',
})

export const badCommand = defineDiagnostic<{ service: string; reason: string }>({
  code: 'jenkins/bad-command',
  severity: 'error',
  message: ({ service, reason }) => `Jenkins can't run the unit tests of \`${service}\`: the command ${reason}`,
})
