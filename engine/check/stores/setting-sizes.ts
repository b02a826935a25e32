import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import type { Store } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

type Room = 'memory' | 'volume'

interface TooLarge {
  readonly store: string
  readonly setting: string
  readonly value: string
  readonly room: string
  readonly what: Room
}

export const settingTooLarge = defineDiagnostic<TooLarge>({
  code: 'check/store-setting-too-large',
  severity: 'error',
  message: ({ store, setting, value, room, what }) =>
    `\`${setting}\` of \`${store}\` wants ${value}, but ${what === 'memory' ? `it may have ${room} of memory` : `its volume has ${room}`}`,
  note: ({ what }) =>
    what === 'memory' ? 'It would be killed as soon as it uses what it was told to use.' : 'It would count on room that is not there.',
})

/** Settings that name an amount of memory or of the volume, by engine, and what a bare number counts. */
const SIZES: { readonly [engine: string]: { readonly [setting: string]: readonly [room: Room, unit: number] } } = {
  mysql: { innodb_buffer_pool_size: ['memory', 1], max_binlog_size: ['volume', 1], innodb_redo_log_capacity: ['volume', 1] },
  postgresql: { shared_buffers: ['memory', 8192], maintenance_work_mem: ['memory', 1024], max_wal_size: ['volume', 1024 ** 2] },
  redis: { maxmemory: ['memory', 1] },
  rabbitmq: { 'vm_memory_high_watermark.absolute': ['memory', 1], 'disk_free_limit.absolute': ['volume', 1] },
  mongodb: { 'storage.wiredTiger.engineConfig.cacheSizeGB': ['memory', 1024 ** 3], 'replication.oplogSizeMB': ['volume', 1024 ** 2] },
  etcd: { 'quota-backend-bytes': ['volume', 1] },
}

/** Settings of somebody's own against what the store has. */
export const settingSizes: Rule = {
  model({ model, report }) {
    for (const store of Object.values(model.stores)) {
      if (store.external !== undefined) continue
      for (const [setting, [what, unit]] of Object.entries(SIZES[store.engine] ?? {})) {
        // MySQL takes either sign between words.
        const key = Object.hasOwn(store.config, setting) ? setting : setting.replaceAll('_', '-')
        const value = store.config[key]
        const place = value === undefined ? undefined : writtenAt(model, 'stores', store.name, 'config', key)
        const wanted = value === undefined ? undefined : sizeOf(value, unit)
        if (value === undefined || place === undefined || wanted === undefined) continue
        const room = roomOf(store, what)
        if (wanted < byteCount(room)) continue
        const path = what === 'memory' ? ['resources', 'memory'] : ['storage', 'size']
        const said = writtenAt(model, 'stores', store.name, ...path)
        report(
          settingTooLarge,
          { ...place, on: 'value' },
          { store: store.name, setting: key, value, room, what },
          said === undefined ? {} : { related: [{ message: `its ${what}`, place: at(model, 'stores', store.name, ...path) }] },
        )
      }
    }
  },
}

function roomOf({ resources, storage }: Store, what: Room): string {
  return what === 'memory' ? resources.limits.memory : storage.size
}

const UNITS = ['', 'k', 'm', 'g', 't']

/** An amount as these servers read it: a unit is a power of 1024 whatever follows it. Undefined where it is something else, a share for example. */
function sizeOf(text: string, bare: number): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text)
  if (parts === null) return undefined
  const power = UNITS.indexOf((parts[2] ?? '').toLowerCase())
  return Number(parts[1]) * (power === 0 ? bare : 1024 ** power)
}
