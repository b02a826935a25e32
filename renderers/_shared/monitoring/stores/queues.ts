import type { Matchers } from '../series.ts'
import { type EngineWatch, MINUTE, type StoreAlert, type Watched } from './watch.ts'

/** https://www.rabbitmq.com/docs/prometheus Its own plugin; queues are counted together, since thousands of them are nothing unusual. */
export const rabbitmq: EngineWatch = {
  up: 'rabbitmq_build_info',
  alerts: (watched) => {
    const { store, of, stays } = watched
    const alarms = ['rabbitmq_alarms_memory_used_watermark', 'rabbitmq_alarms_free_disk_space_watermark'] as const
    return [
      {
        word: 'blocked',
        raised: { for: MINUTE, severity: 'critical' },
        expr: `max by (pod) (${alarms.map((alarm) => of(alarm)).join(' or ')}) > 0`,
        summary: `${store.name} takes no more messages.`,
        description: '{{ $labels.pod }} has too little memory or disk, and every publisher waits.',
        fires: stays(alarms[0], 1),
        quiet: stays(alarms[0], 0),
      },
      ...backlog(watched, 'rabbitmq_queue_messages_ready', '', {}, {}),
      {
        word: 'lost',
        raised: { for: 5 * MINUTE, severity: 'warning' },
        expr: `sum(rate(${of('rabbitmq_global_messages_unroutable_dropped_total')}${watched.range})) > 0`,
        summary: `Messages to ${store.name} get lost.`,
        description: `{{ $value | humanize }} messages a second reach no queue of ${store.name}: a binding is missing, and nobody asked to be told.`,
        fires: watched.grows('rabbitmq_global_messages_unroutable_dropped_total', 60, { protocol: 'amqp091' }),
        quiet: stays('rabbitmq_global_messages_unroutable_dropped_total', 3, { protocol: 'amqp091' }),
      },
    ]
  },
}

/** https://github.com/danielqsj/kafka_exporter What it knows comes from the protocol of clients, so that no agent has to be put into the image of the server. */
export const kafka: EngineWatch = {
  up: 'kafka_brokers',
  // It keeps the list of brokers that it read last.
  remembered: true,
  alerts: (watched) => {
    const { store, of, stays } = watched
    return [
      {
        word: 'replication',
        raised: { for: 10 * MINUTE, severity: 'warning' },
        expr: `sum(${of('kafka_topic_partition_under_replicated_partition')}) > 0`,
        summary: `${store.name} has fewer copies than it should.`,
        description: `{{ $value }} partitions of ${store.name} have copies that do not follow. The loss of one more member may lose messages, or stop whoever writes.`,
        fires: stays('kafka_topic_partition_under_replicated_partition', 1, { topic: 'orders', partition: '0' }),
        quiet: stays('kafka_topic_partition_under_replicated_partition', 0, { topic: 'orders', partition: '0' }),
      },
      {
        word: 'dataMissing',
        raised: { for: 2 * MINUTE, severity: 'critical' },
        expr: `count(${of('kafka_topic_partition_leader')} < 0) > 0`,
        summary: `Partitions of ${store.name} have no leader.`,
        description: `{{ $value }} partitions of ${store.name} can be neither read nor written.`,
        fires: stays('kafka_topic_partition_leader', -1, { topic: 'orders', partition: '0' }),
        quiet: stays('kafka_topic_partition_leader', 2, { topic: 'orders', partition: '0' }),
      },
      ...backlog(
        watched,
        'kafka_consumergroup_lag',
        ' by (consumergroup, topic)',
        {},
        { consumergroup: 'billing', topic: 'orders', partition: '0' },
      ),
    ]
  },
}

/** Messages that nobody has read, and that do not become fewer. */
function backlog(
  { store, model, of, stays }: Watched,
  metric: string,
  grouped: string,
  matchers: Matchers,
  labels: { readonly [label: string]: string },
): readonly StoreAlert[] {
  const { backlog: threshold } = model.monitoring.alerts
  if (threshold === undefined) return []
  return [
    {
      word: 'backlog',
      raised: threshold,
      expr: `sum${grouped} (${of(metric, matchers)}) > ${threshold.bound}`,
      summary: `Messages wait in ${store.name}.`,
      description:
        store.engine === 'kafka'
          ? '{{ $labels.consumergroup }} is {{ $value | humanize }} messages of {{ $labels.topic }} behind.'
          : `{{ $value | humanize }} messages wait in the queues of ${store.name} for somebody who reads them.`,
      fires: stays(metric, threshold.bound + 1, labels),
      quiet: stays(metric, threshold.bound, labels),
    },
  ]
}
