import { durationSeconds, type Model } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { dockerfilePath } from '../_shared/dockerfile-path.ts'
import { COMPONENT, NAME } from '../_shared/labels.ts'
import { groovyLines, groovyString } from '../_shared/quote/groovy.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import { type DeploymentView, deploymentViews, manifestPath } from './deployment.ts'
import type { JenkinsOptions } from './options.ts'
import { type Time, timeOf } from './time.ts'

/** The pipeline of one service. Texts are literals of Groovy, unless they say otherwise. */
export interface PipelineView {
  readonly agent: string
  readonly keep: string
  /** Of the whole run, the waiting for approvals included. */
  readonly longest: Time
  /** Of a stage that works. */
  readonly working: Time
  readonly image: string
  readonly registry: string
  readonly registryCredentials: string
  readonly context: string
  readonly unitTests: string | undefined
  /** Words of a shell command within a literal of several lines: the Dockerfile, the arguments that it does not hold itself, and the context. */
  readonly build: string
  /** Files that the deployments need. */
  readonly kept: string
  /** Lines of conditions of `when`, one of which holds when any environment is reached. */
  readonly ways: readonly (readonly string[])[]
  readonly deployments: readonly DeploymentView[]
  /** The name, as it is. */
  readonly service: string
  /** Whether the image that was built is put into the manifest; a service with versions names the image of each itself. */
  readonly pinned: boolean
  /** Selects the Jobs that have to succeed; undefined when there are none. */
  readonly jobs: string | undefined
  /** Whether a Job has to succeed before the workloads are touched. */
  readonly migrates: boolean
  /** Whether there is a roll-out to watch. */
  readonly watched: boolean
  /** How long a roll-out is watched, in seconds. */
  readonly patience: number
}

/** Left of a stage's time to go back to what was there before. */
const GOING_BACK_SECONDS = 120

/** The view of a Jenkinsfile. Every decision is made here and in `deployment.ts`. */
export function pipelineView(
  built: BuiltService,
  jenkins: NonNullable<Model['delivery']['jenkins']>,
  { output }: JenkinsOptions,
): PipelineView {
  const { service, build, everywhere } = built
  const working = durationSeconds(jenkins.timeout)
  const deployments = deploymentViews(built, jenkins, output)
  const waiting = deployments.reduce((sum, { approval }) => sum + (approval === undefined ? 0 : approval.seconds), 0)
  const services = everywhere.map((one) => one.service)
  const migrates = services.some(({ migrate }) => migrate !== undefined)
  const own = services.some(({ kind }) => kind === 'Job')
  return {
    agent: groovyString(jenkins.agent),
    keep: groovyString(String(jenkins.keep)),
    longest: timeOf(working + waiting),
    working: timeOf(working),
    image: groovyString(`${service.image.registry}/${service.image.repository}`),
    registry: groovyString(service.image.registry),
    registryCredentials: groovyString(jenkins.credentials.registry),
    context: groovyString(build.context),
    unitTests: service.test.unit === undefined ? undefined : command(service.test.unit),
    build: [
      `--file ${word(dockerfilePath(service.name, build, output))}`,
      ...(build.stack === 'dockerfile' ? Object.entries(build.args).map(([name, value]) => `--build-arg ${word(`${name}=${value}`)}`) : []),
      word(build.context),
    ].join(' '),
    kept: groovyString(['release.txt', ...everywhere.map(({ model }) => manifestPath(output, model, service.name))].join(',')),
    ways: deployments
      .flatMap(({ ways }) => ways)
      .filter((way, index, all) => all.findIndex((other) => other.join() === way.join()) === index),
    deployments,
    service: service.name,
    pinned: services.every(({ versions }) => versions.every(({ name }) => name === undefined)),
    jobs: jobSelector(service.name, migrates, own),
    migrates,
    watched: deployments.some(({ watched }) => watched),
    patience: Math.max(GOING_BACK_SECONDS, working - GOING_BACK_SECONDS),
  }
}

/** By their labels. Those that a CronJob starts are none of the pipeline's business. */
function jobSelector(service: string, migrates: boolean, own: boolean): string | undefined {
  const components = [...(migrates ? ['migration'] : []), ...(own ? ['job'] : [])]
  return components.length === 0 ? undefined : groovyString(`${NAME}=${service},${COMPONENT} in (${components.join(',')})`)
}

/** A word for the shell within a literal of several lines. */
function word(text: string): string {
  return groovyLines(shellWord(text))
}

function command(text: string): string {
  return text.trimEnd().includes('\n') ? `'''${groovyLines(text)}'''` : groovyString(text.trimEnd())
}
