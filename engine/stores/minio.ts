import type { StoreEngine } from './engine.ts'

/** https://min.io/docs/minio/linux/reference/minio-server/minio-server.html */
export const minio: StoreEngine = {
  image: 'quay.io/minio/minio',
  version: 'RELEASE.2025-09-07T16-13-09Z',
  lines: ['RELEASE.2024', 'RELEASE.2025'],
  port: 9000,
  portName: 'http',
  scheme: 'http',
  tlsScheme: 'https',
  role: 'storage',
  databases: false,
  firstLeads: false,
  login: 'user',
  members: { least: 4, odd: false },
  peers: { http: 9000 },
  connections: undefined,
  memory: '128Mi',
  data: '/data',
  configuration: '/etc/minio',
  reserved: undefined,
  tls: 'never',
  backup: 'running',
  // https://min.io/docs/minio/linux/operations/monitoring/collect-minio-metrics-using-prometheus.html
  metrics: { port: 9000, path: '/minio/v2/metrics/cluster', exporter: undefined },
}
