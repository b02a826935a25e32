import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model, Store } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { classNotHere } from '../storage.ts'
import { operatorCannot } from './operators.ts'
import { storeWordIdle } from './words.ts'

export const noSnapshots = defineDiagnostic<{ snapshots: string; class: string; type: string }>({
  code: 'check/snapshots-of-no-driver',
  severity: 'error',
  message: ({ snapshots, class: name, type }) =>
    `\`${snapshots}\` are snapshots of class \`${name}\`, which is of type ${type}, and nobody knows a driver that makes them`,
  note: ({ type }) =>
    type === 'existing' ? 'Say the name of its driver: `driver: NAME`.' : 'Folders of a server and disks of nodes have no snapshots.',
})

export const otherVolumes = defineDiagnostic<{ store: string; snapshots: string; of: string; class: string }>({
  code: 'check/snapshots-of-other-volumes',
  severity: 'error',
  message: ({ store, snapshots, of, class: name }) =>
    `\`${snapshots}\` are snapshots of volumes of class \`${of}\`, but the volume of \`${store}\` is of class \`${name}\``,
  note: () => 'A driver only keeps volumes of its own. Declare snapshots of that class.',
})

export const manyMembers = defineDiagnostic<{ store: string; engine: string; replicas: number }>({
  code: 'check/snapshot-of-members',
  severity: 'error',
  message: ({ store, engine, replicas }) =>
    `the data of \`${store}\` (${engine}) lies on ${replicas} volumes, and their snapshots would not be of one moment`,
  note: () => 'Keep copies elsewhere (`to: {s3: …}`, `to: SIZE`), which the engine itself makes.',
})

type Class = Model['storage']['classes'][string]

/** Snapshots against the drivers that make them, and against the volumes that they are of. */
export const snapshots: Rule = {
  model({ model, report }) {
    const { classes, snapshots: declared } = model.storage
    for (const [name, { class: of, driver }] of Object.entries(declared)) {
      const type = classes[of]?.type
      if (type === 'nfs' || type === 'local' || (type === 'existing' && driver === undefined))
        report(noSnapshots, at(model, 'storage', 'snapshots', name, 'class'), { snapshots: name, class: of, type })
    }
    for (const store of Object.values(model.stores)) {
      const { name, backup, replicas } = store
      if (backup?.target.type !== 'snapshot') continue
      const place = at(model, 'stores', name, 'backup', 'to', 'snapshot')
      const kept = declared[backup.target.class]
      if (kept === undefined) {
        report(classNotHere, place, { owner: name, class: backup.target.class, environment: model.environment.name })
        continue
      }
      const own = store.storage.class ?? model.storage.default
      if (own !== undefined && own !== kept.class && !isSameDriver(classes[own], classes[kept.class]))
        report(otherVolumes, place, { store: name, snapshots: backup.target.class, of: kept.class, class: own })
      const work = writtenAt(model, 'stores', name, 'backup', 'work')
      if (work !== undefined && store.operator === undefined)
        report(storeWordIdle, work, {
          store: name,
          word: 'backup.work',
          engine: store.engine,
          reason: 'a snapshot needs no room on its way',
        })
      if (store.operator !== undefined) operated(store)
      else if (replicas > 1 && store.database === undefined)
        report(
          manyMembers,
          place,
          { store: name, engine: store.engine, replicas },
          { related: [{ message: 'so many members', place: at(model, 'stores', name, 'replicas') }] },
        )
    }

    function operated({ name, replicas, operator }: Store): void {
      const cannot = (path: readonly string[], reason: string) =>
        report(operatorCannot, writtenAt(model, 'stores', name, ...path) ?? atKey(model, 'stores', name), {
          store: name,
          word: path.join('.'),
          operator: String(operator?.name),
          reason,
        })
      if (replicas === 1) cannot(['backup', 'to', 'snapshot'], 'it would stop the only instance for each snapshot')
      if (writtenAt(model, 'stores', name, 'backup', 'keep') !== undefined)
        cannot(['backup', 'keep'], 'it keeps snapshots until somebody removes them')
    }
  },
}

function isSameDriver(one: Class | undefined, other: Class | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.type === other.type &&
    one.provisioner === other.provisioner &&
    one.clusterId === other.clusterId
  )
}
