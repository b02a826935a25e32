import { describe, expect, test } from 'vitest'
import { fieldsBelow, findField, rootField } from '../../engine/explain/field.ts'
import { pageCodes } from '../../engine/explain/pages.ts'
import { wordsOf } from '../../engine/explain/words.ts'
import { call } from './call.ts'

const explain = async (...what: readonly string[]) => {
  const { exit, stdout, stderr } = await call(['explain', ...what], { columns: 80 })
  expect(stderr).toBe('')
  expect(exit).toBe(0)
  return stdout
}

describe('a field', () => {
  test('is described with its forms, its default and its fields', async () => {
    const text = await explain('services.replicas')
    expect(text).toMatch(/^services\.NAME\.replicas\n/)
    for (const part of ['short  replicas: 2', 'long   replicas: { min: 2 }', '  min  a whole number from 0 to 10000', '  scaleDown  '])
      expect(text).toContain(part)
  })

  test.each([
    ['services.orders.replicas', '/services/orders/replicas'],
    ['services.replicas.min', 'services.NAME.replicas.min'],
    ['environments.prod.mesh.mtls', 'environments.mesh.mtls'],
    ['services.init.command', 'services.x.init.0.command'],
  ])('%s and %s are the same', async (one, other) => {
    expect(await explain(one)).toBe(await explain(other))
  })

  test('of a typed text says its grammar', async () => {
    expect(await explain('services.rollout.minReady')).toContain('90s')
  })

  test('fits the terminal, apart from lines that cannot be broken', async () => {
    const [, ...lines] = (await explain('services.health')).split('\n')
    for (const line of lines.filter((one) => one.startsWith('      '))) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('that is not there is told with where that name is', async () => {
    const { exit, stderr } = await call(['explain', 'env'])
    expect(exit).toBe(2)
    expect(stderr).toContain('`services.env`')
  })

  test('can be explained wherever it is', () => {
    const bare: string[] = []
    let level = [rootField()]
    for (let depth = 0; depth < 5; depth++) {
      level = level.flatMap((field) => fieldsBelow(field))
      for (const field of level) {
        if (wordsOf(field.part).description === undefined) bare.push(field.path)
        const found = findField(field.path)
        expect('field' in found && found.field.path, field.path).toBe(field.path)
      }
    }
    expect(bare).toEqual([])
  })
})

describe('a code', () => {
  test('is explained with both snippets', async () => {
    const text = await explain('validate/unknown-key')
    expect(text).toMatch(/^validate\/unknown-key: /)
    expect(text).toMatch(/\nwrong\n│ apiVersion/)
    expect(text).toMatch(/\nright\n│ apiVersion/)
  })

  test('of what no platform shows has a scenario', async () => {
    expect(await explain('write/locked')).toContain('--watch')
  })

  test('is in the list', async () => {
    const lines = (await explain('list')).trim().split('\n')
    expect(lines.map((line) => line.split(/\s/)[0])).toEqual(pageCodes())
  })
})

test('nothing shows every section', async () => {
  const text = await explain()
  for (const { key } of fieldsBelow(rootField())) expect(text).toContain(`  ${key} `)
})

test('an output shows its options', async () => {
  expect(await explain('outputs.manifests')).toContain('`kubectl apply -f`')
})

test('the schema is JSON, and closed', async () => {
  const { exit, stdout } = await call(['schema'])
  expect(exit).toBe(0)
  const schema = JSON.parse(stdout)
  expect([schema.title, schema.additionalProperties]).toEqual(['platform.yaml', false])
})
