import { type EngineWatch, MINUTE, together } from './watch.ts'

/** https://github.com/prometheus-community/elasticsearch_exporter */
export const elasticsearch: EngineWatch = {
  up: 'elasticsearch_cluster_health_number_of_nodes',
  alerts: ({ store, range, of, stays, grows }) => {
    const heap = { area: 'heap', name: `${store.name}-0` }
    return [
      {
        word: 'dataMissing',
        raised: { for: 2 * MINUTE, severity: 'critical' },
        expr: `max(${of('elasticsearch_cluster_health_status', { color: 'red' })}) > 0`,
        summary: `Data of ${store.name} is missing.`,
        description: `${store.name} is red: the primary of at least one shard is nowhere. What is asked of it is answered in part, or not at all.`,
        fires: stays('elasticsearch_cluster_health_status', 1, { color: 'red', cluster: 'shop' }),
        quiet: stays('elasticsearch_cluster_health_status', 0, { color: 'red', cluster: 'shop' }),
      },
      // A single member has nowhere to put copies: it is always yellow.
      ...(store.replicas === 1
        ? []
        : [
            {
              word: 'replication' as const,
              raised: { for: 30 * MINUTE, severity: 'warning' as const },
              expr: `max(${of('elasticsearch_cluster_health_unassigned_shards')}) > 0`,
              summary: `${store.name} has fewer copies than it should.`,
              description: `{{ $value }} shards of ${store.name} are nowhere. The loss of one more member may lose data.`,
              fires: stays('elasticsearch_cluster_health_unassigned_shards', 2, { cluster: 'shop' }),
              quiet: stays('elasticsearch_cluster_health_unassigned_shards', 0, { cluster: 'shop' }),
            },
          ]),
      {
        word: 'heap',
        raised: { for: 15 * MINUTE, severity: 'warning' },
        expr: `max by (name) (${of('elasticsearch_jvm_memory_used_bytes', { area: 'heap' })} / ${of('elasticsearch_jvm_memory_max_bytes', { area: 'heap' })}) > 0.9`,
        summary: `${store.name} is short of heap.`,
        description: '{{ $labels.name }} uses {{ $value | humanizePercentage }} of its heap and does little but collect garbage.',
        fires: together(stays('elasticsearch_jvm_memory_used_bytes', 95, heap), stays('elasticsearch_jvm_memory_max_bytes', 100, heap)),
        quiet: together(stays('elasticsearch_jvm_memory_used_bytes', 50, heap), stays('elasticsearch_jvm_memory_max_bytes', 100, heap)),
      },
      {
        word: 'rejected',
        raised: { for: 5 * MINUTE, severity: 'warning' },
        expr: `sum by (type) (rate(${of('elasticsearch_thread_pool_rejected_count', { type: ['search', 'write'] })}${range})) > 0`,
        summary: `${store.name} refuses work.`,
        description: `${store.name} refuses {{ $value | humanize }} requests a second to {{ $labels.type }}, since too many wait already.`,
        fires: grows('elasticsearch_thread_pool_rejected_count', 60, { type: 'write', name: `${store.name}-0` }),
        quiet: stays('elasticsearch_thread_pool_rejected_count', 9, { type: 'write', name: `${store.name}-0` }),
      },
    ]
  },
}

/** https://min.io/docs/minio/linux/reference/minio-metrics-and-alerts.html Every member tells of all of them. */
export const minio: EngineWatch = {
  up: 'minio_cluster_health_status',
  alerts: ({ store, range, of, stays, grows }) => {
    const server = { server: `${store.name}-0:9000` }
    return [
      {
        word: 'replication',
        raised: { for: 10 * MINUTE, severity: 'warning' },
        expr: `max(${of('minio_cluster_drive_offline_total')}) > 0`,
        summary: `Drives of ${store.name} are away.`,
        description: `{{ $value }} drives of ${store.name} are away. It still answers, until more than half of them are.`,
        fires: stays('minio_cluster_drive_offline_total', 1, server),
        quiet: stays('minio_cluster_drive_offline_total', 0, server),
      },
      {
        word: 'rejected',
        raised: { for: 5 * MINUTE, severity: 'warning' },
        expr: `sum(max by (server, api) (rate(${of('minio_s3_requests_5xx_errors_total')}${range}))) / sum(max by (server, api) (rate(${of('minio_s3_requests_total')}${range}))) > 0.05`,
        summary: `${store.name} fails.`,
        description: `{{ $value | humanizePercentage }} of the requests to ${store.name} fail for a reason of its own.`,
        fires: together(
          grows('minio_s3_requests_5xx_errors_total', 60, { ...server, api: 'putobject' }),
          grows('minio_s3_requests_total', 120, { ...server, api: 'putobject' }),
        ),
        quiet: together(
          stays('minio_s3_requests_5xx_errors_total', 3, { ...server, api: 'putobject' }),
          grows('minio_s3_requests_total', 120, { ...server, api: 'putobject' }),
        ),
      },
    ]
  },
}
