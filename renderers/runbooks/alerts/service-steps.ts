import type { AlertWord, Service } from '../../../engine/sdk.ts'
import { claimsOf, workloadsOf } from '../../_shared/monitoring/workloads.ts'
import { shellWords } from '../../_shared/quote/shell.ts'
import { type Steps, step } from './steps.ts'

/** Words whose alerts are raised for a service. */
export type ServiceWord = Extract<
  AlertWord,
  | 'down'
  | 'replicas'
  | 'restarts'
  | 'errors'
  | 'latency'
  | 'traffic'
  | 'memory'
  | 'throttling'
  | 'scaling'
  | 'volumes'
  | 'scrape'
  | 'job'
  | 'cron'
  | 'availabilityFast'
  | 'availabilitySlow'
  | 'latencyFast'
  | 'latencySlow'
>

/** What to do about an alert of a service, with its real names. */
export function serviceSteps(word: ServiceWord, service: Service): Steps {
  const { namespace } = service
  const selector = `app.kubernetes.io/name=${service.name}`
  const kubectl = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', namespace, ...words])
  const workloads = workloadsOf(service).map((name) => `${service.kind.toLowerCase()}/${name}`)
  const first = workloads[0] as string
  const pods = step('its pods, and where they run', kubectl('get', 'pods', '--selector', selector, '--output', 'wide'))
  const events = step('what Kubernetes says of them, the newest last', kubectl('get', 'events', '--sort-by', '.lastTimestamp'))
  const describe = step('why a pod does not start or is not ready', kubectl('describe', 'pods', '--selector', selector))
  const logs = step('what it says', kubectl('logs', '--selector', selector, '--container', service.name, '--tail', '200', '--prefix'))
  const before = step('what it said before it ended', kubectl('logs', first, '--container', service.name, '--previous', '--tail', '100'))
  const usage = step('what each container uses', kubectl('top', 'pods', '--selector', selector, '--containers'))
  const history = step('what was rolled out, and when', kubectl('rollout', 'history', first))
  const callees = service.calls.filter(({ type }) => type === 'service').map(({ name }) => name)
  const others = callees.map((name) =>
    step(`whether ${name}, which it calls, is well`, kubectl('get', 'pods', '--selector', `app.kubernetes.io/name=${name}`)),
  )
  const undo = workloads.map((workload) =>
    step('back to what ran before, when a release is to blame', kubectl('rollout', 'undo', workload)),
  )
  const restart = workloads.map((workload) => step('new pods, one after the other', kubectl('rollout', 'restart', workload)))
  const isRolled = service.kind === 'Deployment' || service.kind === 'StatefulSet' || service.kind === 'DaemonSet'
  const scale =
    service.kind === 'Deployment' || service.kind === 'StatefulSet'
      ? [
          step(
            'more pods until the load is over; the next deployment takes them back',
            kubectl('scale', first, '--replicas', String(service.replicas.max + 1)),
          ),
        ]
      : []

  switch (word) {
    case 'down':
    case 'replicas':
      return { look: [pods, describe, events, logs, ...(isRolled ? [history] : [])], act: isRolled ? undo : [] }
    case 'restarts':
      return { look: [pods, describe, before, usage], act: undo }
    case 'errors':
    case 'availabilityFast':
    case 'availabilitySlow':
      return { look: [logs, pods, history, ...others], act: [...undo, ...restart] }
    case 'latency':
    case 'latencyFast':
    case 'latencySlow':
      return { look: [usage, logs, pods, ...others], act: scale }
    case 'traffic':
      return {
        look: [
          pods,
          step(
            'whether its Service has addresses',
            kubectl('get', 'endpointslices', '--selector', `kubernetes.io/service-name=${service.name}`),
          ),
          logs,
        ],
        act: [],
      }
    case 'memory':
      return { look: [usage, before], act: restart }
    case 'throttling':
      return {
        look: [usage, step('its limits', kubectl('get', first, '--output', 'jsonpath={.spec.template.spec.containers[*].resources}'))],
        act: scale,
      }
    case 'scaling':
      return { look: [step('what the autoscaler sees', kubectl('describe', 'hpa', ...workloadsOf(service))), usage], act: [] }
    case 'volumes':
      return {
        look: [
          step('its claims', kubectl('get', 'pvc')),
          ...mounts(service).map((path) =>
            step('how full it is', kubectl('exec', first, '--container', service.name, '--', 'df', '-h', path)),
          ),
          ...mounts(service).map((path) =>
            step('what is largest', kubectl('exec', first, '--container', service.name, '--', 'du', '-xd1', path)),
          ),
        ],
        act: claimsOf(service).map((claim) =>
          step(
            'a larger claim, when its class can grow; say the size in platform.yaml too',
            kubectl('patch', 'pvc', claim.replace('[0-9]+', '0'), '--patch', '{"spec":{"resources":{"requests":{"storage":"SIZE"}}}}'),
          ),
        ),
      }
    case 'scrape':
      return {
        look: [
          pods,
          step(
            'what it serves',
            kubectl(
              'get',
              '--raw',
              `/api/v1/namespaces/${namespace}/services/${service.name}:${service.metrics?.port.servicePort}/proxy${service.metrics?.path}`,
            ),
          ),
        ],
        act: [],
      }
    case 'job':
      return { look: [step('its runs', kubectl('get', 'jobs', '--selector', selector)), describe, logs], act: [] }
    case 'cron':
      return {
        look: [
          step('when it ran', kubectl('get', 'cronjob', ...workloadsOf(service))),
          step('its runs', kubectl('get', 'jobs', '--selector', selector)),
          logs,
        ],
        act: [
          step(
            'another run, now',
            kubectl('create', 'job', `${service.name}-by-hand`, '--from', `cronjob/${workloadsOf(service)[0] as string}`),
          ),
        ],
      }
  }
}

function mounts(service: Service): readonly string[] {
  return Object.values(service.volumes).flatMap(({ mount, size, claim }) =>
    mount !== undefined && (size !== undefined || claim !== undefined) ? [mount] : [],
  )
}
