/** Databases and caches in the cluster. */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
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
    expect(kinds('orders-db')).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'NetworkPolicy',
      'Service',
      'Service',
      'StatefulSet',
      'PodDisruptionBudget',
    ])
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
    const { get } = await rendered(
      'engine: mysql, args: ["--character-set-server=utf8mb4"], connections: 50, config: { long_query_time: 3 }',
    )
    const container = get('StatefulSet', 'orders-db').spec?.template?.spec?.containers?.[0] as Part
    expect(list(container.args)).toEqual(['--character-set-server=utf8mb4'])
    const config = String(get('ConfigMap', 'orders-db-config').data?.['platgen.cnf']).split('\n')
    for (const line of ['datadir = /var/lib/mysql/data', 'tmpdir = /var/lib/mysql/tmp', 'max_connections = 50', 'long_query_time = 3'])
      expect(config).toContain(line)
    expect(paths(container)).toEqual(['/tmp', '/var/run/mysqld', SECRET, '/etc/mysql/conf.d', '/var/lib/mysql'])
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
    expect(list(container.volumeMounts)).toContainEqual({ name: 'config', mountPath: '/etc/passwd', subPath: 'passwd', readOnly: true })
    expect(get('ConfigMap', 'orders-db-config').data?.passwd).toContain('postgres:x:10001:10001:')
  })
})

describe('Redis', () => {
  test('reads its password from a file in memory, with whatever signs it has', async () => {
    const { get } = await rendered('engine: redis')
    const spec = get('StatefulSet', 'orders-db').spec?.template?.spec as Part
    const files = get('ConfigMap', 'orders-db-config').data
    expect(String(files?.['start.sh'])).toContain(`sed 's/[\\\\"]/\\\\&/g' ${SECRET}/password`)
    expect(String(files?.['redis.conf'])).toContain('include /run/redis/auth.conf')
    expect(list(spec.volumes)).toContainEqual({ name: 'writable-run-redis', emptyDir: { sizeLimit: '1Mi', medium: 'Memory' } })
    expect(JSON.stringify(spec)).not.toContain('requirepass')
  })

  test('with members is found through a proxy that knows the primary', async () => {
    const { get } = await rendered('engine: redis, replicas: 3')
    expect(get('Service', 'orders-db').spec?.ports).toEqual([
      { name: 'redis', port: 6379, targetPort: 'redis', protocol: 'TCP', appProtocol: 'redis' },
    ])
    const containers = list(get('StatefulSet', 'orders-db').spec?.template?.spec?.containers)
    expect(containers.map(({ name }) => name)).toEqual(['orders-db', 'sentinel', 'proxy'])
    expect(list(containers[2]?.ports)[0]).toMatchObject({ name: 'redis', containerPort: 6380 })
  })
})

describe('Kafka', () => {
  test('encrypts every listener, and asks itself as a client that knows who signs', async () => {
    const { get } = await rendered('engine: kafka, replicas: 3, resources: { memory: 1Gi }, tls: { secret: keys, issuer: ca }')
    const files = get('ConfigMap', 'orders-db-config').data as Part
    const lines = String(files['server.properties']).split('\n')
    for (const line of [
      'listener.security.protocol.map=CLIENTS:SSL,CONTROLLER:SSL,MEMBERS:SSL',
      'ssl.keystore.location=/tmp/keys.pem',
      'ssl.truststore.location=/run/tls/ca.crt',
    ])
      expect(lines).toContain(line)
    expect(String(files['start.sh'])).toContain('cat /run/tls/tls.key /run/tls/tls.crt > /tmp/keys.pem')
    const [container] = list(get('StatefulSet', 'orders-db').spec?.template?.spec?.containers)
    expect(list(container?.readinessProbe?.exec?.command).at(-1)).toContain('--command-config /etc/kafka/platgen/client.properties')
    expect(get('Certificate', 'keys').spec).toMatchObject({ privateKey: { encoding: 'PKCS8' } })
  })
})

