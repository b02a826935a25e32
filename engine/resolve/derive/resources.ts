import type { ResolvedResources } from '../../../schema/generated/resolved.ts'
import { bytesOf, cpuMillis, formatBytes, formatCpu } from '../../kinds/quantity.ts'
import type { Resources, WritablePath } from '../model.ts'

/** Limits that nobody says: four times the CPU request but at least one core; the memory request; room for the writable paths. */
export function deriveResources({ cpu, memory, storage }: ResolvedResources, writable: readonly WritablePath[]): Resources {
  const needed = writable.reduce((sum, path) => sum + (path.medium === 'Memory' ? 0 : bytesOf(path.size)), 0)
  return {
    requests: { cpu: cpu.request, memory: memory.request, storage: storage.request },
    limits: {
      cpu: cpu.limit === 'none' ? undefined : (cpu.limit ?? formatCpu(Math.max(1000, 4 * cpuMillis(cpu.request)))),
      memory: memory.limit ?? memory.request,
      storage: storage.limit ?? (needed > bytesOf(storage.request) ? formatBytes(needed) : storage.request),
    },
  }
}
