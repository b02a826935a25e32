import type { StoreEngine } from './engine.ts'

/** https://www.docker.elastic.co/r/elasticsearch · https://www.elastic.co/docs/deploy-manage/deploy/self-managed/important-settings-configuration */
export const elasticsearch: StoreEngine = {
  image: 'docker.elastic.co/elasticsearch/elasticsearch',
  version: '8.19.4',
  lines: ['8.17', '8.18', '8.19', '9.0', '9.1'],
  port: 9200,
  portName: 'http',
  scheme: 'http',
  tlsScheme: 'https',
  role: 'search',
  databases: false,
  firstLeads: false,
  login: { user: 'elastic' },
  members: { least: 3, odd: true },
  peers: { 'tcp-transport': 9300 },
  connections: undefined,
  memory: '1Gi',
  data: '/usr/share/elasticsearch/data',
  configuration: '/etc/elasticsearch',
  reserved: [
    'cluster.name',
    'node.name',
    'network.host',
    'path.data',
    'discovery.seed_hosts',
    'cluster.initial_master_nodes',
    'xpack.security.enabled',
    's3.client.default.*',
  ],
  tls: 'members',
  backup: 'itself',
  // https://github.com/prometheus-community/elasticsearch_exporter
  metrics: { port: 9114, path: '/metrics', exporter: 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.9.0' },
}
