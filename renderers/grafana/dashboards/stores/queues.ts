import { lines, query, type Row, worseFrom } from '../../panel.ts'
import { byMax, bySum, type Of } from './series.ts'

/** Messages that come, go and wait, and what makes RabbitMQ stop its publishers. */
export function rabbitmq(of: Of, range: string): readonly Row[] {
  const rate = (metric: string) => `sum by (store) (rate(${of(metric)}${range}))`
  return [
    {
      title: 'Messages',
      panels: [
        lines('Messages', 'ops', [
          query(rate('rabbitmq_global_messages_received_total'), '{{store}} in'),
          query(rate('rabbitmq_global_messages_delivered_total'), '{{store}} out'),
          query(rate('rabbitmq_global_messages_redelivered_total'), '{{store}} again'),
          query(rate('rabbitmq_global_messages_unroutable_dropped_total'), '{{store}} lost'),
        ]),
        lines('Messages that wait', 'short', [
          query(`sum by (store) (${of('rabbitmq_queue_messages_ready')})`, '{{store}} for a consumer'),
          query(`sum by (store) (${of('rabbitmq_queue_messages_unacked')})`, '{{store}} for a confirmation'),
        ]),
        lines('Who is there', 'short', [
          query(`sum by (store) (${of('rabbitmq_connections')})`, '{{store}} connections'),
          query(`sum by (store) (${of('rabbitmq_channels')})`, '{{store}} channels'),
          query(`sum by (store) (${of('rabbitmq_consumers')})`, '{{store}} consumers'),
          query(`max by (store) (${of('rabbitmq_queues')})`, '{{store}} queues'),
        ]),
        bySum('New connections', 'ops', of, range, 'rabbitmq_connections_opened_total'),
      ],
    },
    {
      title: 'Members',
      panels: [
        lines(
          'Memory that it may use',
          'percentunit',
          [query(`${of('rabbitmq_process_resident_memory_bytes')} / ${of('rabbitmq_resident_memory_limit_bytes')}`, '{{pod}}')],
          { steps: worseFrom(0.7, 0.9) },
        ),
        lines('Disk that is left', 'bytes', [
          query(of('rabbitmq_disk_space_available_bytes'), '{{pod}}'),
          query(`max by (store) (${of('rabbitmq_disk_space_available_limit_bytes')})`, '{{store}} stops below'),
        ]),
        lines('Open files', 'percentunit', [query(`${of('rabbitmq_process_open_fds')} / ${of('rabbitmq_process_max_fds')}`, '{{pod}}')]),
      ],
    },
  ]
}

/** Messages that come, who is behind, and copies. */
export function kafka(of: Of, range: string): readonly Row[] {
  return [
    {
      title: 'Topics',
      panels: [
        lines('Messages in', 'ops', [
          query(`topk(10, sum by (store, topic) (rate(${of('kafka_topic_partition_current_offset')}${range})))`, '{{store}} {{topic}}'),
        ]),
        lines('Messages that are kept', 'short', [
          query(
            `topk(10, sum by (store, topic) (${of('kafka_topic_partition_current_offset')} - ${of('kafka_topic_partition_oldest_offset')}))`,
            '{{store}} {{topic}}',
          ),
        ]),
      ],
    },
    {
      title: 'Consumers',
      panels: [
        lines('Behind', 'short', [
          query(`sum by (store, consumergroup, topic) (${of('kafka_consumergroup_lag')})`, '{{store}} {{consumergroup}} {{topic}}'),
        ]),
        lines('Members of groups', 'short', [
          query(`max by (store, consumergroup) (${of('kafka_consumergroup_members')})`, '{{store}} {{consumergroup}}'),
        ]),
      ],
    },
    {
      title: 'Copies',
      panels: [
        byMax('Members', 'short', of, 'kafka_brokers'),
        lines(
          'Partitions with too few copies',
          'short',
          [query(`sum by (store) (${of('kafka_topic_partition_under_replicated_partition')})`, '{{store}}')],
          { steps: worseFrom(1, 10) },
        ),
      ],
    },
  ]
}
