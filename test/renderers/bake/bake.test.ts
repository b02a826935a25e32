import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import { hclPart, hclString } from '../../../renderers/_shared/quote/hcl.ts'
import bake from '../../../renderers/bake/index.ts'
import { readHcl } from './hcl.ts'

const HEAD = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: "harbor.example.com:5000" }
environments: { dev: {} }
services:
`

async function render(services: string, options: JsonObject = {}) {
  const { files } = await renderWith(bake, { platform: HEAD + services, options })
  const file = files.get('docker-bake.hcl')
  return file?.type === 'text' ? readHcl(file.text) : undefined
}

test('any text comes through, whole or as a part', () => {
  const signs = fc.constantFrom('$', '${', '$$', '%{', '%', '{', '}', '\\', '"', '\n', '\r', '\t', 'u0041', 'A', '#')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(signs).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(readHcl(`a = ${hclString(text)}\n`)).toEqual({ a: text })
        expect(readHcl(`a = "${hclPart(text)}\${TAG}"`)).toEqual({ a: `${text}\0TAG\0` })
      },
    ),
  )
})

test('a target for each image, and a group of them all', async () => {
  const read = await render(
    `  web: { build: { stack: node-static, context: sites/web, secrets: [NPM_TOKEN] }, ports: { http: 8080 } }
  own: { build: { stack: dockerfile, context: ., dockerfile: "docker $x/Dockerfile", args: { A: '"\${x}" %{y} \\' } }, image: { repository: sales/own } }
  foreign: { image: docker.io/library/nginx:1.29.3 }
`.replace('${x}', () => '$${x}'),
    { output: 'deploy/out', platforms: ['linux/amd64'], cache: false },
  )
  const labels = { 'org.opencontainers.image.version': { $: 'TAG' }, 'org.opencontainers.image.revision': { $: 'REVISION' } }
  expect(read).toEqual({
    'variable TAG': { default: '1.4.0' },
    'variable REVISION': { default: '' },
    'group default': { targets: ['own', 'web'] },
    'target own': {
      context: '.',
      dockerfile: 'docker $x/Dockerfile',
      platforms: ['linux/amd64'],
      tags: ['harbor.example.com:5000/shop/sales/own:\0TAG\0'],
      labels,
      args: { A: '"${x}" %{y} \\' },
    },
    'target web': {
      context: 'sites/web',
      dockerfile: '../../deploy/out/docker/web/Dockerfile',
      platforms: ['linux/amd64'],
      tags: ['harbor.example.com:5000/shop/web:\0TAG\0'],
      labels,
      secret: ['id=NPM_TOKEN,env=NPM_TOKEN'],
    },
  })
})

test('the cache lies beside the image', async () => {
  const read = await render('  api: { build: go }\n')
  expect(read?.['target api']).toMatchObject({
    'cache-from': ['type=registry,ref=harbor.example.com:5000/shop/api:buildcache'],
    'cache-to': ['type=registry,ref=harbor.example.com:5000/shop/api:buildcache,mode=max,ignore-error=true'],
  })
})

test('nothing where nothing is built', async () => {
  expect(await render('  foreign: { image: docker.io/library/nginx:1.29.3 }\n')).toBeUndefined()
})
