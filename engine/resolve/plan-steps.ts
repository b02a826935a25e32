import type { PlanNode } from '../plan/plan.ts'

/** The plan of one word of an object. */
export function child(node: PlanNode, key: string): PlanNode {
  const found = node.type === 'object' ? node.props[key] : undefined
  if (found === undefined) throw new Error(`the plan has no ${key}`)
  return found
}

/** The plan of what a map holds under each name. */
export function of(node: PlanNode): PlanNode {
  if (node.type !== 'map') throw new Error('the plan has no map there')
  return node.of
}
