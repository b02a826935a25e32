import type { Watched } from '../../../_shared/monitoring/stores/watch.ts'
import { lines, type Panel, query } from '../../panel.ts'

/** The series of a metric, of the stores that are chosen. */
export type Of = Watched['of']

/** What happens each second, by store. */
export const bySum = (title: string, unit: string, of: Of, range: string, metric: string): Panel =>
  lines(title, unit, [query(`sum by (store) (rate(${of(metric)}${range}))`, '{{store}}')])

/** What one of its members says, where all of them say the same. */
export const byMax = (title: string, unit: string, of: Of, metric: string): Panel =>
  lines(title, unit, [query(`max by (store) (${of(metric)})`, '{{store}}')])
