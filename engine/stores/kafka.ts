import type { StoreEngine } from './engine.ts'

/** https://hub.docker.com/r/apache/kafka · https://kafka.apache.org/41/operations/kraft/ */
export const kafka: StoreEngine = {
  image: 'docker.io/apache/kafka',
  version: '4.1.0',
  lines: ['3.8', '3.9', '4.0', '4.1'],
  port: 9092,
  portName: 'tcp-kafka',
  scheme: 'kafka',
  tlsScheme: 'kafka',
  role: 'queue',
  databases: false,
  firstLeads: false,
  login: 'none',
  members: { least: 3, odd: true },
  peers: { 'tcp-controller': 9093, 'tcp-members': 9094 },
  connections: undefined,
  memory: '512Mi',
  data: '/var/lib/kafka',
  configuration: '/etc/kafka/platgen',
  reserved: [
    'node.id',
    'process.roles',
    'listeners',
    'advertised.listeners',
    'controller.quorum.voters',
    'log.dirs',
    'ssl.keystore.location',
  ],
  tls: 'can',
  backup: 'never',
  // https://github.com/danielqsj/kafka_exporter
  metrics: { port: 9308, path: '/metrics', exporter: 'docker.io/danielqsj/kafka-exporter:v1.9.0' },
}
