import type { Model } from '../../engine/sdk.ts'
import { type Commands, channelsOf, commandsOf, variableName } from '../_shared/pipeline/commands.ts'
import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { TOOLS } from '../_shared/pipeline/tools.ts'
import { MERGE_REQUEST, type Rule, reaches, reachesAny, rules } from './rules.ts'
import { deployStage } from './stages.ts'

/** The fields of a job that are used here. https://docs.gitlab.com/ci/yaml/ */
interface Job {
  readonly stage: string
  readonly image: string | { readonly name: string; readonly entrypoint: readonly string[] }
  readonly script: readonly string[]
  readonly rules: readonly Rule[]
  readonly [field: string]: unknown
}

const BUILDKIT = 'buildkitd'
/** Runners pull the images of jobs with it, too. https://docs.gitlab.com/ci/docker/using_docker_images/#access-an-image-from-a-private-container-registry */
const DOCKER_LOGINS = 'DOCKER_AUTH_CONFIG'
const KEPT = '1 week'

/** The jobs of one service, by name. */
export function gitlabJobs(pipeline: Pipeline, model: Model, chosen: ChooseImage): { readonly [name: string]: Job } {
  const { service, deployments, retries } = pipeline
  const commands = commandsOf(pipeline, model)
  const image = (reference: string) => chosen(reference).reference
  const everyTime = { timeout: `${Math.ceil(pipeline.timeout)} seconds`, ...tags(model) }
  const patient = { ...everyTime, retry: { max: Math.min(retries, 2) } }
  const reached = reachesAny(deployments)
  const jobs: { [name: string]: Job } = {}
  const job = (name: string, words: Job) => {
    jobs[`${service} ${name}`] = words
  }
  const built = `${service} image`

  checkJobs(pipeline, commands, image, everyTime, job)
  if (pipeline.gate !== undefined)
    job('gate', {
      stage: 'gate',
      image: { name: image(TOOLS.sonar), entrypoint: [''] },
      variables: { GIT_DEPTH: '0', ...variable('SONAR_TOKEN', variableName(pipeline.gate.credentials)) },
      script: [commands.gate(pipeline.gate)],
      rules: model.delivery.gate?.pullRequests === true ? [{ when: 'on_success' }] : rules(reached),
      ...everyTime,
    })
  const builder = {
    stage: 'image',
    image: image(TOOLS.docker),
    services: [
      { name: image(TOOLS.buildkit), alias: BUILDKIT, command: ['--addr', 'tcp://0.0.0.0:1234', '--oci-worker-no-process-sandbox'] },
    ],
  }
  const daemon = {
    BUILDKIT_HOST: `tcp://${BUILDKIT}:1234`,
    ...Object.assign(
      {},
      ...pipeline.secrets.map((secret) => variable(secret.variable, secret.mirrors ? DOCKER_LOGINS : variableName(secret.credentials))),
    ),
  }
  job('try image', {
    ...builder,
    variables: daemon,
    script: [commands.image('try')],
    rules: [{ if: MERGE_REQUEST }, ...rules(reached, { when: 'never' }), { when: 'on_success' }],
    interruptible: true,
    ...everyTime,
  })
  if (reached.length === 0) return jobs
  job('image', {
    ...builder,
    variables: { ...daemon, ...registryVariables(model), TAG_NAME: '$CI_COMMIT_TAG' },
    script: [commands.image('push')],
    artifacts: { paths: ['release.txt'], expire_in: KEPT },
    rules: rules(reached),
    ...patient,
  })
  deployments.forEach((deployment, index) => {
    deployJobs(deployment, deployments.slice(0, index).at(-1), { pipeline, model, commands, image, patient, everyTime, built }, job)
  })
  notifyJobs(pipeline, model, commands, image, job)
  return jobs
}

type AddJob = (name: string, words: Job) => void

function checkJobs(
  { checks, context }: Pipeline,
  commands: Commands,
  image: (reference: string) => string,
  words: object,
  job: AddJob,
): void {
  const shared = { stage: 'check', rules: [{ when: 'on_success' as const }], interruptible: true, ...words }
  const below = (path: string) => (context === '.' ? path : `${context}/${path}`)
  for (const [name, command] of [
    ['unit tests', checks.unit],
    ['lint', checks.lint],
  ] as const)
    if (command !== undefined && checks.image !== undefined)
      job(name, {
        ...shared,
        image: checks.image,
        script: [commands.inSources(command)],
        ...(name === 'unit tests' && checks.reports !== undefined
          ? { artifacts: { when: 'always', reports: { junit: below(checks.reports) }, expire_in: KEPT } }
          : {}),
      })
  if (checks.scan !== undefined)
    job('scan', { ...shared, image: { name: image(TOOLS.trivy), entrypoint: [''] }, script: [commands.scan(checks.scan)] })
}

