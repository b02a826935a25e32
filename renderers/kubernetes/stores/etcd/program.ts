import { byteCount, type Store, writeYaml } from '../../../../engine/sdk.ts'
import { firstMember, LIVE, PLAIN, POD_NAME, READY, STARTUP, type StoreProgram, TLS, typed } from '../program.ts'

const DATA = '/var/lib/etcd'

/**
 * Its image has no shell, so each member has a file of its own, and finds it by the name of its pod.
 * https://etcd.io/docs/v3.6/op-guide/configuration/ · https://etcd.io/docs/v3.6/op-guide/monitoring/
 */
export function etcd(store: Store): StoreProgram {
  const ask = (path: string) => ({ httpGet: { path, port: store.metrics.port } })
  return {
    ...PLAIN,
    command: ['etcd', `--config-file=${store.folders.configuration}/$(POD_NAME).yaml`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [POD_NAME],
    writable: [],
    files: Object.fromEntries(store.members.map((member) => [`${member.name}.yaml`, config(store, member)])),
    ports: [
      ...store.peers,
      { ...store.port, name: 'http-metrics', port: store.metrics.port, servicePort: store.metrics.port, appProtocol: 'http' },
    ],
    startup: { ...ask('/livez'), ...STARTUP },
    live: { ...ask('/livez'), ...LIVE },
    ready: { ...ask('/readyz'), ...READY },
    graceSeconds: 30,
    together: store.replicas > 1,
  }
}

/** Half of the volume may be data: compacting writes all of it once more. At most what etcd is made for. */
function quota(store: Store): number {
  const GIBI = 1024 ** 3
  return Math.min(8 * GIBI, Math.floor(byteCount(store.storage.size) / 2))
}

function config(store: Store, { name, host }: Store['members'][number]): string {
  const secure = store.tls !== undefined
  const scheme = secure ? 'https' : 'http'
  const client = `${scheme}://${host}:${store.port.port}`
  const peer = (of: string) => `${scheme}://${of}:2380`
  const files = { 'cert-file': TLS.cert, 'key-file': TLS.key, 'trusted-ca-file': TLS.ca, 'client-cert-auth': true }
  return writeYaml([
    {
      name,
      'data-dir': `${DATA}/data`,
      'listen-client-urls': `${scheme}://0.0.0.0:${store.port.port}`,
      'advertise-client-urls': client,
      'listen-peer-urls': `${scheme}://0.0.0.0:2380`,
      'initial-advertise-peer-urls': peer(host),
      'initial-cluster': store.members.map((member) => `${member.name}=${peer(member.host)}`).join(','),
      'initial-cluster-state': 'new',
      'initial-cluster-token': firstMember(store),
      'listen-metrics-urls': `http://0.0.0.0:${store.metrics.port}`,
      'quota-backend-bytes': quota(store),
      'auto-compaction-mode': 'periodic',
      'auto-compaction-retention': '1h',
      ...(secure ? { 'client-transport-security': files, 'peer-transport-security': files } : {}),
      ...typed(store.config),
    },
  ])
}
