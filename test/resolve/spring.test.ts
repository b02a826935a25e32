/** What `spring` becomes: environment variables, and an application.yml. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../engine/pipeline.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-spring-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function serviceOf(name: string, services: string) {
  writeFileSync(join(scratch, 'platform.yaml'), `apiVersion: platgen.dev/v1\nname: shop\nenvironments: { dev: {} }\nservices:\n${services}`)
  const { models, diagnostics } = await run({ file: 'platform.yaml', cwd: scratch, until: 'check', out: 'out' })
  expect(diagnostics).toEqual([])
  const service = models[0]?.services[name]
  const file = service?.files.find(({ path }) => path === '/etc/spring/application.yml')
  return { env: service?.env, yaml: load(file?.text ?? 'null') as unknown }
}

const EUREKA = `  eureka:
    kind: StatefulSet
    image: registry.example.com/eureka:1.0.0
    ports: { http: 8761 }
    replicas: 2
    calls: [eureka]
    spring: { eureka: eureka }
`
const USER = `  user-service:
    image: registry.example.com/user-service:1.0.0
    ports: { http: 7000 }
`

test('the peers of a registry are the pods of its StatefulSet', async () => {
  const { env, yaml } = await serviceOf('eureka', EUREKA)
  expect(yaml).toMatchObject({
    eureka: {
      client: {
        'service-url': { defaultZone: 'http://eureka-0.eureka-headless:8761/eureka/,http://eureka-1.eureka-headless:8761/eureka/' },
        'register-with-eureka': true,
      },
      instance: { hostname: '${POD_NAME}.eureka-headless' },
    },
  })
  expect(env?.POD_NAME).toEqual({ type: 'field', field: 'metadata.name' })
})

test('a client of it has a user and a password that stands nowhere', async () => {
  const { env, yaml } = await serviceOf(
    'user-service',
    `${EUREKA}${USER}    calls: [eureka]
    secrets: { eureka.password: eureka/password }
    spring: { name: users, profiles: [a, b], eureka: { server: eureka, user: me, passwordFrom: eureka.password }, config: { eureka: { client: { healthcheck: { enabled: true } } } } }
`,
  )
  expect(env?.SPRING_APPLICATION_NAME).toEqual({ type: 'value', value: 'users' })
  expect(env?.SPRING_PROFILES_ACTIVE).toEqual({ type: 'value', value: 'a,b' })
  expect(env?.SPRING_CONFIG_IMPORT).toEqual({ type: 'value', value: 'optional:configtree:/run/secrets/user-service/' })
  expect(JSON.stringify(yaml)).toContain('http://me:${eureka.password}@eureka-0.eureka-headless:8761/eureka/')
  expect(yaml).toMatchObject({ eureka: { client: { healthcheck: { enabled: true } }, instance: { 'prefer-ip-address': true } } })
})

test.each([
  {
    type: 'zuul',
    wanted: { zuul: { routes: { users: { path: '/apis/users/**', url: 'http://user-service:7000', stripPrefix: true } } } },
  },
  {
    type: 'spring-cloud-gateway',
    wanted: {
      spring: {
        cloud: {
          gateway: {
            routes: [{ id: 'users', uri: 'http://user-service:7000', predicates: ['Path=/apis/users/**'], filters: ['StripPrefix=2'] }],
          },
        },
      },
    },
  },
])('routes of $type', async ({ type, wanted }) => {
  const { yaml } = await serviceOf(
    'gateway',
    `${USER}  gateway:
    image: registry.example.com/gateway:1.0.0
    ports: { http: 10000 }
    calls: [user-service]
    spring: { gateway: { type: ${type}, routes: { users: { path: /apis/users, to: user-service } } } }
`,
  )
  expect(yaml).toMatchObject(wanted)
})

test.each([
  { boot: 2, wanted: { spring: { zipkin: { 'base-url': 'http://zipkin:9411/' }, sleuth: { sampler: { probability: 0.5 } } } } },
  {
    boot: 3,
    wanted: {
      management: { zipkin: { tracing: { endpoint: 'http://zipkin:9411/api/v2/spans' } }, tracing: { sampling: { probability: 0.5 } } },
    },
  },
])('traces of Spring Boot $boot', async ({ boot, wanted }) => {
  const { yaml } = await serviceOf(
    'user-service',
    `${USER}    calls: [zipkin]
    spring: { boot: ${boot}, zipkin: { server: zipkin, sampling: 50% } }
  zipkin:
    image: docker.io/openzipkin/zipkin-slim:3.4.4
    ports: { http: 9411 }
`,
  )
  expect(yaml).toMatchObject(wanted)
})
