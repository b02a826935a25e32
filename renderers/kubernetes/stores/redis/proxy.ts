import type { Store } from '../../../../engine/sdk.ts'
import { script } from '../program.ts'
import { ASKER } from './facts.ts'

/** Where it says that it lives. */
export const PROXY_HEALTH = 8404

/**
 * haproxy.cfg: beside each member a proxy that leads to whoever is the primary, so that clients need not know sentinels. Sessions end when the primary is another.
 * https://docs.haproxy.org/3.2/configuration.html
 */
export function proxyConfig(store: Store): string {
  const { connections } = store
  if (connections === undefined) throw new Error('Redis without a number of connections')
  const secure = store.tls === undefined ? '' : ' check-ssl verify none'
  return script([
    'global',
    `  maxconn ${connections}`,
    '  log stderr format raw daemon notice',
    'defaults',
    '  mode tcp',
    '  log global',
    '  timeout connect 3s',
    '  timeout client 1h',
    '  timeout server 1h',
    '  timeout check 2s',
    'resolvers cluster',
    '  parse-resolv-conf',
    '  hold valid 5s',
    'frontend health',
    '  mode http',
    `  bind :${PROXY_HEALTH}`,
    '  timeout client 5s',
    '  monitor-uri /ready',
    '  monitor fail if { nbsrv(primary) lt 1 }',
    'frontend clients',
    `  bind :${store.port.port}`,
    '  default_backend primary',
    'backend primary',
    '  option tcp-check',
    `  tcp-check send "AUTH ${ASKER} none\\r\\n"`,
    '  tcp-check expect string +OK',
    '  tcp-check send "INFO replication\\r\\n"',
    '  tcp-check expect string role:master',
    `  default-server check${secure} inter 1s fall 2 rise 1 on-marked-down shutdown-sessions resolvers cluster init-addr none`,
    ...store.members.map(({ name, host }) => `  server ${name} ${host}:6379`),
  ])
}
