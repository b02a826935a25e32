import { lines, query, type Row, worseFrom } from '../../panel.ts'
import type { Of } from './series.ts'

/** Operations, memory, and how far copies are behind. */
export function mongodb(of: Of, range: string): readonly Row[] {
  const written = 'mongodb_rs_members_optimeDate'
  return [
    {
      title: 'Operations',
      panels: [
        lines('Operations', 'ops', [
          query(`sum by (store, legacy_op_type) (rate(${of('mongodb_ss_opcounters')}${range}))`, '{{store}} {{legacy_op_type}}'),
        ]),
        lines('Operations that wait', 'short', [
          query(`sum by (store, count_type) (${of('mongodb_ss_globalLock_currentQueue')})`, '{{store}} {{count_type}}'),
        ]),
        lines('Time of an operation', 's', [
          query(
            `sum by (store, op_type) (rate(${of('mongodb_ss_opLatencies_latency')}${range})) / sum by (store, op_type) (rate(${of('mongodb_ss_opLatencies_ops')}${range})) / 1e6`,
            '{{store}} {{op_type}}',
          ),
        ]),
      ],
    },
    {
      title: 'Data',
      panels: [
        lines('Size', 'bytes', [query(`max by (store, database) (${of('mongodb_dbstats_dataSize')})`, '{{store}} {{database}}')]),
        lines(
          'Cache in use',
          'percentunit',
          [
            query(
              `max by (store) (${of('mongodb_ss_wt_cache_bytes_currently_in_the_cache')}) / max by (store) (${of('mongodb_ss_wt_cache_maximum_bytes_configured')})`,
              '{{store}}',
            ),
          ],
          { steps: worseFrom(0.85, 0.95) },
        ),
      ],
    },
    {
      title: 'Members',
      panels: [
        lines('Members that answer', 'short', [
          query(`sum by (store, member_state) (${of('mongodb_rs_members_health')})`, '{{store}} {{member_state}}'),
        ]),
        lines(
          'Behind',
          's',
          [
            query(
              `(scalar(max(${of(written)})) - max by (member_idx) (${of(written, { member_state: 'SECONDARY' })})) / 1000`,
              '{{member_idx}}',
            ),
          ],
          { steps: worseFrom(10, 60) },
        ),
      ],
    },
  ]
}
