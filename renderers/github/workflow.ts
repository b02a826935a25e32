import type { Model } from '../../engine/sdk.ts'
import { type Commands, channelsOf, commandsOf, tried, variableName } from '../_shared/pipeline/commands.ts'
import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { refsOf } from '../_shared/pipeline/reach.ts'
import { TOOLS } from '../_shared/pipeline/tools.ts'
import { ACTIONS, CHECKOUT } from './actions.ts'
import { expression, filterPattern, literal, reachesAny } from './expressions.ts'

/** The fields of a job that are used here. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
interface Job {
  readonly needs?: readonly string[]
  readonly if?: string
  readonly steps: readonly object[]
  readonly [field: string]: unknown
}

const RELEASE = { name: 'release', path: 'release.txt' }

/** The workflow of one service. A pull request is checked; what reaches a deployment is built, too. */
export function workflow(pipeline: Pipeline, model: Model, chosen: ChooseImage): object {
  const { service, deployments, checks, gate, retries } = pipeline
  const commands = commandsOf(pipeline, model)
  const image = (reference: string) => chosen(reference).reference
  const reached = reachesAny(deployments)
  const jobs: { [name: string]: object } = {}
  const job = (name: string, words: Job) => {
    jobs[name] = { 'runs-on': model.delivery.github.runner, 'timeout-minutes': Math.max(1, Math.ceil(pipeline.timeout / 60)), ...words }
  }

  const before: string[] = []
  for (const [name, command] of [
    ['unit-tests', checks.unit],
    ['lint', checks.lint],
  ] as const)
    if (command !== undefined && checks.image !== undefined) {
      before.push(name)
      job(name, { container: { image: checks.image }, steps: [CHECKOUT, run(commands.inSources(command))] })
    }
  if (checks.scan !== undefined) {
    before.push('scan')
    job('scan', { container: inside(image(TOOLS.trivy)), steps: [CHECKOUT, run(commands.scan(checks.scan))] })
  }
  if (gate !== undefined) {
    const everywhere = model.delivery.gate?.pullRequests === true
    job('gate', {
      needs: [...before],
      ...(everywhere ? {} : { if: expression(reached) }),
      container: inside(image(TOOLS.sonar)),
      steps: [
        { uses: ACTIONS.checkout, with: { 'persist-credentials': false, 'fetch-depth': 0 } },
        { ...run(commands.gate(gate)), env: { SONAR_TOKEN: secret(gate.credentials) } },
      ],
    })
    if (everywhere) before.push('gate')
  }
  const builder = model.delivery.builder === 'buildkit' ? [{ uses: ACTIONS.buildx }] : []
  const secrets = Object.fromEntries(pipeline.secrets.map(({ variable, credentials }) => [variable, secret(credentials)]))
  job('try-image', {
    needs: [...before],
    if: expression(`!(${reached})`),
    steps: [CHECKOUT, ...builder, { ...run(commands.image('try')), ...(pipeline.secrets.length === 0 ? {} : { env: secrets }) }],
  })
  if (deployments.length > 0)
    job('image', {
      needs: [...new Set([...before, ...(gate === undefined ? [] : ['gate'])])],
      if: expression(reached),
      steps: [
        CHECKOUT,
        ...builder,
        {
          ...run(tried(commands.image('push'), retries)),
          env: { ...secrets, ...registryEnv(model), TAG_NAME: expression("github.ref_type == 'tag' && github.ref_name || ''") },
        },
        { uses: ACTIONS.upload, with: { ...RELEASE, 'retention-days': 7 } },
      ],
    })
  deployments.forEach((deployment, index) => {
    job(`deploy-${deployment.environment}`, deployJob(deployment, deployments.slice(0, index), { pipeline, model, commands, image }))
  })
  notifyJobs(pipeline, model, commands, Object.keys(jobs), job)

  const { branches, tags } = refsOf(deployments)
  return {
    name: `Deliver ${service}`,
    on: {
      pull_request: {},
      // Every branch is checked; of the tags only those that are deployed.
      push: { branches: ['**'], ...(tags.length === 0 ? {} : { tags: tags.map(filterPattern) }) },
    },
    permissions: { contents: 'read' },
    concurrency: {
      group: `${service}-${expression('github.ref')}`,
      'cancel-in-progress': expression(branches.length + tags.length === 0 ? 'true' : `!(${reached})`),
    },
    defaults: { run: { shell: 'sh' } },
    jobs,
  }
}

