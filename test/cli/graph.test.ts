import { afterAll, describe, expect, test } from 'vitest'
import { call, folders, RIGHT, WRONG } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const cwd = make({ 'platform.yaml': RIGHT })

const graph = async (...argv: readonly string[]) => {
  const { exit, stdout, stderr } = await call(['graph', ...argv], { cwd })
  expect([exit, stderr]).toEqual([0, ''])
  return stdout
}

describe('graph', () => {
  test('is Mermaid, of all environments', async () => {
    const text = await graph()
    expect(text).toMatch(/^title: "shop: dev, prod; no mesh"$/m)
    expect(text).toMatch(/^ {2}service_web --> service_api$/m)
  })

  test.each([
    { as: 'dot', start: 'digraph "shop" {' },
    { as: 'svg', start: '<svg xmlns="http://www.w3.org/2000/svg"' },
    { as: 'json', start: '{\n  "platform": "shop"' },
  ])('can be $as', async ({ as, start }) => {
    expect((await graph('--as', as)).startsWith(start)).toBe(true)
  })

  test('is of one environment, around one service', async () => {
    const { environments, nodes } = JSON.parse(await graph('--as', 'json', '--env', 'prod', '--focus', 'api', '--depth', '0'))
    expect(environments).toEqual(['prod'])
    expect(nodes.map(({ id }: { readonly id: string }) => id)).toEqual(['service/api'])
  })

  test.each([
    { argv: ['--as', 'sgv'], hint: '`svg`' },
    { argv: ['--focus', 'wbe'], hint: '`web`' },
    { argv: ['--depth', 'far'], hint: '`--depth 2`' },
  ])('$argv ends with 2 and says what to do', async ({ argv, hint }) => {
    const { exit, stdout, stderr } = await call(['graph', ...argv], { cwd })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain(hint)
  })

  test('of a platform with mistakes tells them, and draws nothing', async () => {
    const { exit, stdout, stderr } = await call(['graph'], { cwd: make({ 'platform.yaml': WRONG }) })
    expect([exit, stdout]).toEqual([1, ''])
    expect(stderr).toContain('validate/unknown-name')
  })

  test('has examples in its help', async () => {
    const { exit, stdout } = await call(['graph', '--help'], { cwd })
    expect(exit).toBe(0)
    expect(stdout).toContain('platgen graph --env prod --as svg > prod.svg')
  })
})
