/** The blog is what its README promises, read from what is rendered. */
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { run } from '../../engine/pipeline.ts'
import { type Found, get, items, parseObjects, scalar } from '../conformance/objects.ts'
import { type Facts, factsOf } from './meaning/facts.ts'

const objects = new Map<string, Found[]>()
const files = new Map<string, string>()
let facts: Facts

beforeAll(async () => {
  const { diagnostics } = await run({
    file: 'platform.yaml',
    cwd: fileURLToPath(new URL('../../examples/myblog', import.meta.url)),
    until: 'write',
    out: 'out',
    deliver: ({ path, content, environment }) => {
      files.set(path, content)
      if (path.startsWith('manifests/') && environment !== undefined)
        objects.set(environment, [...(objects.get(environment) ?? []), ...parseObjects(content, path)])
    },
  })
  expect(diagnostics).toEqual([])
  facts = factsOf(objects.get('test') ?? [])
}, 60_000)

const all = (kind: string, environment = 'test') => (objects.get(environment) ?? []).filter((found) => found.kind === kind)
const one = (kind: string, environment?: string) => all(kind, environment)[0]?.object

test('answers on 80, listens on 8002, and says on a page of its own that it is well', () => {
  expect(facts.get('service myblog: port http')).toBe('80 → 8002')
  expect(facts.get('myblog: ready asks')).toBe('http 8002/blog/index/')
})

test('finds MySQL by configuration, and logs in with a Secret whose password is that of root', () => {
  expect([facts.get('myblog: env MYSQL_HOST'), facts.get('myblog: env MYSQL_PORT')]).toEqual(['mysql', '3306'])
  for (const key of ['MYSQL_USER', 'MYSQL_PASSWD'])
    expect(JSON.parse(facts.get(`myblog: env ${key}`) ?? '{}')).toEqual({ secretKeyRef: { name: 'myblog', key } })
  const database = all('StatefulSet').find(({ name }) => name === 'mysql')?.object
  const volumes = items(get(database, 'spec', 'template', 'spec', 'volumes'))
  const secret = volumes.flatMap((volume) => items(get(volume, 'secret', 'items')).map((item) => scalar(get(item, 'key'))))
  expect(secret).toEqual(['MYSQL_PASSWD'])
  expect(facts.get('mysql: env MYSQL_ROOT_PASSWORD_FILE')).toMatch(/\/MYSQL_PASSWD$/)
  expect(files.get('kubernetes/test/secrets.md')).toMatch(
    /^\| `myblog` \| Opaque \| `MYSQL_PASSWD`, `MYSQL_USER` \| `myblog`, `mysql`, .*`mysql-backup`/m,
  )
})

test('has a MySQL 8 with its database and its letters, that never runs twice', () => {
  expect(facts.get('mysql: image')).toMatch(/\/mysql:8\./)
  expect(facts.get('mysql: env MYSQL_DATABASE')).toBe('myblog')
  expect(facts.get('mysql: args')).toContain('"--character-set-server=utf8mb4","--collation-server=utf8mb4_unicode_ci"')
  expect([facts.get('mysql: kind'), facts.get('mysql: replicas')]).toEqual(['StatefulSet', '1'])
})

test('asks for little, and grows from one pod to three', () => {
  const amounts = ['requests cpu', 'requests memory', 'limits cpu', 'limits memory'].map((amount) => facts.get(`myblog: ${amount}`))
  expect(amounts).toEqual(['50m', '100Mi', '100m', '500Mi'])
  const spec = get(one('HorizontalPodAutoscaler'), 'spec')
  expect([get(spec, 'minReplicas'), get(spec, 'maxReplicas')]).toEqual([1, 3])
})

test('is at blog-dev and, encrypted, at blog-test', () => {
  expect(get(one('Namespace', 'dev'), 'metadata', 'name')).toBe('blog-dev')
  const doors = ['dev', 'test'].map((environment) => get(one('Ingress', environment), 'spec'))
  expect(doors.map((spec) => items(get(spec, 'rules')).map((rule) => get(rule, 'host')))).toEqual([
    ['blog-dev.example.com'],
    ['blog-test.example.com'],
  ])
  expect(doors.map((spec) => items(get(spec, 'tls')).map((tls) => get(tls, 'secretName')))).toEqual([[], ['blog-tls']])
})

test('migrates before it serves', () => {
  const kinds = (objects.get('test') ?? []).map(({ kind, name }) => `${kind} ${name}`)
  const migration = kinds.findIndex((line) => line.startsWith('Job myblog-migrate-'))
  expect(migration).toBeGreaterThan(-1)
  expect(migration).toBeLessThan(kinds.indexOf('Deployment myblog'))
})

test('goes from develop to dev, and from a tag to test, where it is accepted', () => {
  const lines = (files.get('jenkins/myblog/Jenkinsfile') ?? '').split('\n').map((line) => line.trim())
  expect(lines.length).toBeLessThan(14)
  expect(lines).toContain(".gate('myblog')")
  expect(lines.filter((line) => line.startsWith('.deploy'))).toEqual([
    ".deploy('dev', branch: 'develop', kubeconfig: 'kubeconfig')",
    ".deploy('test', tag: 'v*', acceptance: true, kubeconfig: 'kubeconfig')",
  ])
  expect(files.get('robot/test/myblog.robot')).toContain('    GET    https://blog-test.example.com/blog/index/    expected_status=200')
  expect(files.get('sonar/myblog/sonar-project.properties')).toContain('sonar.projectKey=myblog\n')
  expect(files.get('jenkins/library/src/dev/platgen/Notifier.groovy')).toContain("credentialsId: 'blog-dingtalk'")
})
