import { type Model, nodeRecords, type Raised, type Threshold } from '../../../engine/sdk.ts'
import { type Alert, type AlertWords, builtIn, type RuleFile } from './alert.ts'
import { percentText, secondsText } from './numbers.ts'
import { promDuration, type Sample, sample, series } from './series.ts'

/** The runbook of the nodes, below the folder of its environment. */
export const NODE_RUNBOOK = 'nodes.md'

/** Disks of machines and clouds, and what lies on top of them; no loop devices, no partitions of memory. */
const DISKS = { job: 'nodes', device: { re: 'sd.+|vd.+|xvd.+|nvme.+n.+|dm-.+|md.+|rbd.+' } } as const
/** File systems that keep data. */
const FILES = {
  job: 'nodes',
  fstype: { not: 'tmpfs|overlay|squashfs|ramfs|nsfs|fuse.*' },
  mountpoint: { not: '/var/lib/(kubelet|containerd|docker)/.+' },
} as const
const NODE = { job: 'nodes', instance: '10.0.0.1:9100', node: 'node-1' }
const DISK = { ...NODE, device: 'vda' }
const FILE_SYSTEM = { ...NODE, device: '/dev/vda1', fstype: 'ext4', mountpoint: '/' }
const MINUTE = 60

/** The rules of the nodes: disks first, because most of what is slow waits for one. Undefined when nobody watches them. */
export function nodeRules(model: Model): RuleFile | undefined {
  if (!model.monitoring.watch.nodes) return undefined
  const { alerts, rate } = model.monitoring
  const range = `[${promDuration(rate)}]`
  const found: Alert[] = []
  const add = (
    word: Parameters<typeof builtIn>[0],
    raised: Raised | undefined,
    words: (minutes: number) => Omit<AlertWords, 'labels' | 'dashboard'>,
  ) => {
    if (raised === undefined) return
    const minutes = Math.ceil(raised.for / MINUTE) + 8
    found.push(builtIn(word, raised, NODE_RUNBOOK, { labels: {}, dashboard: 'nodes', ...words(minutes) }))
  }
  const bounded = (
    word: Parameters<typeof builtIn>[0],
    threshold: Threshold | undefined,
    words: (bound: number, minutes: number) => Omit<AlertWords, 'labels' | 'dashboard'>,
  ) => add(word, threshold, (minutes) => words((threshold as Threshold).bound, minutes))
  const constant = (metric: string, labels: { readonly [label: string]: string }, value: number, minutes: number): Sample =>
    sample(metric, labels, `${value}x${minutes}`)
  const growing = (metric: string, labels: { readonly [label: string]: string }, each: number, minutes: number): Sample =>
    sample(metric, labels, `0+${each}x${minutes}`)

  bounded('iowait', alerts.iowait, (bound, minutes) => ({
    expr: `avg by (node) (rate(${series('node_cpu_seconds_total', { job: 'nodes', mode: 'iowait' })}${range})) > ${bound}`,
    summary: 'The processors of {{ $labels.node }} wait for disks.',
    description: `{{ $value | humanizePercentage }} of the processor time of {{ $labels.node }} waits for disks; ${percentText(bound)} are tolerated. Everything that runs there is slow.`,
    test: {
      minutes,
      fires: [growing('node_cpu_seconds_total', { ...NODE, cpu: '0', mode: 'iowait' }, 59, minutes)],
      quiet: [growing('node_cpu_seconds_total', { ...NODE, cpu: '0', mode: 'iowait' }, 0, minutes)],
    },
  }))
  bounded('diskBusy', alerts.diskBusy, (bound, minutes) => ({
    expr: `max by (node, device) (rate(${series('node_disk_io_time_seconds_total', DISKS)}${range})) > ${bound}`,
    summary: 'A disk of {{ $labels.node }} is always busy.',
    description: '{{ $labels.device }} of {{ $labels.node }} is busy {{ $value | humanizePercentage }} of the time.',
    test: {
      minutes,
      fires: [growing('node_disk_io_time_seconds_total', DISK, 60, minutes)],
      quiet: [growing('node_disk_io_time_seconds_total', DISK, 6, minutes)],
    },
  }))
  bounded('diskWait', alerts.diskWait, (bound, minutes) => {
    const rateOf = (metric: string) => `rate(${series(metric, DISKS)}${range})`
    const busy = `${rateOf('node_disk_read_time_seconds_total')} + ${rateOf('node_disk_write_time_seconds_total')}`
    const done = `${rateOf('node_disk_reads_completed_total')} + ${rateOf('node_disk_writes_completed_total')}`
    const disk = (seconds: number) => [
      growing('node_disk_read_time_seconds_total', DISK, seconds * 60, minutes),
      growing('node_disk_write_time_seconds_total', DISK, seconds * 60, minutes),
      growing('node_disk_reads_completed_total', DISK, 60, minutes),
      growing('node_disk_writes_completed_total', DISK, 60, minutes),
    ]
    return {
      expr: `max by (node, device) ((${busy}) / (${done})) > ${bound}`,
      summary: 'A disk of {{ $labels.node }} is slow.',
      description: `{{ $labels.device }} of {{ $labels.node }} takes {{ $value | humanizeDuration }} for a request; ${secondsText(bound)} are tolerated.`,
      test: { minutes, fires: disk(bound * 2), quiet: disk(bound / 2) },
    }
  })
  bounded('diskFull', alerts.diskFull, (bound, minutes) => ({
    expr: `max by (node, mountpoint) (1 - ${series('node_filesystem_avail_bytes', FILES)} / ${series('node_filesystem_size_bytes', FILES)}) > ${bound}`,
    summary: 'A file system of {{ $labels.node }} fills.',
    description:
      '{{ $labels.mountpoint }} of {{ $labels.node }} is {{ $value | humanizePercentage }} full. A node without room evicts its pods.',
    test: {
      minutes,
      fires: [
        constant('node_filesystem_avail_bytes', FILE_SYSTEM, Math.floor((1 - bound) * 500), minutes),
        constant('node_filesystem_size_bytes', FILE_SYSTEM, 1000, minutes),
      ],
      quiet: [
        constant('node_filesystem_avail_bytes', FILE_SYSTEM, 900, minutes),
        constant('node_filesystem_size_bytes', FILE_SYSTEM, 1000, minutes),
      ],
    },
  }))
  add('inodes', { for: 15 * MINUTE, severity: 'warning' }, (minutes) => ({
    expr: `min by (node, mountpoint) (${series('node_filesystem_files_free', FILES)} / ${series('node_filesystem_files', FILES)}) < 0.05`,
    summary: 'A file system of {{ $labels.node }} can take hardly any more files.',
    description:
      'Of the inodes of {{ $labels.mountpoint }} of {{ $labels.node }}, {{ $value | humanizePercentage }} are left: many small files.',
    test: {
      minutes,
      fires: [
        constant('node_filesystem_files_free', FILE_SYSTEM, 1, minutes),
        constant('node_filesystem_files', FILE_SYSTEM, 100, minutes),
      ],
      quiet: [
        constant('node_filesystem_files_free', FILE_SYSTEM, 50, minutes),
        constant('node_filesystem_files', FILE_SYSTEM, 100, minutes),
      ],
    },
  }))
  add('diskReadOnly', { for: 5 * MINUTE, severity: 'critical' }, (minutes) => ({
    expr: `max by (node, mountpoint) (${series('node_filesystem_readonly', FILES)}) > 0`,
    summary: 'A file system of {{ $labels.node }} can only be read.',
    description: 'The kernel made {{ $labels.mountpoint }} of {{ $labels.node }} read-only, most often because its disk is broken.',
    test: {
      minutes,
      fires: [constant('node_filesystem_readonly', FILE_SYSTEM, 1, minutes)],
      quiet: [constant('node_filesystem_readonly', FILE_SYSTEM, 0, minutes)],
    },
  }))
  bounded('nodeMemory', alerts.nodeMemory, (bound, minutes) => ({
    expr: `max by (node) (1 - ${series('node_memory_MemAvailable_bytes', { job: 'nodes' })} / ${series('node_memory_MemTotal_bytes', { job: 'nodes' })}) > ${bound}`,
    summary: '{{ $labels.node }} is short of memory.',
    description: '{{ $value | humanizePercentage }} of the memory of {{ $labels.node }} is in use. A node without memory evicts its pods.',
    test: {
      minutes,
      fires: [
        constant('node_memory_MemAvailable_bytes', NODE, Math.floor((1 - bound) * 500), minutes),
        constant('node_memory_MemTotal_bytes', NODE, 1000, minutes),
      ],
      quiet: [constant('node_memory_MemAvailable_bytes', NODE, 950, minutes), constant('node_memory_MemTotal_bytes', NODE, 1000, minutes)],
    },
  }))
  add('nodeNotReady', { for: 5 * MINUTE, severity: 'critical' }, (minutes) => ({
    expr: `max by (node) (${series('kube_node_status_condition', { condition: 'Ready', status: 'true' })}) == 0`,
    summary: '{{ $labels.node }} is not ready.',
    description: 'The kubelet of {{ $labels.node }} has not said for five minutes that it works. Its pods are started elsewhere.',
    test: {
      minutes,
      fires: [constant('kube_node_status_condition', { node: 'node-1', condition: 'Ready', status: 'true' }, 0, minutes)],
      quiet: [constant('kube_node_status_condition', { node: 'node-1', condition: 'Ready', status: 'true' }, 1, minutes)],
    },
  }))
  add('nodeClock', { for: 10 * MINUTE, severity: 'warning' }, (minutes) => ({
    expr: `max by (node) (abs(${series('node_timex_offset_seconds', { job: 'nodes' })})) > 0.05 and on (node) max by (node) (${series('node_timex_sync_status', { job: 'nodes' })}) == 0`,
    summary: 'The clock of {{ $labels.node }} is wrong.',
    description:
      'The clock of {{ $labels.node }} is off by {{ $value | humanizeDuration }}, and nothing corrects it. Certificates and databases mind.',
    test: {
      minutes,
      fires: [constant('node_timex_offset_seconds', NODE, 1, minutes), constant('node_timex_sync_status', NODE, 0, minutes)],
      quiet: [constant('node_timex_offset_seconds', NODE, 0.001, minutes), constant('node_timex_sync_status', NODE, 1, minutes)],
    },
  }))
  return {
    name: 'nodes',
    records: [
      {
        record: nodeRecords.cpu,
        expr: `1 - avg by (node) (rate(${series('node_cpu_seconds_total', { job: 'nodes', mode: 'idle' })}${range}))`,
        labels: {},
      },
      {
        record: nodeRecords.iowait,
        expr: `avg by (node) (rate(${series('node_cpu_seconds_total', { job: 'nodes', mode: 'iowait' })}${range}))`,
        labels: {},
      },
      {
        record: nodeRecords.memory,
        expr: `max by (node) (1 - ${series('node_memory_MemAvailable_bytes', { job: 'nodes' })} / ${series('node_memory_MemTotal_bytes', { job: 'nodes' })})`,
        labels: {},
      },
    ],
    alerts: found,
  }
}
