import type { StoreEngine } from './engine.ts'

/** https://hub.docker.com/_/mysql · https://dev.mysql.com/doc/refman/8.4/en/ */
export const mysql: StoreEngine = {
  image: 'docker.io/library/mysql',
  version: '8.4.7',
  lines: ['5.7', '8.0', '8.4'],
  port: 3306,
  portName: 'mysql',
  scheme: 'mysql',
  tlsScheme: 'mysql',
  role: 'database',
  databases: true,
  firstLeads: true,
  login: 'user',
  members: { least: 2, odd: false },
  peers: {},
  connections: 200,
  memory: '200Mi',
  data: '/var/lib/mysql',
  configuration: '/etc/mysql/conf.d',
  reserved: [
    'datadir',
    'tmpdir',
    'port',
    'socket',
    'bind_address',
    'max_connections',
    'server_id',
    'gtid_mode',
    'log_bin',
    'super_read_only',
  ],
  tls: 'can',
  backup: 'running',
  // https://github.com/prometheus/mysqld_exporter
  metrics: { port: 9104, path: '/metrics', exporter: 'docker.io/prom/mysqld-exporter:v0.18.0' },
}
