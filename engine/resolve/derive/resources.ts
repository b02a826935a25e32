import type { ResolvedResources } from '../../../schema/generated/resolved.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { cpuMillis } from '../../kinds/cpu.ts'
import type { Resources, WritablePath } from '../model.ts'

/** Limits that nobody says: four times the CPU request but at least one core; the memory request; room for the writable paths. */
export function deriveResources({ cpu, memory, storage }: ResolvedResources, writable: readonly WritablePath[]): Resources {
  const needed = writable.reduce((sum, path) => sum + (path.medium === 'Memory' ? 0 : byteCount(path.size)), 0)
  return {
    requests: { cpu: cpu.request, memory: memory.request, storage: storage.request },
    limits: {
      cpu: cpu.limit === 'none' ? undefined : (cpu.limit ?? formatCpu(Math.max(1000, 4 * cpuMillis(cpu.request)))),
      memory: memory.limit ?? memory.request,
      storage: storage.limit ?? (needed > byteCount(storage.request) ? formatBytes(needed) : storage.request),
    },
  }
}

function formatCpu(millis: number): string {
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`
}

/** The largest binary unit that divides it. */
function formatBytes(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti']
  let value = bytes
  let unit = 0
  while (value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value}${units[unit]}`
}
