import type { Rule } from './check.ts'
import { needsWaiver } from './needs-waiver.ts'

/** Every rule, in no order that matters. */
export const rules: readonly Rule[] = [needsWaiver]
