/** Names of services that mean something to Helm, or to the chart of the platform. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { modelsOf } from '../../engine/testing.ts'
import { namesOf } from '../../renderers/helm/chart/names.ts'
import { chartVersion } from '../../renderers/helm/chart/version.ts'
import { createNames } from '../../renderers/helm/values/names.ts'
import { camel, dotted, reading } from '../../renderers/helm/values/path.ts'
import { describeWith } from '../conformance/tool.ts'
import { bundleOf, chartsOf, onDisk, readAsGo, runHelm } from './charting.ts'

const OWNERS = ['shop', 'global', 'tags', 'quota', 'image', 'shop-platform']
const models = modelsOf(`
apiVersion: platgen.dev/v1
name: shop
environments: { dev: { namespace: shop-dev, domain: dev.example.com }, prod: { namespace: shop, domain: example.com } }
services:
${OWNERS.map((owner) => `  ${owner}: { image: "registry.example.com/x:1.0.0", ports: { http: 8080 }, health: /healthz }`).join('\n')}
`)

const thing = (name: string, namespace: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { owner: name, team: 'a' } },
  data: { where: namespace },
})
const objects = (name: string) =>
  models.map(({ environment: { namespace } }) =>
    [thing(name, namespace), { ...thing(name, namespace), kind: 'Secret', data: undefined }].map(
      (object) => JSON.parse(JSON.stringify(object)) as KubernetesObject,
    ),
  )
const bundles = [bundleOf('', objects('quota-of-all'), models), ...OWNERS.map((owner) => bundleOf(owner, objects(`its-${owner}`), models))]

test('of charts never meet', () => {
  expect(models).toHaveLength(2)
  expect(namesOf(models, true)).toMatchObject({ platform: 'shop-platform-platform', platformTemplates: 'shop.platform' })
  expect(namesOf(models, false).platform).toBe('shop')
  expect(['orders', 'global', 'tags'].map(namesOf(models, false).key)).toEqual(['orders', 'global-chart', 'tags-chart'])
})

describeWith(['helm'], 'charts with such names', () => {
  test.each(['umbrella', 'per-service'] as const)(
    'are charts like any other (%s)',
    (layout) => {
      onDisk(chartsOf(bundles, layout, models), (folder) => {
        const charts = layout === 'umbrella' ? ['shop'] : [...OWNERS, 'shop-platform-platform']
        for (const [index, { environment }] of models.entries()) {
          const args = (chart: string) => [
            join(folder, chart),
            '--namespace',
            environment.namespace,
            '--values',
            join(folder, chart, `values-${environment.name}.yaml`),
          ]
          const got = charts.flatMap((chart) => readAsGo(runHelm('template', 'any', ...args(chart))))
          const key = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`
          const sorted = (all: readonly KubernetesObject[]) => [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1))
          expect(sorted(got)).toEqual(sorted(bundles.flatMap(({ environments }) => environments[index]?.objects ?? [])))
          for (const chart of charts) expect(runHelm('lint', '--strict', ...args(chart))).toContain('0 chart(s) failed')
        }
      })
    },
    30_000,
  )
})

test.each([
  [undefined, '0.1.0'],
  ['1.4.0', '1.4.0'],
  ['v1.4', '1.4.0'],
  ['2024.07.1', '2024.7.1'],
  ['1.2.3-rc.1', '1.2.3-rc.1'],
  ['1.2.3-rc.01', '1.2.3-rc.x01'],
  ['main', '0.0.0-main'],
  ['feature_a.b', '0.0.0-feature-a.b'],
])('the version of a platform as SemVer: %s', (version, semver) => {
  expect(chartVersion(version)).toBe(semver)
  expect(semver).toMatch(
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$/,
  )
})

test('of values are words that a person would choose', () => {
  const words = ['orders-db', 'LOG_LEVEL', 'HTTPRoute', 'http.port', 'ServiceMonitor', 'v2', '8080', '', 'GRPCRoute', 'platgen.dev/config']
  expect(words.map(camel)).toEqual([
    'ordersDb',
    'logLevel',
    'httpRoute',
    'httpPort',
    'serviceMonitor',
    'v2',
    'n8080',
    'value',
    'grpcRoute',
    'platgenDevConfig',
  ])
})

test('of values are read and written as Helm wants it', () => {
  expect(reading(['image', 'tag'])).toBe('.Values.image.tag')
  expect(reading(['env', 'a.b'])).toBe('(index .Values.env "a.b")')
  expect(reading(['orders-db', 'image', 'tag'], '$')).toBe('(index $.Values "orders-db").image.tag')
  expect(dotted(['podAnnotations', 'example.com/team'])).toBe('podAnnotations.example\\.com/team')
})

test('of values never meet', () => {
  const names = createNames<string>(new Set(['global']))
  expect(names.near(['global', 'a'])).toEqual(['global2', 'a'])
  names.take(['a', 'b'], 'x')
  expect(names.isFree(['a'])).toBe(false)
  expect(names.isFree(['a', 'b', 'c'])).toBe(false)
  expect(names.isFree(['a', 'c'])).toBe(true)
  expect(names.near(['a', 'b', 'c'])).toEqual(['a', 'b2', 'c'])
  expect(names.near(['a'])).toEqual(['a2'])
  names.close(['env'])
  expect(names.near(['env', 'X'])).toEqual(['env2', 'X'])
  expect(names.find(['a', 'b'])).toBe('x')
})
