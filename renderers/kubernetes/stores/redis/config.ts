import type { Store } from '../../../../engine/sdk.ts'
import { memoryShare, script, settings, TLS } from '../program.ts'
import { AUTH } from './facts.ts'

/** Settings that may be said several times, a line each. */
const SAVES = ['3600 1', '300 100', '60 10000'] as const

/**
 * redis.conf: https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/ It keeps a quarter of its memory free for the copy that it makes while it saves.
 * A primary that no copy has heard of for ten seconds takes no writes, since they would be lost.
 */
export function config(store: Store): string {
  const { connections } = store
  if (connections === undefined) throw new Error('Redis without a number of connections')
  return script([
    ...settings(
      store,
      {
        dir: store.folders.data,
        ...tls(store),
        maxclients: connections,
        maxmemory: `${memoryShare(store, 0.75)}mb`,
        'maxmemory-policy': 'noeviction',
        appendonly: 'yes',
        appendfsync: 'everysec',
        'tcp-keepalive': 300,
        'slowlog-log-slower-than': 10_000,
        ...(store.replicas === 1 ? {} : { 'min-replicas-to-write': 1, 'min-replicas-max-lag': 10, 'replica-announced': 'yes' }),
      },
      (key, value) => `${key} ${value}`,
    ),
    ...(Object.hasOwn(store.config, 'save') ? [] : SAVES.map((save) => `save ${save}`)),
    '# Its password, and who its peers are: written when it starts.',
    `include ${AUTH}/auth.conf`,
  ])
}

function tls(store: Store): { readonly [key: string]: string | number } {
  if (store.tls === undefined) return { port: 6379 }
  return {
    port: 0,
    'tls-port': 6379,
    'tls-cert-file': TLS.cert,
    'tls-key-file': TLS.key,
    'tls-ca-cert-file': TLS.ca,
    'tls-auth-clients': 'no',
    'tls-replication': 'yes',
  }
}
