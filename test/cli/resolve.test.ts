import { load } from 'js-yaml'
import { afterAll, describe, expect, test } from 'vitest'
import { call, folders } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const cwd = make({
  'platform.yaml': `apiVersion: platgen.dev/v1
name: shop
version: 1.0.0
vars: { company: example.com }
registry: { host: "registry.\${vars.company}" }
environments:
  dev: { defaults: { replicas: 1 } }
  prod: { domain: "shop.\${vars.company}" }
defaults:
  replicas: 3
services:
  web:
    build: { stack: node, context: web }
    ports: { http: 8080 }
    environments:
      prod: { replicas: { min: 4 } }
  "off": { build: node, enabled: false }
stores:
  cache: { engine: redis }
`,
})

const resolve = async (...argv: readonly string[]) => {
  const { exit, stdout, stderr } = await call(['resolve', ...argv], { cwd })
  expect([exit, stderr]).toEqual([0, ''])
  return stdout
}

describe('resolve', () => {
  test('is the platform as one environment sees it', async () => {
    const prod = load(await resolve('--env', 'prod')) as { readonly [key: string]: unknown }
    expect(prod).toMatchObject({
      name: 'shop',
      environment: { name: 'prod', domain: 'shop.example.com' },
      registry: { host: 'registry.example.com' },
      services: { web: { replicas: { min: 4 }, ports: { http: { port: 8080, protocol: 'TCP' } } } },
      stores: { cache: { engine: 'redis' } },
    })
    expect(Object.keys(prod.services as object)).toEqual(['web'])
  })

  test('shows a part of it', async () => {
    expect(await resolve('--env', 'dev', '--path', 'services.web.replicas.min')).toBe('1\n')
    expect(await resolve('--env', 'dev', '--path', '/services/web/replicas/min')).toBe('1\n')
  })

  test('--origin says who decided, who lost, and what is a default', async () => {
    const text = await resolve('--env', 'prod', '--origin', '--path', 'services.web.replicas')
    expect(text).toMatch(/^min: 4 +# platform\.yaml:16:32, not platform\.yaml:10:13 \(3\)$/m)
    expect(text).toMatch(/^ {2}percent: 100% +# default$/m)
  })

  test('--origin is the same YAML, with comments', async () => {
    for (const env of ['dev', 'prod']) expect(load(await resolve('--env', env, '--origin'))).toEqual(load(await resolve('--env', env)))
  })

  test('an environment that nobody declared is a mistake of the call', async () => {
    const { exit, stdout, stderr } = await call(['resolve', '--env', 'porduction'], { cwd })
    expect([exit === 1 || exit === 2, stdout]).toEqual([true, ''])
    expect(stderr).toContain('porduction')
  })
})
