import type { StoreEngine } from './engine.ts'

/** https://hub.docker.com/_/rabbitmq · https://www.rabbitmq.com/docs/configure · https://www.rabbitmq.com/docs/networking#ports */
export const rabbitmq: StoreEngine = {
  image: 'docker.io/library/rabbitmq',
  version: '4.1.4-management',
  lines: ['3.12', '3.13', '4.0', '4.1'],
  port: 5672,
  portName: 'tcp-amqp',
  scheme: 'amqp',
  tlsScheme: 'amqps',
  role: 'queue',
  databases: false,
  firstLeads: false,
  login: 'user',
  members: { least: 3, odd: true },
  peers: { 'tcp-epmd': 4369, 'tcp-members': 25672 },
  more: { 'http-management': 15_672 },
  connections: undefined,
  memory: '192Mi',
  data: '/var/lib/rabbitmq',
  configuration: '/etc/rabbitmq/conf.d',
  reserved: ['listeners.tcp.default', 'cluster_formation.peer_discovery_backend', 'default_user', 'default_pass'],
  tls: 'never',
  backup: 'running',
  // https://www.rabbitmq.com/docs/prometheus
  metrics: { port: 15_692, path: '/metrics', exporter: undefined },
}
