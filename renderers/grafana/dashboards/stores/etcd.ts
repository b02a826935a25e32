import { lines, query, type Row, worseFrom } from '../../panel.ts'
import { bySum, type Of } from './series.ts'

/** Keys, members that have to agree, and the disks that they wait for. */
export function etcd(of: Of, range: string): readonly Row[] {
  const slowest = (metric: string) => `histogram_quantile(0.99, sum by (store, pod, le) (rate(${of(`${metric}_bucket`)}${range})))`
  return [
    {
      title: 'Keys',
      panels: [
        lines('Requests', 'ops', [
          query(`sum by (store) (rate(${of('etcd_mvcc_put_total')}${range}))`, '{{store}} writes'),
          query(`sum by (store) (rate(${of('etcd_mvcc_delete_total')}${range}))`, '{{store}} deletes'),
          query(`sum by (store) (rate(${of('etcd_mvcc_range_total')}${range}))`, '{{store}} reads'),
        ]),
        lines('Keys', 'short', [query(`max by (store) (${of('etcd_debugging_mvcc_keys_total')})`, '{{store}}')]),
        lines(
          'Size of what it may have',
          'percentunit',
          [query(`${of('etcd_mvcc_db_total_size_in_bytes')} / ${of('etcd_server_quota_backend_bytes')}`, '{{pod}}')],
          { steps: worseFrom(0.6, 0.8) },
        ),
        lines('Size that is in use', 'bytes', [query(of('etcd_mvcc_db_total_size_in_use_in_bytes'), '{{pod}}')]),
      ],
    },
    {
      title: 'Members',
      panels: [
        lines('Leader', 'none', [query(of('etcd_server_is_leader'), '{{pod}}')]),
        lines('Changes of the leader', 'short', [
          query(`max by (store) (increase(${of('etcd_server_leader_changes_seen_total')}${range}))`, '{{store}}'),
        ]),
        lines('Time until a write is on disk (99%)', 's', [query(slowest('etcd_disk_wal_fsync_duration_seconds'), '{{pod}}')], {
          steps: worseFrom(0.01, 0.1),
        }),
        lines('Time until the backend has it (99%)', 's', [query(slowest('etcd_disk_backend_commit_duration_seconds'), '{{pod}}')], {
          steps: worseFrom(0.025, 0.25),
        }),
        bySum('Proposals that failed', 'ops', of, range, 'etcd_server_proposals_failed_total'),
        lines('Proposals that wait', 'short', [query(`max by (store) (${of('etcd_server_proposals_pending')})`, '{{store}}')]),
      ],
    },
  ]
}
