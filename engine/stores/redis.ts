import type { StoreEngine } from './engine.ts'

/** https://hub.docker.com/_/redis · https://redis.io/docs/latest/operate/oss_and_stack/management/config/ */
export const redis: StoreEngine = {
  image: 'docker.io/library/redis',
  version: '7.4.7',
  lines: ['6.2', '7.0', '7.2', '7.4', '8.0', '8.2'],
  port: 6379,
  portName: 'redis',
  scheme: 'redis',
  tlsScheme: 'rediss',
  role: 'cache',
  databases: false,
  firstLeads: false,
  login: 'password',
  members: { least: 3, odd: true },
  peers: { 'redis-members': 6379, 'tcp-sentinel': 26379 },
  connections: 10_000,
  memory: '16Mi',
  data: '/data',
  configuration: '/etc/redis',
  reserved: ['dir', 'port', 'tls-port', 'bind', 'requirepass', 'masterauth', 'maxclients', 'replicaof', 'include', 'user', 'aclfile'],
  // https://hub.docker.com/_/haproxy
  proxy: 'docker.io/library/haproxy:3.2.4-alpine',
  tls: 'can',
  backup: 'cold',
  metrics: { port: 9121, path: '/metrics', exporter: 'docker.io/oliver006/redis_exporter:v1.80.1' },
}
