import type { Backup, Model, Store } from '../../engine/sdk.ts'
import type { Part } from './runbook.ts'
import { kubectl } from './stores-ask.ts'
import { callersOf } from './stores-callers.ts'

type SnapshotTarget = Extract<Backup['target'], { readonly type: 'snapshot' }>

/** Snapshots of the volume of a store: how one is made, and how the volume is made anew from one. */
export function snapshotParts(store: Store, backup: Backup, target: SnapshotTarget, model: Model): readonly Part[] {
  const { namespace, name, claims, members, replicas } = store
  const chosen = store.storage.class === undefined ? model.storage.default : store.storage.class
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: target.claim, labels: { 'app.kubernetes.io/name': name } },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(chosen === undefined ? {} : { storageClassName: chosen }),
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: '$SNAPSHOT' },
      resources: { requests: { storage: store.storage.size } },
    },
  }
  const scale = (what: string, count: number) => kubectl(namespace, 'scale', what, `--replicas=${count}`)
  const callers = callersOf(store, model)
  const list = {
    why: 'which snapshots there are, and whether they can be used',
    command: kubectl(namespace, 'get', 'volumesnapshots', '--selector', `platgen.dev/snapshot-of=${name}`),
  }
  return [
    {
      title: 'Make a copy now',
      meaning: `A snapshot of the class ${target.class} is made by the CronJob ${backup.job} (${backup.schedule}, ${backup.timeZone}); one that is older than ${Math.round(backup.keepMinutes / 1440)} days goes. It lies where the volume lies, and is lost with it.`,
      expr: undefined,
      look: [list],
      act: [{ why: 'makes one more', command: kubectl(namespace, 'create', 'job', `${backup.job}-now`, `--from=cronjob/${backup.job}`) }],
    },
    {
      title: 'Bring a copy back',
      meaning: 'What is there now is replaced by the volume as it was then. Do it in this order, and do not leave one out.',
      expr: undefined,
      look: [list, { why: 'who works with it', command: kubectl(namespace, 'get', 'deployments,statefulsets,cronjobs') }],
      act: [
        { why: 'the snapshot, as the list calls it', command: 'SNAPSHOT=NAME-OF-A-SNAPSHOT' },
        ...callers.map(({ workload }) => ({ why: `${workload} must not write meanwhile`, command: scale(`deployment/${workload}`, 0) })),
        { why: 'no member may run while its volume is replaced', command: scale(`statefulset/${name}`, 0) },
        {
          why: 'until all are gone',
          command: kubectl(namespace, 'wait', '--for=delete', '--timeout=5m', ...members.map((member) => `pod/${member.name}`)),
        },
        {
          why: replicas === 1 ? 'the volume as it is goes' : 'the volumes as they are go: other members start from the first one',
          command: kubectl(namespace, 'delete', 'persistentvolumeclaims', ...claims),
        },
        {
          why: 'the volume as it was',
          command: `${kubectl(namespace, 'create', '--filename', '-')} <<JSON\n${JSON.stringify(claim)}\nJSON`,
        },
        { why: 'its members come back', command: scale(`statefulset/${name}`, replicas) },
        { why: 'until they answer', command: kubectl(namespace, 'rollout', 'status', `statefulset/${name}`, '--timeout=10m') },
        ...callers.map(({ workload, min }) => ({ why: `${workload} works again`, command: scale(`deployment/${workload}`, min) })),
        {
          why: 'so that the next time finds the name free',
          command: kubectl(namespace, 'delete', 'job', `${backup.job}-now`, '--ignore-not-found'),
        },
      ],
    },
  ]
}
