import type { Model } from '../../engine/sdk.ts'
import { commandsOf } from '../_shared/pipeline/commands.ts'
import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { TOOLS } from '../_shared/pipeline/tools.ts'
import { checkout } from './checkout.ts'
import { finallyTasks } from './finally.ts'
import { objectMeta } from './metadata.ts'
import { PARAMS } from './params.ts'
import { reachScript } from './reach.ts'
import { AT_WORK, credentials, type PipelineTask, registry, SOURCES, secretEnv, step, task, USER } from './task.ts'

/** The pipeline of one service. https://tekton.dev/docs/pipelines/pipelines/ */
export function tektonPipeline(pipeline: Pipeline, model: Model, chosen: ChooseImage): object {
  const { service, platform, checks, gate, deployments, retries } = pipeline
  const commands = commandsOf(pipeline, model)
  const image = (reference: string) => chosen(reference).reference
  const tasks: PipelineTask[] = []
  const patient = { retries }

  tasks.push(
    checkout(retries, chosen),
    task(
      'reach',
      [],
      [
        step('reach', image(TOOLS.kubectl), reachScript(deployments), [
          { name: 'REF', value: '$(params.ref)' },
          { name: 'REF_TYPE', value: '$(params.ref-type)' },
        ]),
      ],
      {
        params: ['ref', 'ref-type'],
        results: ['any', ...deployments.map(({ environment }) => environment)],
      },
    ),
  )
  const before: string[] = []
  const check = (name: string, from: string, script: string, env: readonly object[] = []) => {
    before.push(name)
    tasks.push(task(name, ['checkout'], [step(name, from, script, env)]))
  }
  for (const [name, command] of [
    ['unit-tests', checks.unit],
    ['lint', checks.lint],
  ] as const)
    if (command !== undefined && checks.image !== undefined) check(name, checks.image, commands.inSources(command))
  if (checks.scan !== undefined) check('scan', image(TOOLS.trivy), commands.scan(checks.scan))
  if (gate !== undefined) {
    const everywhere = model.delivery.gate?.pullRequests === true
    tasks.push(
      task(
        'gate',
        [...before, 'checkout'],
        [step('gate', image(TOOLS.sonar), commands.gate(gate), [secretEnv('SONAR_TOKEN', gate.credentials, 'token')])],
        {
          ...(everywhere ? {} : { when: 'any' }),
        },
      ),
    )
  }
  const ready = [...before, ...(gate === undefined ? ['checkout'] : ['gate'])]
  const builder = { sidecars: [buildkit(image(TOOLS.buildkit))] }
  const docker = image(TOOLS.docker)
  const daemon = [
    { name: 'BUILDKIT_HOST', value: 'tcp://127.0.0.1:1234' },
    ...pipeline.secrets.map(({ variable, credentials: name, mirrors }) =>
      secretEnv(variable, name, mirrors ? '.dockerconfigjson' : 'secret'),
    ),
  ]
  tasks.push(
    task('try-image', [...before, 'checkout'], [step('try', docker, commands.image('try'), daemon)], { ...builder, whenNot: 'any' }),
  )
  if (deployments.length > 0)
    tasks.push(
      task(
        'image',
        ready,
        [
          step('push', docker, `if [ "$REF_TYPE" = tag ]; then TAG_NAME=$REF; export TAG_NAME; fi\n${commands.image('push')}`, [
            ...daemon,
            { name: 'REF', value: '$(params.ref)' },
            { name: 'REF_TYPE', value: '$(params.ref-type)' },
            ...registry(model),
          ]),
        ],
        { ...builder, ...patient, params: ['ref', 'ref-type'], when: 'any' },
      ),
    )
  let last = 'image'
  for (const deployment of deployments) {
    tasks.push(deployTask(deployment, last))
    last = `deploy-${deployment.environment}`
  }
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: objectMeta(`${platform}-${service}`, model),
    spec: {
      description: `Delivers ${service}: checks every commit, builds what reaches an environment once, and deploys it by its digest.`,
      params: PARAMS,
      workspaces: [{ name: SOURCES, description: 'The sources, and what the tasks leave for one another.' }],
      tasks,
      ...finallyTasks(pipeline, model, image(TOOLS.kubectl)),
    },
  }

  /** What an environment follows is skipped when a run does not reach it; then the next one goes on. */
  function deployTask({ environment, from, proves, acceptance, kubeconfig }: Deployment, after: string): PipelineTask {
    const steps = [
      ...(from === undefined ? [] : [step('proven', docker, commands.proven(from), registry(model))]),
      step(
        'deploy',
        image(TOOLS.kubectl),
        commands.deploy(environment),
        [{ name: 'KUBECONFIG', value: '/cluster/kubeconfig' }],
        [{ name: 'cluster', mountPath: '/cluster', readOnly: true }],
      ),
      ...(acceptance === undefined ? [] : [step('accept', image(TOOLS.robot), commands.accept(environment))]),
      ...(proves ? [step('record', docker, commands.record(environment), registry(model))] : []),
    ]
    return task(`deploy-${environment}`, [after], steps, {
      when: environment,
      volumes: [{ name: 'cluster', secret: { secretName: credentials(kubeconfig) } }],
    })
  }
}

/** As rootless BuildKit needs it; see the pods of Jenkins. */
function buildkit(image: string): object {
  return {
    name: 'buildkitd',
    image,
    args: ['--addr', 'tcp://127.0.0.1:1234', '--root', `${AT_WORK}/buildkit`, '--oci-worker-no-process-sandbox'],
    securityContext: { seccompProfile: { type: 'Unconfined' }, runAsUser: USER, runAsGroup: USER },
    volumeMounts: [{ name: 'work', mountPath: AT_WORK }],
  }
}
