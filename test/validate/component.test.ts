import { expect, test } from 'vitest'
import { longForm } from '../../engine/validate/component.ts'

const says = ['logging']

test('short forms become long ones', () => {
  const { service, roles } = longForm({
    name: 'agent',
    says,
    service: { image: 'registry.example.com/agent:1.0.0', ports: { http: 8080 }, replicas: 2, files: { '/etc/agent.conf': 'a ${b}' } },
    roles: { reader: { rules: [{ resources: ['pods'], verbs: ['get'] }] } },
  })
  expect(service.ports).toEqual({ http: { port: 8080 } })
  expect(service.files).toEqual({ '/etc/agent.conf': { text: 'a ${b}' } })
  expect(Object.keys(roles)).toEqual(['reader'])
})

test.each([
  ['a word that the language does not have', { imagge: 'registry.example.com/agent:1.0.0' }],
  ['a value that is not one', { ports: { http: 'eighty' } }],
  ['a structure that is not one', { ports: [{ http: 8080 }] }],
  ['environments of its own', { environments: { dev: { environments: {} } } }],
])('%s is a bug of whoever says it', (_what, service) => {
  expect(() => longForm({ name: 'agent', says, service })).toThrow(/^component agent: /)
})
