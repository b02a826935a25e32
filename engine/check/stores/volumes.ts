import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const volumeTooSmall = defineDiagnostic<{ store: string; volume: string; holds: string; why: string }>({
  code: 'check/store-volume-too-small',
  severity: 'error',
  message: ({ store, volume, holds, why }) => `the volume of \`${store}\` has ${volume}, but it has to hold ${holds}: ${why}`,
})

const MEBI = 1024 * 1024

/** Volumes against what the store is told to keep. */
export const storeVolumes: Rule = {
  model({ model, report }) {
    for (const { name, external, engine, storage, resources, config } of Object.values(model.stores)) {
      if (external !== undefined) continue
      const volume = byteCount(storage.size)
      const told = (holds: number, why: string, ...path: readonly string[]) =>
        report(
          volumeTooSmall,
          at(model, 'stores', name, 'storage', 'size'),
          { store: name, volume: storage.size, holds: `${Math.ceil(holds / MEBI)}Mi`, why },
          { related: [{ message: 'what it has to keep', place: at(model, 'stores', name, ...path) }] },
        )
      const kept = Number(config['log.retention.bytes'] ?? 0)
      if (engine === 'kafka' && kept > volume) told(kept, '`log.retention.bytes` of a single partition', 'config', 'log.retention.bytes')
      // A snapshot, and the file that is written anew while the old one is still there.
      const snapshots = byteCount(resources.limits.memory) * 0.75 * 2
      if (engine === 'redis' && snapshots > volume) told(snapshots, 'its memory twice, while it writes it down anew', 'resources', 'memory')
    }
  },
}
