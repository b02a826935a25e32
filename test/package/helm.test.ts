/** A chart as somebody meets it who knows Helm, and nothing of platgen. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { describeWith } from '../conformance/tool.ts'
import { chartsOf, models, onDisk, readAsGo, runHelm } from './charting.ts'
import { orders, platform } from './orders.ts'

const files = chartsOf([platform, orders])
const chart = 'shop/charts/orders'
const content = (path: string) => files.get(path)?.content ?? ''
const values = (path: string) => parse(content(path)) as Record<string, unknown>

describe('the files of a chart', () => {
  test('are those that people know', () => {
    const names = [...files.keys()].filter((path) => path.startsWith(`${chart}/`)).map((path) => path.slice(chart.length + 1))
    expect(names.sort()).toEqual([
      '.helmignore',
      'Chart.yaml',
      'README.md',
      'templates/NOTES.txt',
      'templates/_helpers.tpl',
      'templates/configmap.yaml',
      'templates/deployment.yaml',
      'templates/hpa.yaml',
      'templates/ingress.yaml',
      'templates/job.yaml',
      'templates/pod-disruption-budget.yaml',
      'templates/service-account.yaml',
      'templates/service.yaml',
      'templates/tests/test-connection.yaml',
      'values-dev.yaml',
      'values-prod.yaml',
      'values-staging.yaml',
      'values.schema.json',
      'values.yaml',
    ])
  })

  test('Chart.yaml says what Helm asks for', () => {
    expect(values(`${chart}/Chart.yaml`)).toMatchObject({
      apiVersion: 'v2',
      name: 'orders',
      version: '1.4.0',
      appVersion: '1.5.0',
      kubeVersion: '>=1.34.0-0',
      maintainers: [{ name: 'platform-team' }],
    })
    expect(content(`${chart}/Chart.yaml`)).toContain("appVersion: '1.5.0'")
    expect(values('shop/Chart.yaml')).toMatchObject({
      name: 'shop',
      dependencies: [{ name: 'orders', version: '1.4.0', condition: 'orders.enabled' }],
    })
  })

  test('values.yaml has the customary names, with what the first environment without customers has', () => {
    expect(values(`${chart}/values.yaml`)).toMatchObject({
      replicaCount: 1,
      image: { repository: 'registry.example.com/shop/orders', tag: '1.5.0', digest: '', pullPolicy: 'IfNotPresent' },
      env: { LOG_LEVEL: 'debug' },
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
      service: { type: 'ClusterIP', port: 80, annotations: {} },
      ingress: { enabled: true, className: 'nginx', hosts: ['dev.shop.example.com'], annotations: { 'example.com/audience': 'team' } },
      autoscaling: { enabled: false, minReplicas: 3, maxReplicas: 9, targetCPUUtilizationPercentage: 70 },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      serviceAccount: { create: true, annotations: {} },
      config: { data: { MODE: 'trial' } },
      nodeSelector: {},
      tolerations: [],
      affinity: {},
      podAnnotations: {},
      tests: { enabled: false },
    })
  })

  test('the file of an environment says what is different there, and nothing else', () => {
    expect(values(`${chart}/values-staging.yaml`)).toEqual({
      env: { DEBUG: '1' },
      ingress: { hosts: ['staging.shop.example.com'], tls: [{ hosts: ['staging.shop.example.com'], secretName: 'shop-tls' }] },
      resources: { limits: { cpu: '1' } },
    })
    expect(values(`${chart}/values-prod.yaml`)).toMatchObject({
      image: { tag: `1.4.2@sha256:${'0'.repeat(64)}` },
      env: { LOG_LEVEL: 'info' },
      autoscaling: { enabled: true },
      podDisruptionBudget: { maxUnavailable: '25%' },
      resources: { limits: { memory: '512Mi' } },
    })
  })

  test('the platform has the values of its services below their names', () => {
    expect(values('shop/values.yaml')).toMatchObject({
      orders: { enabled: true },
      namespace: { create: true },
      resourceQuota: { enabled: false },
    })
    expect(values('shop/values-prod.yaml')).toMatchObject({ resourceQuota: { enabled: true }, orders: values(`${chart}/values-prod.yaml`) })
  })

  test('every value is described, in values.yaml and in the table of the README', () => {
    const described = content(`${chart}/values.yaml`).split('\n')
    expect(
      described
        .filter((line, index) => /^\s*[a-z]\w*: *(\S.*)$/.test(line) && !/^\s*# /.test(described[index - 1] ?? ''))
        .filter((line) => /^(\w| {2}\w+: (true|false)$)/.test(line)),
    ).toEqual([])
    expect(content(`${chart}/README.md`)).toMatch(/\| `image.tag` \| string \| `"1.5.0"` \| \S/)
  })

  test('charts stand side by side when each is to be a release', () => {
    const names = new Set([...chartsOf([platform, orders], 'per-service').keys()].map((path) => path.slice(0, path.indexOf('/'))))
    expect([...names].sort()).toEqual(['orders', 'shop'])
  })
})

/** What the service's chart makes with the values of an environment and the settings of somebody. */
function install(environment: number, ...args: readonly string[]): ReadonlyMap<string, KubernetesObject> {
  return onDisk(files, (folder) => {
    const model = models[environment]?.environment
    const output = runHelm(
      'template',
      'any',
      join(folder, chart),
      '-n',
      model?.namespace ?? '',
      '-f',
      join(folder, chart, `values-${model?.name}.yaml`),
      ...args,
    )
    return new Map(readAsGo(output).map((object) => [object.kind, object]))
  })
}