interface Around {
  readonly pipeline: Pipeline
  readonly model: Model
  readonly commands: Commands
  readonly image: (reference: string) => string
}

/** One job for all that happens in one environment: whoever has to agree does so before it starts, as the environment of GitHub says. */
function deployJob(deployment: Deployment, before: readonly Deployment[], { pipeline, model, commands, image }: Around): Job {
  const { environment, url, from, acceptance, proves, kubeconfig } = deployment
  const registry = { env: registryEnv(model) }
  const needs = ['image', ...before.map((one) => `deploy-${one.environment}`)]
  // What this run does not reach is skipped, which keeps nobody from the next one.
  const fine = needs.map(
    (name) =>
      `${name === 'image' ? `needs.${name}.result == 'success'` : `needs.${name}.result != 'failure' && needs.${name}.result != 'cancelled'`}`,
  )
  return {
    needs,
    if: expression(`!cancelled() && ${fine.join(' && ')} && ${reachesAny([deployment])}`),
    environment: { name: environment, ...(url === undefined ? {} : { url }) },
    concurrency: { group: `${pipeline.platform}/${environment}/${pipeline.service}`, 'cancel-in-progress': false },
    steps: [
      CHECKOUT,
      { uses: ACTIONS.download, with: { name: RELEASE.name } },
      ...(from === undefined ? [] : [{ ...run(tried(commands.proven(from), pipeline.retries)), ...registry }]),
      {
        // The file of the cluster goes with the container.
        uses: `docker://${image(TOOLS.kubectl)}`,
        with: {
          entrypoint: '/bin/sh',
          args: `-c ${JSON.stringify(`umask 077 && printf '%s' "$CLUSTER" >/tmp/kubeconfig && KUBECONFIG=/tmp/kubeconfig ${commands.deploy(environment)}`)}`,
        },
        env: { CLUSTER: secret(kubeconfig) },
      },
      ...(acceptance === undefined
        ? []
        : [
            run(commands.accept(environment)),
            {
              if: expression('always()'),
              uses: ACTIONS.upload,
              with: { name: `robot-results-${environment}`, path: 'robot-results', 'retention-days': 7 },
            },
          ]),
      ...(proves ? [{ ...run(tried(commands.record(environment), pipeline.retries)), ...registry }] : []),
      {
        uses: ACTIONS.upload,
        with: { name: `release-${environment}`, path: `release-${environment}.yaml`, 'if-no-files-found': 'ignore', 'retention-days': 7 },
      },
    ],
  }
}

function notifyJobs(
  { deployments }: Pipeline,
  model: Model,
  commands: Commands,
  others: readonly string[],
  job: (name: string, words: Job) => void,
): void {
  const { notify } = model.delivery
  if (notify === undefined) return
  const env = {
    WHO: expression('github.actor'),
    WHAT: expression('github.event.head_commit.message'),
    WHERE: expression('github.ref_name'),
    LINK: expression("format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id)"),
    ...Object.fromEntries(channelsOf(model).map(({ variable, credentials }) => [variable, secret(credentials)])),
  }
  const deployed = deployments.map(({ environment }) => `needs.deploy-${environment}.result == 'success'`)
  for (const [event, how, condition] of [
    ['failure', 'failed', `always() && contains(needs.*.result, 'failure') && ${reachesAny(deployments)}`],
    ['success', 'is deployed', `always() && !contains(needs.*.result, 'failure') && (${deployed.join(' || ')})`],
  ] as const)
    if (notify.on.includes(event) && deployed.length > 0)
      job(`tell-${event}`, { needs: others, if: expression(condition), steps: [CHECKOUT, { ...run(commands.notify(how)), env }] })
}

function run(command: string): { readonly run: string } {
  return { run: literal(command) }
}

/** A container without the entry point of its image, which GitHub would keep. */
function inside(reference: string): object {
  return { image: reference, options: "--entrypoint ''" }
}

function secret(credentials: string, suffix = ''): string {
  return expression(`secrets.${variableName(credentials, suffix)}`)
}

function registryEnv({ delivery: { credentials } }: Model): object {
  return { REGISTRY_USER: secret(credentials.registry, '_user'), REGISTRY_PASSWORD: secret(credentials.registry, '_password') }
}
