import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import { percentNumber } from '../../kinds/percent.ts'
import type { Replicas } from '../model.ts'

/** How many pods there are. An autoscaler that nobody gave an aim watches the CPU. */
export function deriveReplicas(replicas: ResolvedService['replicas']): Replicas {
  const max = replicas.max ?? replicas.min
  const memory = replicas.memory === undefined ? undefined : percentNumber(replicas.memory)
  const aimless = replicas.cpu === undefined && memory === undefined && Object.keys(replicas.metrics).length === 0
  const cpu = replicas.cpu === undefined ? (aimless && max > replicas.min ? 70 : undefined) : percentNumber(replicas.cpu)
  return { ...replicas, max, cpu, memory }
}
