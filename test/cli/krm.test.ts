import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { call, folders, RIGHT, WRONG } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const list = (spec: object, items: readonly object[] = []) =>
  JSON.stringify({
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items,
    functionConfig: { apiVersion: 'platgen.dev/v1', kind: 'PlatformRender', metadata: { name: 'shop' }, spec },
  })
const named = ({ kind, metadata }: { readonly kind: string; readonly metadata: { readonly name: string } }) => `${kind} ${metadata.name}`

test('renders one environment of a file, and of a platform in the list itself', async () => {
  const file = await call(['krm'], { cwd: make({ 'platform.yaml': RIGHT }), input: list({ environment: 'prod', file: 'platform.yaml' }) })
  expect([file.exit, file.stderr]).toEqual([0, ''])
  const { items } = parse(file.stdout)
  expect(items.map(named)).toEqual(expect.arrayContaining(['Namespace shop-prod', 'Deployment web', 'Deployment api']))
  const inline = await call(['krm'], { cwd: make(), input: list({ environment: 'prod', platform: parse(RIGHT) }) })
  expect(parse(inline.stdout).items).toEqual(items)
})

test('replaces what it rendered before, takes away what it no longer renders, and leaves the rest', async () => {
  const own = { 'app.kubernetes.io/managed-by': 'platgen', 'app.kubernetes.io/part-of': 'shop' }
  const before = [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop-dev', labels: own }, spec: { replicas: 9 } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'gone', namespace: 'shop-dev', labels: own } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'foreign', namespace: 'shop-dev' } },
  ]
  const { stdout } = await call(['krm'], { cwd: make(), input: list({ environment: 'dev', platform: parse(RIGHT) }, before) })
  const { items, results } = parse(stdout)
  expect(items.map(named).filter((name: string) => /web|gone|foreign/.test(name))).toEqual([
    'Service foreign',
    'ServiceAccount web',
    'NetworkPolicy web',
    'Service web',
    'Deployment web',
    'PodDisruptionBudget web',
  ])
  expect(results).toMatchObject([{ severity: 'info' }])
})

test('a mistake is a result, and changes nothing', async () => {
  const { exit, stdout } = await call(['krm'], {
    cwd: make(),
    input: list({ environment: 'dev', platform: parse(WRONG) }, [{ kind: 'X' }]),
  })
  const { items, results } = parse(stdout)
  expect([exit, items]).toEqual([1, [{ kind: 'X' }]])
  expect(results).toMatchObject([{ severity: 'error', file: { path: 'platform.yaml' }, tags: { code: 'validate/unknown-name' } }])
})

test.each([
  ['no list', 'a: 1'],
  ['no YAML', '{'],
  [
    'another configuration',
    JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig: { kind: 'ConfigMap' } }),
  ],
  ['an unknown word', list({ environment: 'dev', files: 'platform.yaml' })],
  ['two platforms', list({ environment: 'dev', file: 'platform.yaml', platform: {} })],
  ['no environment', list({ file: 'platform.yaml' })],
])('%s is wrong usage', async (_what, input) => {
  const { exit, stdout } = await call(['krm'], { cwd: make(), input })
  expect([exit, stdout]).toEqual([2, ''])
})
