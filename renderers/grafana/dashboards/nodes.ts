import { type Model, nodeRecords } from '../../../engine/sdk.ts'
import { NODE_RUNBOOK } from '../../_shared/monitoring/node-alerts.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import type { Dashboard } from '../dashboard.ts'
import { lines, query, worseFrom } from '../panel.ts'

/** The nodes: what waits for what, disks above all. */
export function nodesDashboard(model: Model): Dashboard {
  const range = `[${promDuration(model.monitoring.rate)}]`
  const node = { job: 'nodes', node: { re: '$node' } }
  const disk = { ...node, device: { not: 'loop.*|ram.*|sr.*' } }
  const files = { ...node, fstype: { not: 'tmpfs|overlay|squashfs|ramfs|nsfs|fuse.*' } }
  const rate = (metric: string, matchers: Parameters<typeof series>[1] = disk) => `rate(${series(metric, matchers)}${range})`
  const perRequest = (way: 'read' | 'write', done: string) =>
    `max by (node, device) (${rate(`node_disk_${way}_time_seconds_total`)} / ${rate(done)})`
  const { alerts } = model.monitoring
  const bound = (threshold: { readonly bound: number } | undefined) =>
    threshold === undefined ? {} : { steps: worseFrom(threshold.bound / 2, threshold.bound) }
  return {
    name: 'nodes',
    title: 'Nodes',
    description: 'Processors, memory, disks and file systems of the nodes.',
    variables: [{ name: 'node', label: 'Node', query: 'label_values(node_uname_info, node)' }],
    runbook: NODE_RUNBOOK,
    rows: [
      {
        title: 'Processors',
        panels: [
          lines('In use', 'percentunit', [query(series(nodeRecords.cpu, { node: { re: '$node' } }), '{{node}}')]),
          lines(
            'Waiting for disks',
            'percentunit',
            [query(series(nodeRecords.iowait, { node: { re: '$node' } }), '{{node}}')],
            bound(alerts.iowait),
          ),
          lines('Load', 'short', [query(`max by (node) (${series('node_load5', node)})`, '{{node}}')]),
          lines('Stalled', 'percentunit', [
            query(`max by (node) (${rate('node_pressure_io_stalled_seconds_total', node)})`, '{{node}} by disks'),
            query(`max by (node) (${rate('node_pressure_memory_waiting_seconds_total', node)})`, '{{node}} by memory'),
          ]),
        ],
      },
      {
        title: 'Memory',
        panels: [
          lines(
            'In use',
            'percentunit',
            [query(series(nodeRecords.memory, { node: { re: '$node' } }), '{{node}}')],
            bound(alerts.nodeMemory),
          ),
          lines('Not yet written', 'bytes', [query(`max by (node) (${series('node_memory_Dirty_bytes', node)})`, '{{node}}')]),
        ],
      },
      {
        title: 'Disks',
        panels: [
          lines(
            'Busy',
            'percentunit',
            [query(`max by (node, device) (${rate('node_disk_io_time_seconds_total')})`, '{{node}} {{device}}')],
            bound(alerts.diskBusy),
          ),
          lines(
            'Time for a request',
            's',
            [
              query(perRequest('read', 'node_disk_reads_completed_total'), '{{node}} {{device}} read'),
              query(perRequest('write', 'node_disk_writes_completed_total'), '{{node}} {{device}} write'),
            ],
            bound(alerts.diskWait),
          ),
          lines('Requests that wait', 'short', [
            query(`max by (node, device) (${rate('node_disk_io_time_weighted_seconds_total')})`, '{{node}} {{device}}'),
          ]),
          lines('Bytes', 'Bps', [
            query(`sum by (node) (${rate('node_disk_read_bytes_total')})`, '{{node}} read'),
            query(`sum by (node) (${rate('node_disk_written_bytes_total')})`, '{{node}} write'),
          ]),
        ],
      },
      {
        title: 'File systems',
        panels: [
          lines(
            'In use',
            'percentunit',
            [
              query(
                `max by (node, mountpoint) (1 - ${series('node_filesystem_avail_bytes', files)} / ${series('node_filesystem_size_bytes', files)})`,
                '{{node}} {{mountpoint}}',
              ),
            ],
            bound(alerts.diskFull),
          ),
          lines(
            'Inodes in use',
            'percentunit',
            [
              query(
                `max by (node, mountpoint) (1 - ${series('node_filesystem_files_free', files)} / ${series('node_filesystem_files', files)})`,
                '{{node}} {{mountpoint}}',
              ),
            ],
            { steps: worseFrom(0.9, 0.95) },
          ),
        ],
      },
    ],
  }
}
