import type { Backup, Model, Store } from '../../engine/sdk.ts'
import type { Part, Step } from './runbook.ts'
import { kubectl } from './stores-ask.ts'
import { callersOf } from './stores-callers.ts'
import { snapshotParts } from './stores-snapshots.ts'

/** Where copies are, how one is made, and how one is brought back: in the order in which it has to be done. */
export function restore(store: Store, model: Model): readonly Part[] {
  const { backup } = store
  if (backup === undefined) return []
  if (backup.target.type === 'snapshot') return snapshotParts(store, backup, backup.target, model)
  return [
    {
      title: 'Make a copy now',
      meaning: `A copy is made by the CronJob ${backup.job} (${backup.schedule}, ${backup.timeZone}); one that is older than ${Math.round(backup.keepMinutes / 1440)} days goes. The newest should never be older than ${Math.round(backup.withinSeconds / 360) / 10} hours. Kept: ${where(backup)}.`,
      expr: undefined,
      look: [
        {
          why: 'when the last one was made',
          command: kubectl(store.namespace, 'get', 'cronjob', backup.job, '--output', 'jsonpath={.status.lastSuccessfulTime}'),
        },
        {
          why: 'what the last runs said',
          command: kubectl(store.namespace, 'logs', '--selector', `app.kubernetes.io/name=${backup.job}`, '--all-containers', '--tail=50'),
        },
      ],
      act: [
        { why: 'makes one more', command: kubectl(store.namespace, 'create', 'job', `${backup.job}-now`, `--from=cronjob/${backup.job}`) },
      ],
    },
    {
      title: 'Bring a copy back',
      meaning: `${REPLACED[store.engine] ?? 'What is there now is replaced.'} Do it in this order, and do not leave one out.`,
      expr: undefined,
      look: [{ why: 'who works with it', command: kubectl(store.namespace, 'get', 'deployments,statefulsets,cronjobs') }],
      act: acts(store, backup, model),
    },
  ]
}

/** What comes back, where that is not everything. */
const REPLACED: { readonly [engine: string]: string } = {
  rabbitmq:
    'Users, exchanges, queues, bindings and policies come back, as they were. Messages do not: no copy has them, and those that wait in queues that are there now stay.',
  elasticsearch:
    'Indices and streams of the copy are replaced as a whole, and those that came since stay. Users, roles and templates are left as they are. A run that fails leaves indices closed, and streams that it has not brought back yet are gone: run it again until it ends well.',
  minio:
    'What was removed or replaced comes back, and what was added since stays. The time of a run, as its log said it, also brings back what that run had put aside.',
}

function acts(store: Store, backup: Backup, model: Model): readonly Step[] {
  const { namespace, name, members } = store
  const cold = store.engine === 'redis' || store.engine === 'etcd'
  const callers = callersOf(store, model)
  const scale = (what: string, count: number) => kubectl(namespace, 'scale', what, `--replicas=${count}`)
  return [
    ...callers.map(({ workload }) => ({ why: `${workload} must not write meanwhile`, command: scale(`deployment/${workload}`, 0) })),
    ...(cold
      ? [
          { why: 'no member may run while its volume is replaced', command: scale(`statefulset/${name}`, 0) },
          {
            why: 'until all are gone',
            command: kubectl(namespace, 'wait', '--for=delete', '--timeout=5m', ...members.map((member) => `pod/${member.name}`)),
          },
        ]
      : []),
    { why: 'the copy: the newest, or the name of another', command: 'COPY=newest' },
    ...backup.restoreJobs.flatMap((job) => [
      {
        why: `brings it back (${job})`,
        command: `${kubectl(namespace, 'create', 'job', `${job}-now`, `--from=cronjob/${job}`, '--dry-run=client', '--output=json')} |\n  sed "s/\\"newest\\"/\\"$COPY\\"/" |\n  ${kubectl(namespace, 'create', '--filename', '-')}`,
      },
      {
        why: 'until it has ended',
        command: kubectl(namespace, 'wait', '--for=condition=complete', `--timeout=${backup.deadline}`, `job/${job}-now`),
      },
      { why: 'what it said', command: kubectl(namespace, 'logs', `job/${job}-now`, '--all-containers') },
    ]),
    ...(store.engine === 'redis' && members.length > 1
      ? [
          {
            why: 'the other members start from the first one',
            command: kubectl(namespace, 'delete', 'persistentvolumeclaim', ...members.slice(1).map((member) => `data-${member.name}`)),
          },
        ]
      : []),
    ...(cold
      ? [
          { why: 'its members come back', command: scale(`statefulset/${name}`, store.replicas) },
          { why: 'until they answer', command: kubectl(namespace, 'rollout', 'status', `statefulset/${name}`, '--timeout=10m') },
        ]
      : []),
    ...callers.map(({ workload, min }) => ({ why: `${workload} works again`, command: scale(`deployment/${workload}`, min) })),
    {
      why: 'so that the next time finds the names free',
      command: kubectl(namespace, 'delete', 'job', ...backup.restoreJobs.map((job) => `${job}-now`)),
    },
  ]
}

function where({ target }: Backup): string {
  if (target.type === 'snapshot') return `snapshots of the class ${target.class}`
  return target.type === 's3' ? `the bucket ${target.bucket} at ${target.external}, in ${target.path}` : `the claim ${target.claim}`
}
