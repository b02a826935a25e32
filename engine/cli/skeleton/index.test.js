import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderWith } from 'platgen/testing'
import renderer from './index.js'

const platform = `
apiVersion: platgen.dev/v1
name: shop
owner: platform-team
version: 1.0.0
registry: { host: registry.example.com }
environments: { dev: {} }
services:
  web: { build: node, ports: { http: 8080 }, calls: [api] }
  api: { build: go, ports: { http: 9090 } }
`

// The harness renders twice and with services in another order, and refuses whatever could not be written.
test('lists the services of an environment', async () => {
  const { files, findings } = await renderWith(renderer, { platform })
  assert.deepEqual(findings, [])
  const { value } = files.get('dev.json')
  assert.deepEqual(
    value.services.map(({ name, calls }) => [name, calls]),
    [
      ['api', []],
      ['web', ['api']],
    ],
  )
})

test('wants an owner', async () => {
  const { findings } = await renderWith(renderer, { platform: platform.replace('owner: platform-team\n', '') })
  assert.deepEqual(
    findings.map(({ code, place }) => [code, place.pointer]),
    [
      ['my-renderer/without-owner', '/services/api'],
      ['my-renderer/without-owner', '/services/web'],
    ],
  )
})

test('can do without owners', async () => {
  const { findings } = await renderWith(renderer, { platform: platform.replace('owner: platform-team\n', ''), options: { owners: false } })
  assert.deepEqual(findings, [])
})
