import { afterAll, describe, expect, test } from 'vitest'
import { call, folders } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const PLATFORM = `apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
environments: { dev: {}, prod: {} }
releases: { prod: { orders: 1.0.0 } }
services:
  orders: { build: node, ports: { http: 3000 } }
  web: { build: node, ports: { http: 3000 } }
`
const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('render --release', () => {
  const render = (...words: string[]) =>
    call(['render', '--stdout', '--only', 'manifests', ...words], { cwd: make({ 'platform.yaml': PLATFORM }) })

  test('renders a version and its digest, in its environment alone', async () => {
    const { exit, stdout } = await render('--env', 'prod', '--release', `orders=v2@${SHA}`)
    expect(exit).toBe(0)
    expect(stdout).toContain(`image: harbor.example.com/shop/orders:v2@${SHA}\n`)
    expect(stdout).toContain('image: harbor.example.com/shop/web:1.4.0\n')
    const both = await render('--env', 'prod', '--env', 'dev', '--release', 'orders=v2', '--release', 'web=v3')
    expect(both.stdout.match(/orders:v2\n/g)?.length).toBe(2)
    expect(both.stdout.match(/web:v3\n/g)?.length).toBe(2)
  })

  test.each([
    [['--release', 'orders=v2'], 'needs `--env`'],
    [['--env', 'prod', '--release', 'orders'], 'has no `=`'],
    [['--env', 'prod', '--release', 'orders='], 'is not a release'],
    [['--env', 'prod', '--release', 'orders=a b'], 'is not a release'],
    [['--env', 'prod', '--release', 'orders=v2@sha256:1'], 'is not a release'],
    [['--env', 'prod', '--release', 'orders=v1', '--release', 'orders=v2'], 'twice'],
  ])('%j is wrong usage', async (words, message) => {
    const { exit, stderr } = await render(...words)
    expect(exit).toBe(2)
    expect(stderr).toContain(message)
  })

  test('a name that there is not is told, with the one that was meant', async () => {
    const { exit, stderr } = await render('--env', 'prod', '--release', 'order=v2')
    expect(exit).toBe(1)
    expect(stderr).toContain('resolve/release-of-nobody')
    expect(stderr).toContain('did you mean `orders`?')
  })

  test('contradicts nobody who says the tag himself without being told', async () => {
    const cwd = make({ 'platform.yaml': PLATFORM.replace('web: { build: node', 'web: { build: node, image: { tag: mine }') })
    const { exit, stderr } = await call(['render', '--env', 'dev', '--release', 'web=v2', '--stdout'], { cwd })
    expect(exit).toBe(1)
    expect(stderr).toContain('resolve/two-tags')
  })
})