interface Around {
  readonly pipeline: Pipeline
  readonly model: Model
  readonly commands: Commands
  readonly image: (reference: string) => string
  readonly patient: object
  readonly everyTime: object
  readonly built: string
}

function deployJobs(deployment: Deployment, before: Deployment | undefined, around: Around, job: AddJob): void {
  const { pipeline, model, commands, image, patient, everyTime, built } = around
  const { service, platform } = pipeline
  const { environment, approval, url, production } = deployment
  const stage = deployStage(environment)
  const conditions = reaches(deployment)
  const last = (one: Deployment) =>
    `${service} ${one.proves ? 'note' : one.acceptance === undefined ? 'deploy' : 'accept'} ${one.environment}`
  const needs = [{ job: built }, ...(before === undefined ? [] : [{ job: last(before), optional: true }])]
  const docker = { stage, image: image(TOOLS.docker), variables: registryVariables(model), ...patient }
  if (deployment.from !== undefined)
    job(`look for ${deployment.from} before ${environment}`, {
      ...docker,
      script: [commands.proven(deployment.from)],
      rules: rules(conditions),
      needs,
    })
  job(`deploy ${environment}`, {
    stage,
    image: { name: image(TOOLS.kubectl), entrypoint: [''] },
    variables: variable('KUBECONFIG', variableName(deployment.kubeconfig)),
    script: [commands.deploy(environment)],
    environment: {
      name: environment,
      ...(url === undefined ? {} : { url: url.replaceAll('$', '$$$$') }),
      deployment_tier: production ? 'production' : 'staging',
    },
    resource_group: `${platform}/${environment}/${service}`,
    artifacts: { paths: [`release-${environment}.yaml`], expire_in: KEPT },
    rules: rules(conditions, approval === undefined ? {} : { when: 'manual', allow_failure: false }),
    needs: [...needs, ...(deployment.from === undefined ? [] : [{ job: `${service} look for ${deployment.from} before ${environment}` }])],
    ...everyTime,
  })
  const deployed = [{ job: built }, { job: `${service} deploy ${environment}` }]
  if (deployment.acceptance !== undefined)
    job(`accept ${environment}`, {
      stage,
      image: image(TOOLS.robot),
      script: [commands.accept(environment)],
      artifacts: { when: 'always', paths: ['robot-results'], reports: { junit: 'robot-results/xunit.xml' }, expire_in: KEPT },
      rules: rules(conditions),
      needs: deployed,
      ...everyTime,
    })
  if (deployment.proves)
    job(`note ${environment}`, {
      ...docker,
      script: [commands.record(environment)],
      rules: rules(conditions),
      needs: [...deployed, ...(deployment.acceptance === undefined ? [] : [{ job: `${service} accept ${environment}` }])],
    })
}

function notifyJobs({ deployments }: Pipeline, model: Model, commands: Commands, image: (reference: string) => string, job: AddJob): void {
  const { notify } = model.delivery
  if (notify === undefined) return
  const variables = {
    WHO: '$GITLAB_USER_NAME',
    WHAT: '$CI_COMMIT_SHORT_SHA $CI_COMMIT_TITLE',
    WHERE: '$CI_COMMIT_REF_NAME',
    LINK: '$CI_PIPELINE_URL',
    ...Object.assign({}, ...channelsOf(model).map((channel) => variable(channel.variable, variableName(channel.credentials)))),
  }
  for (const [event, how, when] of [
    ['failure', 'failed', 'on_failure'],
    ['success', 'is deployed', 'on_success'],
  ] as const)
    if (notify.on.includes(event))
      job(`tell ${event}`, {
        stage: '.post',
        image: { name: image(TOOLS.kubectl), entrypoint: [''] },
        variables,
        script: [`BEGAN=$(date -d "$CI_PIPELINE_CREATED_AT" +%s || true)\nexport BEGAN\n${commands.notify(how)}`],
        rules: rules(reachesAny(deployments), { when }),
        ...tags(model),
      })
}

function tags({ delivery: { gitlab } }: Model): object {
  return gitlab.tags.length === 0 ? {} : { tags: gitlab.tags }
}

function registryVariables({ delivery: { credentials } }: Model): { readonly [name: string]: string } {
  return {
    ...variable('REGISTRY_USER', variableName(credentials.registry, '_user')),
    ...variable('REGISTRY_PASSWORD', variableName(credentials.registry, '_password')),
  }
}

/** A variable of the project under the name that a script reads; nothing where both are the same. */
function variable(name: string, from: string): { readonly [name: string]: string } {
  return name === from ? {} : { [name]: `$${from}` }
}
