import type { Backup, Component, Store } from '../../../../engine/sdk.ts'
import { TOOLS } from '../../../_shared/pipeline/tools.ts'
import { script } from '../program.ts'

/** A snapshot that keeps the state of a volume. */
export type SnapshotTarget = Extract<Backup['target'], { readonly type: 'snapshot' }>

/** Snapshots of a store carry its name under this label. */
export const SNAPSHOT_OF = 'platgen.dev/snapshot-of'

/**
 * The CronJob that has snapshots made of the volume where all of the data is. The driver keeps it as it is at one moment, and what starts on it later repairs itself as after a crash.
 * https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 */
export function snapshotComponent(store: Store, backup: Backup, target: SnapshotTarget): Component {
  return {
    name: backup.job,
    says: ['stores', store.name, 'backup'],
    service: {
      kind: 'CronJob',
      description: `Has a snapshot made of the volume of ${store.name}.`,
      image: TOOLS.kubectl,
      command: ['sh', '/etc/snapshot/snapshot.sh'],
      files: { '/etc/snapshot/snapshot.sh': snapshotScript(store, backup, target) },
      env: { HOME: { value: '/tmp' } },
      schedule: { cron: backup.schedule, timeZone: backup.timeZone, deadline: '10m' },
      job: { deadline: backup.deadline, retries: 1 },
      resources: { cpu: { request: '20m' }, memory: { request: '128Mi', limit: '128Mi' } },
      placement: { priority: store.placement.priority },
      waivers: { account: 'It asks the API server for snapshots.' },
    },
    roles: {
      snapshots: {
        description: `Makes snapshots of ${store.name}, and removes old ones.`,
        rules: [
          {
            groups: ['snapshot.storage.k8s.io'],
            resources: ['volumesnapshots'],
            verbs: ['create', 'delete', 'get', 'list', 'watch'],
          },
        ],
      },
    },
  }
}

/** Names hold the time, so that they are in its order. The newest always stays. */
function snapshotScript({ name, namespace }: Store, { keepMinutes, deadline }: Backup, target: SnapshotTarget): string {
  return script([
    '#!/bin/sh',
    'set -eu',
    'now=$(date -u +%s)',
    'named() {',
    `  echo "${name}-$(date -u -d "@$1" +%Y%m%dt%H%M%Sz)"`,
    '}',
    'new=$(named "$now")',
    `kubectl --namespace ${namespace} create --filename - <<YAML`,
    'apiVersion: snapshot.storage.k8s.io/v1',
    'kind: VolumeSnapshot',
    'metadata:',
    '  name: $new',
    '  labels:',
    `    ${SNAPSHOT_OF}: ${name}`,
    'spec:',
    `  volumeSnapshotClassName: ${target.class}`,
    '  source:',
    `    persistentVolumeClaimName: ${target.claim}`,
    'YAML',
    `kubectl --namespace ${namespace} wait "volumesnapshot/$new" --for=jsonpath='{.status.readyToUse}'=true --timeout=${deadline}`,
    `oldest=$(named "$((now - ${keepMinutes * 60}))")`,
    `kubectl --namespace ${namespace} get volumesnapshots --selector ${SNAPSHOT_OF}=${name} --output jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}' |`,
    '  while read -r one; do',
    '    first=$(printf \'%s\\n%s\\n\' "$one" "$oldest" | LC_ALL=C sort | head -n 1)',
    '    [ "$first" != "$one" ] || [ "$one" = "$oldest" ] || [ "$one" = "$new" ] ||',
    `      kubectl --namespace ${namespace} delete volumesnapshot "$one" --wait=false`,
    '  done',
    'echo "kept $new"',
  ])
}
