import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import type { Backup, Store } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const backupTarget = defineDiagnostic<{ store: string; said: readonly string[] }>({
  code: 'check/backup-target',
  severity: 'error',
  message: ({ store, said }) =>
    said.length === 0
      ? `nothing says where copies of \`${store}\` are kept`
      : `copies of \`${store}\` are kept in ${said.map((one) => `\`${one}\``).join(' and ')} at once`,
  note: () => 'Exactly one of `size`, `claim`, `s3` and `snapshot`.',
})

export const backupTooLarge = defineDiagnostic<{ store: string; size: string; volume: string }>({
  code: 'check/backup-larger-than-target',
  severity: 'error',
  message: ({ store, size, volume }) => `copies of \`${store}\` have ${size} of room, and its volume alone may hold ${volume}`,
  note: () => 'On the day when the volume is full, not one copy would fit. A copy is packed, but nobody knows how well.',
})

export const backupCollision = defineDiagnostic<{ store: string; other: string; schedule: string; where: string }>({
  code: 'check/backup-collision',
  severity: 'error',
  message: ({ store, other, schedule, where }) => `\`${store}\` and \`${other}\` are copied to ${where} at the same time (${schedule})`,
  note: () => 'They would share its bandwidth and miss their time together. Let some minutes lie between them.',
})

export const backupInStore = defineDiagnostic<{ store: string; target: string }>({
  code: 'check/backup-in-no-bucket',
  severity: 'error',
  message: ({ store, target }) => `\`${target}\` holds copies of \`${store}\`, but it is a store that does not speak S3`,
  note: () => 'Name one of `externals`, or a store with the engine minio.',
})

/** Where copies are kept, whether they fit, and whether two are made at once. */
export const storeBackups: Rule = {
  model({ model, report }) {
    const times = new Map<string, { readonly name: string; readonly where: string }>()
    for (const store of Object.values(model.stores)) {
      const { backup, name } = store
      if (backup === undefined) continue
      const said = (['size', 'claim', 's3', 'snapshot'] as const).filter(
        (word) => writtenAt(model, 'stores', name, 'backup', 'to', word) !== undefined,
      )
      if (said.length !== 1) {
        report(backupTarget, atKey(model, 'stores', name, 'backup', 'to'), { store: name, said })
        continue
      }
      const { target } = backup
      if (target.type === 'claim' && target.size !== undefined && byteCount(target.size) < byteCount(store.storage.size))
        report(
          backupTooLarge,
          at(model, 'stores', name, 'backup', 'to', 'size'),
          { store: name, size: target.size, volume: store.storage.size },
          { related: [{ message: 'the size of its volume', place: at(model, 'stores', name, 'storage', 'size') }] },
        )
      const keeper = target.type === 's3' ? model.stores[target.external] : undefined
      if (keeper !== undefined && keeper.engine !== 'minio')
        report(backupInStore, at(model, 'stores', name, 'backup', 'to', 's3', 'external'), { store: name, target: keeper.name })
      const where = placeOf(store, backup)
      const key = `${backup.schedule} ${backup.timeZone} ${where}`
      const other = times.get(key)
      if (other === undefined) times.set(key, { name, where })
      else
        report(
          backupCollision,
          at(model, 'stores', name, 'backup', 'schedule'),
          { store: name, other: other.name, schedule: backup.schedule, where },
          { related: [{ message: `\`${other.name}\` says the same`, place: at(model, 'stores', other.name, 'backup', 'schedule') }] },
        )
    }
  },
}

function placeOf({ storage }: Store, { target }: Backup): string {
  if (target.type === 's3') return `\`${target.external}\``
  if (target.type === 'snapshot') return `\`${target.class}\``
  if (target.size === undefined) return `the claim \`${target.claim}\``
  const named = target.class ?? storage.class
  return named === undefined ? "the cluster's own storage" : `class \`${named}\``
}
