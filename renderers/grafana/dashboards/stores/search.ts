import { lines, query, type Row, worseFrom } from '../../panel.ts'
import { byMax, type Of } from './series.ts'

/** Shards, work and memory. */
export function elasticsearch(of: Of, range: string): readonly Row[] {
  return [
    {
      title: 'Shards',
      panels: [
        lines('Health', 'none', [query(`max by (store, color) (${of('elasticsearch_cluster_health_status')})`, '{{store}} {{color}}')]),
        lines('Shards', 'short', [
          query(`max by (store) (${of('elasticsearch_cluster_health_active_shards')})`, '{{store}} active'),
          query(`max by (store) (${of('elasticsearch_cluster_health_relocating_shards')})`, '{{store}} on the way'),
          query(`max by (store) (${of('elasticsearch_cluster_health_initializing_shards')})`, '{{store}} in the making'),
          query(`max by (store) (${of('elasticsearch_cluster_health_unassigned_shards')})`, '{{store}} nowhere'),
        ]),
      ],
    },
    {
      title: 'Work',
      panels: [
        lines('Documents in, searches', 'ops', [
          query(`sum by (store) (rate(${of('elasticsearch_indices_indexing_index_total')}${range}))`, '{{store}} documents'),
          query(`sum by (store) (rate(${of('elasticsearch_indices_search_query_total')}${range}))`, '{{store}} searches'),
        ]),
        lines('Time of a search', 's', [
          query(
            `sum by (store) (rate(${of('elasticsearch_indices_search_query_time_seconds')}${range})) / sum by (store) (rate(${of('elasticsearch_indices_search_query_total')}${range}))`,
            '{{store}}',
          ),
        ]),
        lines('Work that waits', 'short', [
          query(`sum by (store, type) (${of('elasticsearch_thread_pool_queue_count', { type: 'search' })})`, '{{store}} {{type}}'),
          query(`sum by (store, type) (${of('elasticsearch_thread_pool_queue_count', { type: 'write' })})`, '{{store}} {{type}}'),
        ]),
        lines('Work that is refused', 'ops', [
          query(`sum by (store, type) (rate(${of('elasticsearch_thread_pool_rejected_count')}${range}))`, '{{store}} {{type}}'),
        ]),
      ],
    },
    {
      title: 'Members',
      panels: [
        lines(
          'Heap',
          'percentunit',
          [
            query(
              `${of('elasticsearch_jvm_memory_used_bytes', { area: 'heap' })} / ${of('elasticsearch_jvm_memory_max_bytes', { area: 'heap' })}`,
              '{{name}}',
            ),
          ],
          { steps: worseFrom(0.75, 0.9) },
        ),
        lines('Time for garbage', 'percentunit', [
          query(`sum by (name) (rate(${of('elasticsearch_jvm_gc_collection_seconds_sum')}${range}))`, '{{name}}'),
        ]),
        lines(
          'Disk in use',
          'percentunit',
          [
            query(
              `1 - ${of('elasticsearch_filesystem_data_available_bytes')} / ${of('elasticsearch_filesystem_data_size_bytes')}`,
              '{{name}}',
            ),
          ],
          { steps: worseFrom(0.8, 0.85) },
        ),
        lines('Size', 'bytes', [query(`sum by (store) (${of('elasticsearch_indices_store_size_bytes')})`, '{{store}}')]),
      ],
    },
  ]
}

/** Requests, room and drives. Every member tells of all of them. */
export function minio(of: Of, range: string): readonly Row[] {
  const all = (metric: string, by: string) => `sum by (store, ${by}) (max by (store, server, api) (rate(${of(metric)}${range})))`
  const traffic = (metric: string) => `sum by (store) (max by (store, server) (rate(${of(metric)}${range})))`
  return [
    {
      title: 'Requests',
      panels: [
        lines('Requests', 'reqps', [query(`topk(10, ${all('minio_s3_requests_total', 'api')})`, '{{store}} {{api}}')]),
        lines('Requests that fail', 'reqps', [
          query(all('minio_s3_requests_5xx_errors_total', 'api'), '{{store}} {{api}}, its own fault'),
          query(all('minio_s3_requests_4xx_errors_total', 'api'), "{{store}} {{api}}, the client's"),
        ]),
        lines('Traffic', 'Bps', [
          query(traffic('minio_s3_traffic_received_bytes'), '{{store}} in'),
          query(traffic('minio_s3_traffic_sent_bytes'), '{{store}} out'),
        ]),
        lines('Requests that wait', 'short', [
          query(`sum by (store) (max by (store, server) (${of('minio_s3_requests_waiting_total')}))`, '{{store}}'),
        ]),
      ],
    },
    {
      title: 'Room',
      panels: [
        lines(
          'Room in use',
          'percentunit',
          [
            query(
              `1 - max by (store) (${of('minio_cluster_capacity_usable_free_bytes')}) / max by (store) (${of('minio_cluster_capacity_usable_total_bytes')})`,
              '{{store}}',
            ),
          ],
          { steps: worseFrom(0.7, 0.85) },
        ),
        byMax('Objects', 'short', of, 'minio_cluster_usage_object_total'),
        byMax('Size', 'bytes', of, 'minio_cluster_usage_total_bytes'),
        lines('Drives', 'short', [
          query(`max by (store) (${of('minio_cluster_drive_online_total')})`, '{{store}} there'),
          query(`max by (store) (${of('minio_cluster_drive_offline_total')})`, '{{store}} away'),
        ]),
      ],
    },
  ]
}
