import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageKey } from '../../engine/resolve/derive/chosen-image.ts'
import { defineRenderer } from '../../engine/sdk.ts'
import { modelsOf, renderWith } from '../../engine/testing.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const platform = (images: string) => `
apiVersion: platgen.dev/v1
name: shop
registry: { host: "harbor.example.com:8443" }
environments: { dev: {} }
images: ${images}
services:
  web: { image: docker.io/library/nginx:1.29.3, ports: { http: 8080 }, calls: [cache, named] }
stores:
  cache: { engine: redis, version: 7.4.7 }
  named: { engine: redis, image: "docker.io/library/redis:7.4.6" }
`

/** The images of the stores and of the service. */
function references(images: string): readonly (string | undefined)[] {
  const [model] = modelsOf(platform(images))
  return [model?.stores.cache?.image, model?.stores.named?.image, model?.services.web?.image].map((image) => image?.reference)
}

const NAMED = ['docker.io/library/redis:7.4.6', 'docker.io/library/nginx:1.29.3']

describe('an image that nobody named', () => {
  test.each([
    ['{}', 'docker.io/library/redis:7.4.7'],
    ['hub.example.com/cache', 'hub.example.com/cache/library/redis:7.4.7'],
    ['{ mirrors: { docker.io: "hub.example.com/docker", quay.io: hub.example.com/quay } }', 'hub.example.com/docker/library/redis:7.4.7'],
    ['{ mirror: all.example.com, mirrors: { quay.io: hub.example.com/quay } }', 'all.example.com/library/redis:7.4.7'],
    [`{ digests: { "redis:7.4.7": "${DIGEST}" } }`, `docker.io/library/redis:7.4.7@${DIGEST}`],
    [`{ mirror: all.example.com, digests: { docker.io/redis:7.4.7: "${DIGEST}" } }`, `all.example.com/library/redis:7.4.7@${DIGEST}`],
  ])('comes from where the platform wants it: %s', (images, expected) => {
    expect(references(images)).toEqual([expected, ...NAMED])
  })
})

test('what a renderer chooses, and what it adds to the platform, comes from there too; what lies there already stays', async () => {
  const renderer = defineRenderer({
    name: 'agents',
    summary: 'One agent.',
    options: { type: 'object', additionalProperties: false, properties: {} },
    components: () => [
      {
        name: 'agent',
        says: ['images'],
        service: {
          image: 'quay.io/example/agent:1.2.3',
          init: [{ name: 'own', image: 'harbor.example.com:8443/shop/own:1.0.0' }],
          sidecars: { other: { image: 'all.example.com/x/y:1.0.0' } },
        },
      },
    ],
    *platform([model], { image }) {
      const agent = model?.services.agent
      yield {
        type: 'json',
        path: 'images.json',
        value: [
          image('ghcr.io/a/b:1').reference,
          agent?.image.reference,
          ...[...(agent?.init ?? []), ...(agent?.sidecars ?? [])].map((one) => one.image.reference),
        ],
      }
    },
  })
  const { files, findings } = await renderWith(renderer, { platform: platform('all.example.com') })
  expect(findings).toEqual([])
  expect(files.get('images.json')).toMatchObject({
    value: [
      'all.example.com/a/b:1',
      'all.example.com/example/agent:1.2.3',
      'harbor.example.com:8443/shop/own:1.0.0',
      'all.example.com/x/y:1.0.0',
    ],
  })
})

test('an image has one key, whichever of its names is written', () => {
  fc.assert(
    fc.property(fc.constantFrom('redis', 'a/b'), fc.constantFrom('', ':1.0'), (name, tag) => {
      const keys = [name, `docker.io/${name}`, ...(name.includes('/') ? [] : [`library/${name}`, `docker.io/library/${name}`])]
      expect(new Set(keys.map((key) => imageKey(key + tag)))).toEqual(new Set([name + tag]))
    }),
  )
  expect(imageKey(`quay.io/a/b:1@${DIGEST}`)).toBe('quay.io/a/b:1')
})
