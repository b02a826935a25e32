import { describe, expect, test } from 'vitest'
import { loadPlan } from '../../engine/plan/load.ts'
import type { ScalarNode } from '../../engine/plan/plan.ts'
import { checkScalar, settleScalar, tellProblem } from '../../engine/plan/scalar.ts'
import { toWritten, writtenSpot } from '../../engine/plan/written.ts'
import { readPlaced } from '../../engine/source/placed.ts'
import type { JsonObject } from '../../engine/source/source.ts'

const written = readPlaced(`
environments: { prod: { approval: [alice, bob] } }
services:
  web:
    replicas: 3
    calls: [catalog, orders]
    command: run
    env: { A: b }
    expose: { host: a.example.com }
    writable: [/tmp]
    placement: { tolerate: { gpu: yes }, require: { zone: a } }
    environments: { prod: { calls: [orders], replicas: 5 } }
patches: [{ select: { kind: Job }, merge: { a: [1] } }]
`).value as JsonObject

describe('a pointer into the long form, in what was written', () => {
  test.each([
    ['/services/web/replicas/min', '/services/web/replicas'],
    ['/services/web/replicas/max', '/services/web/replicas'],
    ['/services/web/calls/orders', '/services/web/calls/1'],
    ['/services/web/calls/orders/ports/0', '/services/web/calls/1'],
    ['/services/web/command/0', '/services/web/command'],
    ['/services/web/env/A/value', '/services/web/env/A'],
    ['/services/web/expose/host/0', '/services/web/expose/host'],
    ['/services/web/writable/~1tmp', '/services/web/writable/0'],
    ['/services/web/placement/tolerate/gpu/value', '/services/web/placement/tolerate/gpu'],
    ['/services/web/placement/require/zone/0', '/services/web/placement/require/zone'],
    ['/services/web/environments/prod/calls/orders', '/services/web/environments/prod/calls/0'],
    ['/environments/prod/approval/by/1', '/environments/prod/approval/1'],
    ['/patches/0/merge/a/0', '/patches/0/merge/a/0'],
    ['/services/web/health/path', '/services/web/health'],
    ['/services/nobody/ports', '/services/nobody'],
    ['', ''],
  ])('%s', (pointer, expected) => {
    const found = toWritten(loadPlan(), written, pointer).pointer
    expect(found).toBe(expected)
    expect(toWritten(loadPlan(), written, found).pointer).toBe(expected)
  })

  test('a name in a list of names is a value there', () => {
    const spot = (pointer: string) => writtenSpot(loadPlan(), written, { pointer, on: 'key' })
    expect(spot('/services/web/calls/orders')).toEqual({ pointer: '/services/web/calls/1', on: 'value' })
    expect(spot('/services/web/calls')).toEqual({ pointer: '/services/web/calls', on: 'key' })
  })

  test('knows what may be null there', () => {
    const at = (pointer: string) => toWritten(loadPlan(), written, pointer)
    expect(at('/services/web/replicas').nullable).toBe(false)
    expect(at('/services/web/environments/prod').nullable).toBe(false)
    expect(at('/services/web/environments/prod/replicas').nullable).toBe(true)
    expect(at('/environments/prod/approval').nullable).toBe(true)
    expect(at('/environments/prod').partial).toBe(true)
    expect(at('/services/web').partial).toBe(false)
  })
})

describe('a scalar with its references filled in', () => {
  const integer: ScalarNode = { type: 'scalar', json: ['integer'], minimum: 1, maximum: 9 }

  test('becomes a number or a boolean where a text is wrong', () => {
    expect(settleScalar(integer, '3')).toBe(3)
    expect(settleScalar({ type: 'scalar', json: ['boolean'] }, 'true')).toBe(true)
    expect(settleScalar({ type: 'scalar', json: ['string', 'number'] }, '3')).toBe('3')
    expect(settleScalar({ type: 'scalar', json: ['integer'], kind: 'port' }, '8080')).toBe(8080)
    expect(settleScalar({ type: 'scalar', json: ['integer', 'string'], kind: 'countOrPercent' }, '2')).toBe(2)
  })

  test('stays when nothing can be made of it, and is wrong then', () => {
    for (const text of ['10', 'x', '', '0x3', ' 3']) expect(checkScalar(integer, settleScalar(integer, text)), text).toBeDefined()
  })

  test('is told in words', () => {
    const told = (node: ScalarNode, value: string | number) => {
      const problem = checkScalar(node, value)
      return problem === undefined ? undefined : tellProblem(node, problem)
    }
    expect(told(integer, 10)).toEqual({ what: 'in its range', reason: 'it has to be from 1 to 9' })
    expect(told(integer, 'x')).toEqual({ what: 'a whole number', reason: 'it is a text' })
    expect(told({ type: 'scalar', json: ['string'], enum: ['a', 'b'] }, 'c')?.what).toBe('one of `a`, `b`')
    expect(told({ type: 'scalar', json: ['string'], maxLength: 2 }, 'abc')?.reason).toBe('it has to have at most 2 characters')
    expect(told({ type: 'scalar', json: ['string'], maxLength: 2 }, '😀😀')).toBeUndefined()
    expect(told({ type: 'scalar', json: ['string'], kind: 'duration' }, '30')?.what).toBe('a duration')
  })
})
