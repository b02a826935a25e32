/** What `${…}` stands for is what the merge says: a short form replaces, and `null` removes. */
import { expect, test } from 'vitest'
import { modelsOf } from '../../engine/testing.ts'

function envOf(platform: string): readonly (string | undefined)[] {
  const models = modelsOf(platform)
  return models.map(({ services }) => {
    const source = services.web?.env.WHERE
    return source?.type === 'value' ? source.value : undefined
  })
}

const platform = (store: string, dev: string) => `
apiVersion: platgen.dev/v1
name: shop
environments: { dev: {}, test: {} }
services:
  web: { image: docker.io/library/nginx:1.29.3, ports: { http: 8080 }, calls: [db], env: { WHERE: "\${stores.db.address}" } }
stores:
  db:
    engine: mysql
    external: ${store}
    environments: { dev: { external: ${dev} } }
`

test('a store that an environment takes back into the cluster has its own name there', () => {
  expect(envOf(platform('db.example.com', 'null'))).toEqual(['db:3306', 'db.example.com:3306'])
})

test('a host that replaces another takes its port away with it', () => {
  expect(envOf(platform('{ host: db.example.com, port: 3307 }', 'dev.example.com'))).toEqual([
    'dev.example.com:3306',
    'db.example.com:3307',
  ])
})

test('a map that changes a host leaves its port', () => {
  expect(envOf(platform('{ host: db.example.com, port: 3307 }', '{ host: dev.example.com }'))).toEqual([
    'dev.example.com:3307',
    'db.example.com:3307',
  ])
})

test('a port that an environment removes is not the main one', () => {
  const twoPorts = `
apiVersion: platgen.dev/v1
name: shop
environments: { dev: {}, test: {} }
services:
  web: { image: docker.io/library/nginx:1.29.3, ports: { http: 8080 }, calls: [api], env: { WHERE: "\${services.api.address}" } }
  api:
    image: docker.io/library/nginx:1.29.3
    ports: { http: { port: 8080, servicePort: 80 }, http-admin: 9090 }
    environments: { dev: { ports: { http: null } } }
`
  expect(envOf(twoPorts)).toEqual(['api:9090', 'api:80'])
  expect(envOf(twoPorts.replace('{ http: null }', '{ http: 8081 }'))).toEqual(['api:8081', 'api:80'])
})
