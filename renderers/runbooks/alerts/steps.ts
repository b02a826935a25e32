import type { Step } from '../runbook.ts'

/** What to look at, and what can be done, when an alert is raised. */
export interface Steps {
  readonly look: readonly Step[]
  readonly act: readonly Step[]
}

/** A step. */
export function step(why: string, command: string): Step {
  return { why, command }
}

/** Steps that only read. */
export function looking(...look: readonly Step[]): Steps {
  return { look, act: [] }
}
