import { type Model, type YamlArtifact, yaml } from '../../engine/sdk.ts'
import { chosenPullSecrets } from '../_shared/mirror-login.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { TOOLS } from '../_shared/pipeline/tools.ts'

/** What the library puts the image of a service in for. */
const COMMANDS = 'IMAGE_OF_THE_COMMANDS'
/** The user of Jenkins' agents, and of the rootless BuildKit. */
const USER = 1000
const HOME = '/cache'
const BUILDKIT_STATE = '/var/lib/buildkit'
const BUILDKIT_ADDRESS = 'tcp://127.0.0.1:1234'

interface Container {
  readonly name: string
  readonly image: string
  readonly [field: string]: unknown
}

/** The pods of a run, one for each part of it, for Jenkins' Kubernetes plugin. None when there are machines that stand ready. */
export function podFiles(model: Model, pipelines: readonly Pipeline[], chosen: ChooseImage): readonly YamlArtifact[] {
  const { delivery } = model
  if (delivery.jenkins.agent !== undefined) return []
  const { agents } = delivery
  const some = (has: (pipeline: Pipeline) => boolean) => pipelines.some(has)
  const analyses = [
    ...(some(({ checks }) => checks.scan !== undefined) ? [tool('trivy', TOOLS.trivy, agents)] : []),
    ...(some(({ gate }) => gate !== undefined) ? [tool('sonar', TOOLS.sonar, agents)] : []),
  ]
  const docker = tool('docker', TOOLS.docker, LITTLE)
  const robot = some(({ deployments }) => deployments.some(({ acceptance }) => acceptance !== undefined))
  const proof = some(({ deployments }) => deployments.some(({ from, proves }) => from !== undefined || proves))
  const pods: readonly (readonly [name: string, containers: readonly Container[]])[] = [
    ...(analyses.length === 0 ? [] : ([['checks', analyses]] as const)),
    ['checks-with-tools', [tool('tools', COMMANDS, agents), ...analyses]],
    ['image', [{ ...docker, env: [...HOME_ENV, { name: 'BUILDKIT_HOST', value: BUILDKIT_ADDRESS }] }, buildkit(agents)]],
    [
      'deployment',
      [tool('kubectl', TOOLS.kubectl, LITTLE), ...(proof ? [docker] : []), ...(robot ? [tool('robot', TOOLS.robot, LITTLE)] : [])],
    ],
  ]
  const pulled = (container: Container): Container =>
    container.image === COMMANDS ? container : { ...container, image: chosen(container.image).reference }
  return pods.map(([name, containers]) =>
    yaml(`library/resources/dev/platgen/pods/${name}.yaml`, pod([JNLP, ...containers].map(pulled), model)),
  )
}

interface Needs {
  readonly cpu: string
  readonly memory: string
}

const LITTLE: Needs = { cpu: '100m', memory: '512Mi' }
const HOME_ENV = [{ name: 'HOME', value: HOME }]
const MOUNTS = [
  { name: 'home', mountPath: HOME },
  { name: 'tmp', mountPath: '/tmp' },
]
const RESTRICTED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

function resources({ cpu, memory }: Needs): object {
  return { requests: { cpu, memory }, limits: { memory } }
}

const JNLP: Container = { name: 'jnlp', image: TOOLS.jnlp, resources: resources(LITTLE), securityContext: RESTRICTED }

/** A container that waits for commands. */
function tool(name: string, image: string, needs: Needs): Container {
  return {
    name,
    image,
    command: ['sleep'],
    args: ['infinity'],
    env: HOME_ENV,
    resources: resources(needs),
    securityContext: RESTRICTED,
    volumeMounts: MOUNTS,
  }
}

/**
 * A daemon for this pod alone. It maps users by setuid programs, and mounts in a namespace of its own, which the usual profiles forbid; it is no root
 * on the node. https://github.com/moby/buildkit/blob/master/examples/kubernetes/pod.rootless.yaml
 */
function buildkit(needs: Needs): Container {
  return {
    name: 'buildkitd',
    image: TOOLS.buildkit,
    args: ['--addr', BUILDKIT_ADDRESS, '--root', BUILDKIT_STATE, '--oci-worker-no-process-sandbox'],
    readinessProbe: { exec: { command: ['buildctl', '--addr', BUILDKIT_ADDRESS, 'debug', 'workers'] }, periodSeconds: 5 },
    resources: resources(needs),
    securityContext: { seccompProfile: { type: 'Unconfined' }, appArmorProfile: { type: 'Unconfined' }, runAsUser: USER, runAsGroup: USER },
    volumeMounts: [{ name: 'buildkit', mountPath: BUILDKIT_STATE }],
  }
}

function pod(containers: readonly Container[], model: Model): object {
  const { agents } = model.delivery
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: 'Never',
      ...chosenPullSecrets(model),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        fsGroup: USER,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...(Object.keys(agents.nodes).length === 0 ? {} : { nodeSelector: agents.nodes }),
      containers,
      volumes: [
        agents.cache === undefined ? { name: 'home', emptyDir: {} } : { name: 'home', persistentVolumeClaim: { claimName: agents.cache } },
        { name: 'tmp', emptyDir: {} },
        ...(containers.some(({ name }) => name === 'buildkitd') ? [{ name: 'buildkit', emptyDir: {} }] : []),
      ],
    },
  }
}