describe('MongoDB', () => {
  const words = 'engine: mongodb, replicas: 3, resources: { memory: 1Gi }'

  /** Runs a script of its shell against a server that remembers what it was told. */
  function shell(text: unknown, members: readonly string[], users: ReadonlySet<string>): readonly unknown[] {
    const told: unknown[] = []
    const admin = {
      auth: (user: string, password: string) => told.push(['auth', user, password]),
      getUser: (user: string) => (users.has(user) ? { user } : null),
      createUser: (said: object) => told.push(said),
    }
    const rs = {
      initiate: (set: object) => told.push(set),
      conf: () => ({ members: members.map((host) => ({ host })) }),
      add: (host: string) => told.push(host),
    }
    runInNewContext(String(text), {
      require: () => ({ readFileSync: (path: string) => `${path.split('/').at(-1)}!\n`, hostname: () => 'orders-db-2' }),
      db: { getSiblingDB: () => admin },
      rs,
    })
    return JSON.parse(JSON.stringify(told)) as unknown[]
  }

  test('makes its users once, and its set of all members', async () => {
    const files = (await rendered(words)).get('ConfigMap', 'orders-db-config').data as Part
    expect(shell(files['users.js'], [], new Set(['root']))).toEqual([
      {
        user: 'orders_db',
        pwd: 'password!',
        roles: [
          { role: 'dbOwner', db: 'orders_db' },
          { role: 'clusterMonitor', db: 'admin' },
        ],
      },
    ])
    const [login, set] = shell(files['initiate.js'], [], new Set()) as [unknown, { members: readonly { host: string }[] }]
    expect(login).toEqual(['auth', 'root', 'root-password!'])
    expect(set).toMatchObject({ _id: 'orders-db', members: [{ _id: 0 }, { _id: 1 }, { _id: 2 }] })
    const hosts = set.members.map(({ host }) => host)
    expect(shell(files['join.js'], hosts, new Set())).toHaveLength(1)
    expect(shell(files['join.js'], hosts.slice(0, 2), new Set())).toEqual([login, hosts[2]])
  })

  test('is found by way of any member, and settings with dots are maps', async () => {
    const { get, find } = await rendered(`${words}, config: { storage.journal.commitIntervalMs: 50, net.compression.compressors: zstd }`)
    expect(get('Service', 'orders-db').spec?.selector).not.toHaveProperty('statefulset.kubernetes.io/pod-name')
    expect(find('Service', 'orders-db-read')).toBeUndefined()
    const config = parse(String(get('ConfigMap', 'orders-db-config').data?.['mongod.yaml'])) as object
    expect(config).toMatchObject({
      storage: { dbPath: '/data/db/data', journal: { commitIntervalMs: 50 } },
      net: { port: 27017, compression: { compressors: 'zstd' } },
      replication: { replSetName: 'orders-db' },
    })
  })
})

describe('metrics', () => {
  const watched = (words: string) => rendered(`${words} } }\nmonitoring: { mode: files, watch: { nodes: false`)

  test('of a store that serves them itself are read from its pods', async () => {
    const { get } = await watched('engine: rabbitmq')
    expect(get('StatefulSet', 'orders-db').spec?.template?.metadata).toMatchObject({
      labels: { 'platgen.dev/store': 'orders-db' },
      annotations: { 'prometheus.io/port': '15692', 'prometheus.io/path': '/metrics' },
    })
    expect(list(get('NetworkPolicy', 'orders-db').spec?.ingress)).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': expect.any(String) } } }],
      ports: [{ port: 15692, protocol: 'TCP' }],
    })
  })

  test('of any other are those of an exporter', async () => {
    const { get } = await watched('engine: kafka')
    expect(get('StatefulSet', 'orders-db').spec?.template?.metadata?.annotations).not.toHaveProperty('prometheus.io/port')
  })
})

describe('members', () => {
  test('may call each other, and nobody else may on their ports', async () => {
    const { get } = await rendered('engine: etcd, replicas: 3')
    const own = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'orders-db' } } }
    const { ingress, egress } = get('NetworkPolicy', 'orders-db').spec as unknown as {
      ingress: readonly object[]
      egress: readonly object[]
    }
    expect(ingress).toContainEqual({ from: [own], ports: [{ port: 2380, protocol: 'TCP' }] })
    expect(egress).toContainEqual({ to: [own], ports: [{ port: 2380, protocol: 'TCP' }] })
    expect(Object.keys(get('ConfigMap', 'orders-db-config').data ?? {})).toEqual([
      'orders-db-0.yaml',
      'orders-db-1.yaml',
      'orders-db-2.yaml',
    ])
  })

  test('of a database share a name for reading, while the other leads to the primary', async () => {
    const { get } = await rendered('engine: postgresql, replicas: 2')
    expect(get('Service', 'orders-db').spec?.selector).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'orders-db-0' })
    expect(get('Service', 'orders-db-read').spec?.selector).not.toHaveProperty('statefulset.kubernetes.io/pod-name')
  })
})
