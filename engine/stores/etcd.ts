import type { StoreEngine } from './engine.ts'

/** https://etcd.io/docs/v3.6/op-guide/configuration/ · https://etcd.io/docs/v3.6/op-guide/container/ */
export const etcd: StoreEngine = {
  image: 'gcr.io/etcd-development/etcd',
  version: 'v3.6.5',
  lines: ['v3.5', 'v3.6'],
  port: 2379,
  portName: 'grpc-etcd',
  scheme: 'http',
  tlsScheme: 'https',
  role: 'database',
  databases: false,
  login: 'none',
  members: { least: 3, odd: true },
  peers: { 'tcp-members': 2380 },
  connections: undefined,
  memory: '64Mi',
  data: '/var/lib/etcd',
  configuration: '/etc/etcd',
  reserved: [
    'name',
    'data-dir',
    'listen-client-urls',
    'listen-peer-urls',
    'advertise-client-urls',
    'initial-advertise-peer-urls',
    'initial-cluster',
    'listen-metrics-urls',
  ],
  tls: 'can',
  backup: 'cold',
  metrics: { port: 2381, path: '/metrics', exporter: undefined },
}
