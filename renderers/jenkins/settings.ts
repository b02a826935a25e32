import { durationSeconds, type Model } from '../../engine/sdk.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { groovyString } from '../_shared/quote/groovy.ts'
import { shellWord, shellWords } from '../_shared/quote/shell.ts'

/** What the shared library knows of the whole platform. Texts are literals of Groovy. */
export interface SettingsView {
  readonly platform: string
  /** Label of machines that stand ready; an empty text where every run gets pods. */
  readonly agent: string
  readonly keep: string
  readonly timeout: number
  readonly tries: number
  readonly commands: {
    readonly image: string
    readonly deploy: string
    readonly accept: string
    readonly scan: string
    readonly sonar: string
  }
  readonly maven: string
  readonly registry: string
  readonly sonar: { readonly server: string; readonly credentials: string; readonly timeout: number; readonly everywhere: 'true' | 'false' }
}

/** The settings; `first` is any environment, since delivery is one for all. */
export function settingsView({ platform, delivery }: Model, pipelines: readonly Pipeline[]): SettingsView {
  const { output, jenkins, credentials } = delivery
  const script = (name: string) => groovyString(`sh ${shellWord(`${output}/delivery/${name}`)}`)
  const scan = pipelines.find(({ checks }) => checks.scan !== undefined)?.checks.scan
  const gate = pipelines.find((pipeline) => pipeline.gate !== undefined)?.gate
  return {
    platform: groovyString(platform.name),
    agent: groovyString(jenkins.agent === undefined ? '' : jenkins.agent),
    keep: groovyString(String(jenkins.keep)),
    timeout: Math.ceil(durationSeconds(delivery.timeout)),
    tries: delivery.retries + 1,
    commands: {
      image: script('image.sh'),
      deploy: script('deploy.sh'),
      accept: script('accept.sh'),
      scan: groovyString(scan === undefined ? '' : `trivy fs ${shellWords([...scan, '.'])}`),
      sonar: groovyString(gate === undefined ? '' : `sonar-scanner -Dproject.settings=${shellWord(`${output}/sonar`)}`),
    },
    maven: groovyString(delivery.maven === undefined ? '' : `${output}/delivery/settings.xml`),
    registry: groovyString(credentials.registry),
    sonar: {
      server: groovyString(gate === undefined ? '' : gate.server),
      credentials: groovyString(gate === undefined ? '' : gate.credentials),
      timeout: gate === undefined ? 0 : Math.ceil(gate.timeout),
      everywhere: delivery.gate?.pullRequests === true ? 'true' : 'false',
    },
  }
}
