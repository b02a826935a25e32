import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { groovyString } from '../_shared/quote/groovy.ts'

/** The Jenkinsfile of one service: a sentence over the shared library. Texts are literals of Groovy. */
export interface JenkinsfileView {
  readonly library: string
  readonly service: string
  /** `.test('services/orders', unit: 'mvn test')` and so on, in the order in which they are done. */
  readonly calls: readonly string[]
}

/** The sentence about a service. */
export function jenkinsfileView(pipeline: Pipeline, library: { readonly name: string; readonly version: string }): JenkinsfileView {
  const { service, context, checks, gate, secrets, deployments } = pipeline
  const folder = groovyString(context)
  const commands = { image: checks.image, unit: checks.unit?.trimEnd(), lint: checks.lint?.trimEnd(), reports: checks.reports }
  return {
    library: libraryOf(library),
    service: groovyString(service),
    calls: [
      ...(checks.unit === undefined && checks.lint === undefined ? [] : [call('test', folder, texts(commands))]),
      ...(checks.scan === undefined ? [] : [call('scan', folder)]),
      ...(gate === undefined ? [] : [call('gate', groovyString(gate.key))]),
      call('image', undefined, texts(Object.fromEntries(secrets.map(({ variable, credentials }) => [variable, credentials])))),
      ...deployments.map((deployment) => call('deploy', groovyString(deployment.environment), deploymentWords(deployment))),
    ],
  }
}

/** The library, as a Jenkinsfile asks for it. */
export function libraryOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return groovyString(`${name}@${version}`)
}

type Words = readonly (readonly [name: string, value: string])[]

function deploymentWords({ reach, approval, from, proves, acceptance, kubeconfig }: Deployment): Words {
  return [
    ...texts({ branch: reach.branch, tag: reach.tag, from }),
    ...(approval === undefined
      ? []
      : ([['approval', `[by: ${groovyString(approval.by.join(','))}, seconds: ${approval.seconds}]`]] satisfies Words)),
    ...(proves ? ([['proves', 'true']] satisfies Words) : []),
    ...(acceptance === undefined ? [] : ([['acceptance', 'true']] satisfies Words)),
    ...texts({ kubeconfig }),
  ]
}

/** The words that are said. */
function texts(words: { readonly [name: string]: string | undefined }): Words {
  return Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, groovyString(value)] as const]))
}

function call(name: string, first?: string, words: Words = []): string {
  const all = [...(first === undefined ? [] : [first]), ...words.map(([word, value]) => `${word}: ${value}`)]
  return `.${name}(${all.join(', ')})`
}