const containerOf = (object: KubernetesObject | undefined) =>
  (
    object as unknown as {
      spec: {
        template: {
          spec: {
            containers: readonly {
              readonly image: string
              readonly env: readonly { readonly name: string }[]
              readonly resources: unknown
            }[]
          }
        }
      }
    }
  ).spec.template.spec.containers[0]

describeWith(['helm'], 'a chart', () => {
  test.each(['umbrella', 'per-service'] as const)('gives the objects of each environment (%s)', (layout) => {
    onDisk(chartsOf([platform, orders], layout), (folder) => {
      for (const [index, { environment }] of models.entries()) {
        const charts = layout === 'umbrella' ? ['shop'] : ['shop', 'orders']
        const got = charts.flatMap((name) =>
          readAsGo(
            runHelm(
              'template',
              'any',
              join(folder, name),
              '-n',
              environment.namespace,
              '-f',
              join(folder, name, `values-${environment.name}.yaml`),
            ),
          ),
        )
        const wanted = [platform, orders].flatMap(({ environments }) => environments[index]?.objects ?? [])
        const byKind = (objects: readonly KubernetesObject[]) => Object.fromEntries(objects.map((object) => [object.kind, object]))
        expect(byKind(got)).toEqual(byKind(wanted))
        expect(got).toHaveLength(wanted.length)
      }
    })
  })

  test('passes helm lint --strict, with every values file and without', () => {
    onDisk(files, (folder) => {
      for (const name of ['shop', chart])
        for (const more of [[], ...models.map(({ environment }) => ['-f', join(folder, name, `values-${environment.name}.yaml`)])])
          expect(runHelm('lint', '--strict', join(folder, name), ...more)).toContain('0 chart(s) failed')
    })
  })

  test('renders with values.yaml alone', () => {
    onDisk(files, (folder) => expect(readAsGo(runHelm('template', 'any', join(folder, chart)))).toHaveLength(7))
  })

  test('runs another tag in the service and its migration, also over a digest', () => {
    const objects = install(2, '--set', 'image.tag=2.0.0')
    expect(containerOf(objects.get('Deployment'))?.image).toBe('registry.example.com/shop/orders:2.0.0')
    expect(containerOf(objects.get('Job'))?.image).toBe('registry.example.com/shop/orders:2.0.0')
    expect(objects.get('Deployment')?.metadata.labels?.['app.kubernetes.io/version']).toBe('2.0.0')
    const digest = `sha256:${'1'.repeat(64)}`
    expect(containerOf(install(0, '--set', `image.digest=${digest}`).get('Deployment'))?.image).toBe(
      `registry.example.com/shop/orders@${digest}`,
    )
    expect(containerOf(install(0, '--set', 'image.tag=20260701').get('Deployment'))?.image).toBe(
      'registry.example.com/shop/orders:20260701',
    )
  })

  test('gives the migration a name of its own when a release is upgraded', () => {
    expect(install(2).get('Job')?.metadata.name).toBe('orders-migrate-0123456789')
    expect(install(2, '--is-upgrade').get('Job')?.metadata.name).toBe('orders-migrate-0123456789-r1')
  })

  test('takes more variables, other values for known ones, and sources', () => {
    const names = (objects: ReadonlyMap<string, KubernetesObject>) =>
      Object.fromEntries((containerOf(objects.get('Deployment'))?.env ?? []).map(({ name, ...rest }) => [name, rest]))
    const env = names(
      install(
        2,
        '--set',
        'env.EXTRA=yes',
        '--set',
        'env.LOG_LEVEL=trace',
        '--set',
        'env.DB_PASSWORD=plain',
        '--set',
        'env.NODE.fieldRef.fieldPath=spec.nodeName',
        '--set',
        'env.CATALOG_URL=http://other',
        '--set',
        'env.WORKERS=4',
      ),
    )
    expect(env).toEqual({
      LOG_LEVEL: { value: 'trace' },
      CATALOG_URL: { value: 'http://other' },
      DB_PASSWORD: { value: 'plain' },
      EXTRA: { value: 'yes' },
      NODE: { valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      WORKERS: { value: '4' },
    })
    expect(names(install(0, '--set', 'env.DEBUG=null'))).not.toHaveProperty('DEBUG')
  })

  test('follows the namespace that it is installed in', () => {
    const objects = install(2, '-n', 'elsewhere')
    expect([...objects.values()].map(({ metadata }) => metadata.namespace)).toEqual([...objects.values()].map(() => 'elsewhere'))
    expect(containerOf(objects.get('Deployment'))?.env).toContainEqual({
      name: 'CATALOG_URL',
      value: 'http://catalog.elsewhere.svc.cluster.local:8080',
    })
  })

  test('counts, scales, and leaves the number to the autoscaler', () => {
    const spec = (objects: ReadonlyMap<string, KubernetesObject>) => objects.get('Deployment')?.spec as { readonly replicas?: number }
    expect(spec(install(0, '--set', 'replicaCount=5')).replicas).toBe(5)
    const scaled = install(0, '--set', 'autoscaling.enabled=true')
    expect(spec(scaled).replicas).toBeUndefined()
    expect(scaled.get('HorizontalPodAutoscaler')?.spec).toMatchObject({ minReplicas: 3, maxReplicas: 9 })
    const fixed = install(2, '--set', 'autoscaling.enabled=false', '--set', 'replicaCount=4')
    expect(spec(fixed).replicas).toBe(4)
    expect(fixed.has('HorizontalPodAutoscaler')).toBe(false)
  })

  test('is exposed otherwise, or not at all', () => {
    const objects = install(
      2,
      '--set',
      'ingress.hosts={a.example.com,b.example.com}',
      '--set',
      'service.port=8081',
      '--set-string',
      'ingress.annotations.team=x',
    )
    const rule = (host: string) => ({
      host,
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'orders', port: { number: 8081 } } } }] },
    })
    expect(objects.get('Ingress')?.spec).toMatchObject({ rules: [rule('a.example.com'), rule('b.example.com')] })
    expect(objects.get('Ingress')?.metadata.annotations).toEqual({ 'example.com/audience': 'public', team: 'x' })
    expect(objects.get('Service')?.spec).toMatchObject({ ports: [{ port: 8081 }] })
    expect(install(2, '--set', 'ingress.enabled=false').has('Ingress')).toBe(false)
  })

  test('is placed, labelled, annotated and given other resources', () => {
    const pod = (
      install(
        2,
        '--set',
        'nodeSelector.pool=big',
        '--set',
        'resources.limits.memory=2Gi',
        '--set',
        'podAnnotations.a=b',
        '--set',
        'podLabels.c=d',
        '--set',
        'commonLabels.e=f',
        '--set',
        'tolerations[0].operator=Exists',
      ).get('Deployment') as unknown as { spec: { template: { metadata: object; spec: object } } }
    ).spec.template
    expect(pod.metadata).toMatchObject({ annotations: { a: 'b', 'checksum/config': 'aaaa' }, labels: { c: 'd', e: 'f' } })
    expect(pod.spec).toMatchObject({
      nodeSelector: { pool: 'big' },
      tolerations: [{ operator: 'Exists' }],
      containers: [{ resources: { requests: { cpu: '100m' }, limits: { memory: '2Gi' } } }],
    })
  })

  test('has a test when it is asked for', () => {
    onDisk(files, (folder) => {
      const output = runHelm(
        'template',
        'any',
        join(folder, chart),
        '-n',
        'shop',
        '--set',
        'tests.enabled=true',
        '-s',
        'templates/tests/test-connection.yaml',
      )
      expect(readAsGo(output).map(({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.annotations?.['helm.sh/hook']}`)).toEqual([
        'NetworkPolicy orders-test test',
        'NetworkPolicy orders-from-test test',
        'Pod orders-test test',
      ])
      expect(output).toContain("- '80'")
    })
  })

  test.each(['image.tga=1', 'replicas=3', 'service.port=high', 'ingress.enabled=perhaps', 'env.PORT=1000000'])(
    'refuses what no template reads: %s',
    (setting) => {
      expect(() => install(0, '--set', setting)).toThrow(/don't meet the specifications of the schema/)
    },
  )

  test('tells where it answers', () => {
    onDisk(files, (folder) => {
      const output = runHelm(
        'install',
        'any',
        join(folder, 'shop'),
        '-n',
        'shop',
        '-f',
        join(folder, 'shop', 'values-prod.yaml'),
        '--dry-run=client',
      )
      expect(output.slice(output.indexOf('NOTES:'))).toContain('http://shop.example.com')
    })
  })
})
