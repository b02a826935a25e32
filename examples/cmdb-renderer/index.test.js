import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderWith } from 'platgen/testing'
import renderer from './index.js'

const platform = `
apiVersion: platgen.dev/v1
name: shop
owner: shop-team
version: 1.0.0
registry: { host: registry.example.com }
environments: { dev: { domain: dev.example.com }, test: { domain: test.example.com } }
services:
  web: { build: node, ports: { http: 8080 }, expose: { host: "\${env.domain}", path: /shop, tls: web-tls }, calls: [api, db] }
  api: { build: go, owner: api-team, ports: { grpc: 9090 }, calls: [mail], versions: { v1: 1.0.0, v2: 2.0.0 } }
stores:
  db: { engine: mysql, environments: { test: { external: db.example.com } } }
externals:
  mail: { host: mail.example.com }
`
const contacts = { 'shop-team': 'shop@example.com', 'api-team': 'api@example.com' }

// The harness renders twice and with services in another order, and refuses whatever could not be written.
test('says who runs what, and where it answers', async () => {
  const { files, findings } = await renderWith(renderer, { platform, options: { contacts } })
  assert.deepEqual(findings, [])
  const [api, db, mail, web] = files.get('dev/inventory.json').value.entries
  assert.deepEqual(web.endpoints, ['web.shop-dev.svc:8080', 'https://dev.example.com/shop'])
  assert.deepEqual(web.calls, ['api', 'db'])
  assert.equal(api.contact, 'api@example.com')
  assert.deepEqual(api.images, ['registry.example.com/shop/api:1.0.0', 'registry.example.com/shop/api:2.0.0'])
  assert.deepEqual(db.endpoints, ['db.shop-dev.svc:3306'])
  assert.deepEqual(mail.endpoints, ['mail.example.com:443'])
})

test('knows that a store runs elsewhere', async () => {
  const { files } = await renderWith(renderer, { platform, options: { contacts } })
  const db = files.get('test/inventory.json').value.entries.find(({ name }) => name === 'db')
  assert.deepEqual([db.images, db.endpoints], [[], ['db.example.com:3306']])
})

test('lists each image once', async () => {
  const { files } = await renderWith(renderer, { platform, options: { contacts, separator: ';' } })
  const [header, ...rows] = files.get('images.csv').text.trimEnd().split('\r\n')
  assert.equal(header, '"image";"used by"')
  assert.deepEqual(rows[2], '"registry.example.com/shop/api:2.0.0";"dev/api test/api"')
})

test('wants to know how to reach an owner', async () => {
  const { findings } = await renderWith(renderer, { platform, options: { contacts: { 'shop-team': 'shop@example.com' } } })
  assert.deepEqual(
    findings.map(({ code, place, environments }) => [code, place.pointer, environments]),
    [['cmdb/no-contact', '/services/api/owner', ['dev', 'test']]],
  )
})
