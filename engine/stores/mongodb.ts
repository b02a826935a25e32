import type { StoreEngine } from './engine.ts'

/** https://hub.docker.com/_/mongo · https://www.mongodb.com/docs/manual/reference/configuration-options/ */
export const mongodb: StoreEngine = {
  image: 'docker.io/library/mongo',
  version: '8.0.15',
  lines: ['6.0', '7.0', '8.0'],
  port: 27_017,
  portName: 'tcp-mongodb',
  scheme: 'mongodb',
  tlsScheme: 'mongodb',
  // https://www.mongodb.com/docs/manual/reference/connection-string/ Users are made in `admin`, and a client finds the primary by way of any member.
  url: ({ members, database, replicaSet, tls }) =>
    `mongodb://${members}/${database}?${replicaSet === undefined ? '' : `replicaSet=${replicaSet}&`}authSource=admin${tls ? '&tls=true' : ''}`,
  role: 'database',
  databases: true,
  firstLeads: false,
  login: 'user',
  members: { least: 3, odd: true },
  peers: {},
  connections: 500,
  memory: '512Mi',
  data: '/data/db',
  configuration: '/etc/mongo',
  reserved: [
    'storage.dbPath',
    'net.port',
    'net.bindIp',
    'net.bindIpAll',
    'net.maxIncomingConnections',
    'net.tls.mode',
    'replication.replSetName',
    'security.authorization',
    'security.keyFile',
    'processManagement.fork',
  ],
  tls: 'can',
  backup: 'running',
  // https://github.com/percona/mongodb_exporter
  metrics: { port: 9216, path: '/metrics', exporter: 'docker.io/percona/mongodb_exporter:0.47.2' },
}
