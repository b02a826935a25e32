import data from '../../schema/generated/plan.json' with { type: 'json' }
import { linkPlan, type PlanFile } from './link.ts'
import type { ObjectNode } from './plan.ts'

const root = linkPlan(data as unknown as PlanFile)

/** The plan of the whole of platform.yaml. */
export function loadPlan(): ObjectNode {
  return root
}
