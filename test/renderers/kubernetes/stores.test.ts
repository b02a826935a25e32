/** Databases and caches in the cluster. */
import { describe, expect, test } from 'vitest'
import { list, type Part, renderClean } from './rendered.ts'

const rendered = (words: string) =>
  renderClean(`storage: { default: fast, classes: { fast: { type: csi, provisioner: x.y } } }\nstores: { orders-db: { ${words} } }`)
async function pod(words: string): Promise<Part> {
  return (await rendered(words)).get('StatefulSet', 'orders-db').spec?.template?.spec as Part
}
const program = async (words: string) => (await pod(words)).containers?.[0] as Part
const paths = (container: Part) => list(container.volumeMounts).map(({ mountPath }) => String(mountPath))
const SECRET = '/run/secrets/orders-db'

describe('every store', () => {
  test('is one pod with a volume, confined, behind a Service and a headless one', async () => {
    const { get, kinds } = await rendered('engine: redis, storage: 3Gi, description: Carts.')
    expect(kinds('orders-db')).toEqual(['ServiceAccount', 'NetworkPolicy', 'Service', 'Service', 'StatefulSet', 'PodDisruptionBudget'])
    const { spec, metadata } = get('StatefulSet', 'orders-db')
    expect(metadata?.annotations).toMatchObject({ 'kubernetes.io/description': 'Carts.' })
    expect(spec).toMatchObject({
      replicas: 1,
      serviceName: 'orders-db-headless',
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { storageClassName: 'fast', resources: { requests: { storage: '3Gi' } } } },
      ],
    })
    expect(spec?.template?.spec?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 })
    expect(get('PodDisruptionBudget', 'orders-db').spec).toMatchObject({ maxUnavailable: 1 })
    expect(get('Service', 'orders-db').spec?.ports).toEqual([
      { name: 'redis', port: 6379, targetPort: 'redis', protocol: 'TCP', appProtocol: 'redis' },
    ])
    expect(get('Service', 'orders-db-headless').spec?.clusterIP).toBe('None')
  })

  test('has three different probes, none of which shows a password', async () => {
    for (const engine of ['mysql', 'postgresql', 'redis']) {
      const container = await program(`engine: ${engine}`)
      const { startupProbe, livenessProbe, readinessProbe } = container
      expect(livenessProbe).not.toEqual(readinessProbe)
      expect(Number(startupProbe?.failureThreshold) * Number(startupProbe?.periodSeconds)).toBe(600)
      expect(list(readinessProbe?.exec?.command).at(-1)).toContain(`$(cat ${SECRET}/password)`)
    }
  })

  test('outside of the cluster is nothing here', async () => {
    expect((await rendered('engine: mysql, external: db.example.com')).kinds('orders-db')).toEqual([])
  })
})

describe('MySQL', () => {
  test('keeps its data and its scratch in folders of the volume', async () => {
    const container = await program('engine: mysql, args: ["--character-set-server=utf8mb4"]')
    expect(list(container.args)).toEqual([
      'mysql',
      '--datadir=/var/lib/mysql/data',
      '--tmpdir=/var/lib/mysql/tmp',
      '--secure-file-priv=NULL',
      '--character-set-server=utf8mb4',
    ])
    expect(paths(container)).toEqual(['/tmp', '/var/run/mysqld', SECRET, '/var/lib/mysql'])
    expect(container.env).toEqual([
      { name: 'MYSQL_ROOT_PASSWORD_FILE', value: `${SECRET}/root-password` },
      { name: 'MYSQL_DATABASE', value: 'orders_db' },
      { name: 'MYSQL_USER', value: 'orders_db' },
      { name: 'MYSQL_PASSWORD_FILE', value: `${SECRET}/password` },
    ])
  })

  test('makes no user where clients are root', async () => {
    const spec = await pod('engine: mysql, user: root, rootPasswordKey: PW')
    expect(list(spec.containers?.[0]?.env).map(({ name }) => String(name))).toEqual(['MYSQL_ROOT_PASSWORD_FILE', 'MYSQL_DATABASE'])
    expect(list(spec.volumes)).toContainEqual({
      name: 'secrets',
      secret: { secretName: 'orders-db', items: [{ key: 'PW', path: 'PW' }], defaultMode: 0o440 },
    })
  })
})

describe('PostgreSQL', () => {
  test('makes its own folder in the volume, and finds its user by name', async () => {
    const { get } = await rendered('engine: postgresql, database: shop, user: app, args: ["-c", "max_connections=200"]')
    const container = get('StatefulSet', 'orders-db').spec?.template?.spec?.containers?.[0] as Part
    expect(container.args).toEqual(['-c', 'max_connections=200'])
    expect(container.env).toEqual([
      { name: 'POSTGRES_USER', value: 'app' },
      { name: 'POSTGRES_DB', value: 'shop' },
      { name: 'POSTGRES_PASSWORD_FILE', value: `${SECRET}/password` },
      { name: 'PGDATA', value: '/var/lib/postgresql/pgdata' },
    ])
    expect(list(container.volumeMounts)).toContainEqual({ name: 'passwd', mountPath: '/etc/passwd', subPath: 'passwd', readOnly: true })
    expect(get('ConfigMap', 'orders-db-passwd').data?.passwd).toContain('postgres:x:10001:10001:')
  })
})

describe('Redis', () => {
  test('reads its password from a file in memory, with whatever signs it has', async () => {
    const spec = await pod('engine: redis')
    const container = spec.containers?.[0] as Part
    expect(list(container.command).at(-1)).toContain(`sed 's/[\\\\"]/\\\\&/g' ${SECRET}/password`)
    expect(list(container.args)).toEqual(['redis', '--dir', '/data', '--appendonly', 'yes'])
    expect(list(spec.volumes)).toContainEqual({ name: 'writable-run-redis', emptyDir: { sizeLimit: '1Mi', medium: 'Memory' } })
    expect(JSON.stringify(container.args)).not.toContain('requirepass')
  })
})
