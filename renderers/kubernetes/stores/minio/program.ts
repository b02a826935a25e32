import type { Store } from '../../../../engine/sdk.ts'
import { LIVE, PLAIN, READY, STARTUP, type StoreProgram, secretFile } from '../program.ts'

/**
 * Its first user comes from its environment. Members keep parts of each object, so that half of them may be lost.
 * https://min.io/docs/minio/linux/reference/minio-server/minio-server.html
 */
export function minio(store: Store): StoreProgram {
  const ask = (path: string) => ({ httpGet: { path, port: store.port.port } })
  const [first] = store.members
  const last = store.replicas - 1
  const domain = first === undefined ? '' : first.host.slice(`${store.name}-0.`.length)
  const volumes = last === 0 ? store.folders.data : `http://${store.name}-{0...${last}}.${domain}:${store.port.port}${store.folders.data}`
  return {
    ...PLAIN,
    args: ['server', '--address', `:${store.port.port}`, '--console-address', ':9001', volumes, ...store.args],
    env: [
      { name: 'MINIO_ROOT_USER', value: store.user === undefined ? store.name : store.user },
      { name: 'MINIO_ROOT_PASSWORD_FILE', value: secretFile(store, 'password') },
      { name: 'MINIO_PROMETHEUS_AUTH_TYPE', value: 'public' },
      { name: 'HOME', value: '/tmp' },
    ],
    writable: [{ path: '/tmp', size: '64Mi', medium: undefined }],
    files: {},
    ports: [{ ...store.port, name: 'http-console', port: 9001, servicePort: 9001 }],
    startup: { ...ask('/minio/health/live'), ...STARTUP },
    live: { ...ask('/minio/health/live'), ...LIVE },
    ready: { ...ask(last === 0 ? '/minio/health/ready' : '/minio/health/cluster'), ...READY },
    graceSeconds: 30,
    together: last > 0,
  }
}
