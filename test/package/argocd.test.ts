import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { modelsOf } from '../../engine/testing.ts'
import argocd from '../../renderers/argocd/index.ts'
import { wavesOf } from '../../renderers/argocd/waves.ts'
import { bundleOf, models, packaged } from './charting.ts'

const REPOSITORY = 'https://git.example.com/shop.git'
const object = (name: string, namespace: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } })
const bundles = [
  bundleOf(
    '',
    models.map(({ environment }) => [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: environment.namespace } }]),
  ),
  ...['orders', 'web'].map((owner) =>
    bundleOf(
      owner,
      models.map(({ environment }) => [object(owner, environment.namespace)]),
    ),
  ),
]
const options = (more: JsonObject): JsonObject => ({
  repository: REPOSITORY,
  revision: 'HEAD',
  path: 'out',
  source: 'manifests',
  form: 'applications',
  namespace: 'argocd',
  project: '',
  sync: 'before-production',
  platform: '.',
  image: '',
  ...more,
})

function rendered(more: JsonObject, others: readonly (readonly [string, JsonObject])[] = []): ReadonlyMap<string, Json[]> {
  const files = packaged(argocd, bundles, models, options(more), [['manifests', {}], ...others])
  return new Map([...files].map(([path, { content }]) => [path, parseAllDocuments(String(content)).map((one) => one.toJS() as Json)]))
}

test('one Application for each service, after those that it calls', () => {
  const files = rendered({})
  expect([...files.keys()].filter((path) => path.startsWith('dev'))).toEqual([
    'dev/00-shop.yaml',
    'dev/orders.yaml',
    'dev/web.yaml',
    'dev.yaml',
  ])
  expect(files.get('dev/web.yaml')).toMatchObject([
    {
      metadata: { name: 'shop-dev-web', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      spec: { source: { path: 'out/manifests/dev', directory: { include: 'web.yaml' } }, syncPolicy: { automated: { prune: true } } },
    },
  ])
  expect(files.get('prod/web.yaml')).not.toMatchObject([{ spec: { syncPolicy: { automated: {} } } }])
})

test('a set says what is common once, and goes wave by wave', () => {
  expect(rendered({ form: 'applicationset' }).get('dev.yaml')).toMatchObject([
    {
      kind: 'ApplicationSet',
      spec: {
        generators: [
          {
            list: {
              elements: [
                { name: 'shop-dev', wave: '0' },
                { name: 'shop-dev-orders', wave: '1' },
                { name: 'shop-dev-web', wave: '2' },
              ],
            },
          },
        ],
        strategy: { rollingSync: { steps: [{}, {}, { matchExpressions: [{ values: ['2'] }] }] } },
        template: { spec: { source: { directory: { include: '{{.include}}' } } } },
      },
    },
  ])
})

test('charts are applied as they are laid out', () => {
  const umbrella = rendered({ source: 'helm' }, [['helm', { layout: 'umbrella' }]])
  expect(umbrella.get('dev/00-shop.yaml')).toMatchObject([
    { spec: { source: { path: 'out/helm/shop', helm: { valueFiles: ['values-dev.yaml'] } } } },
  ])
  expect(umbrella.has('dev/web.yaml')).toBe(false)
  const each = rendered({ source: 'helm' }, [['helm', { layout: 'per-service' }]])
  expect(each.get('dev/web.yaml')).toMatchObject([{ spec: { source: { path: 'out/helm/web', helm: { releaseName: 'web' } } } }])
})

test('an overlay, or platgen itself, is one Application for each environment', () => {
  expect(rendered({ source: 'kustomize' }, [['kustomize', {}]]).get('prod/00-shop.yaml')).toMatchObject([
    { spec: { source: { path: 'out/kustomize/overlays/prod' } } },
  ])
  const plugin = rendered({ source: 'plugin', image: 'registry.example.com/platgen:1.0.0' })
  expect(plugin.get('prod/00-shop.yaml')).toMatchObject([
    { spec: { source: { path: '.', plugin: { env: [{ name: 'ENVIRONMENT', value: 'prod' }] } } } },
  ])
  expect([...plugin.keys()].filter((path) => path.startsWith('plugin/'))).toEqual([
    'plugin/config-map.yaml',
    'plugin/repo-server-patch.yaml',
  ])
})

test('the project allows what was rendered, and nothing else', () => {
  expect(rendered({}).get('project.yaml')).toMatchObject([
    {
      spec: {
        sourceRepos: [REPOSITORY],
        destinations: [{ namespace: 'shop-dev' }, { namespace: 'shop-staging' }, { namespace: 'shop' }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    },
  ])
})

test('a circle of calls is one wave, and a long chain is no trouble', () => {
  const service = (name: string, calls: readonly string[]) =>
    `  ${name}: { image: "registry.example.com/x:1.0.0", ports: { http: 8080 }, calls: [${calls.join(', ')}] }\n`
  const chain = Array.from({ length: 3000 }, (_, index) => service(`s${index}`, index === 0 ? ['a'] : [`s${index - 1}`])).join('')
  const [model] = modelsOf(
    `apiVersion: platgen.dev/v1\nname: shop\nenvironments: { dev: {} }\nservices:\n${service('a', ['b'])}${service('b', ['a', 'c'])}${service('c', [])}${chain}`,
  )
  if (model === undefined) throw new Error('the platform is wrong')
  const waves = wavesOf(model)
  expect([waves.get('c'), waves.get('a'), waves.get('b'), waves.get('s0'), waves.get('s2999')]).toEqual([1, 2, 2, 3, 3002])
})
