import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeYaml } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import { expand } from '../../../renderers/compose/environment.ts'
import compose from '../../../renderers/compose/index.ts'
import { written } from '../../../renderers/compose/value.ts'
import { problemsOf } from './specification.ts'

const HEAD = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
environments: { dev: {}, prod: {} }
`

interface Document {
  readonly services: { readonly [name: string]: { readonly [word: string]: unknown } }
}

async function render(platform: string, options = {}) {
  const { files, findings } = await renderWith(compose, { platform: HEAD + platform, options })
  expect(findings).toEqual([])
  const file = files.get('compose.yaml')
  if (file?.type !== 'yaml') throw new Error('no compose.yaml')
  const document = parse(writeYaml(file.documents)) as Document
  expect(problemsOf(document)).toEqual([])
  return { document, files }
}

/** What Compose makes of a text whose variables are not set: https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md */
function interpolated(text: string): string {
  return text.replace(/\$(\$|\{[^}]*\}|[A-Za-z_]\w*)/g, (_all, what: string) => (what === '$' ? '$' : ''))
}

describe('the file', () => {
  test.each(['golden/laptop/expected', '../examples/shop/out'])('is what the specification says: %s', (folder) => {
    const file = join(import.meta.dirname, '../..', folder, 'compose/compose.yaml')
    expect(problemsOf(parse(readFileSync(file, 'utf8')))).toEqual([])
  })

  test('any text comes through', () => {
    const signs = fc.constantFrom('$', '$$', '${', '}', 'A', ':-', '?', '\\', '"', "'", '\n', '#', ': ', '- ', '%', 'é')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(signs).map((parts) => parts.join('')),
        ),
        (text) => {
          const value = written({ services: { a: { environment: { A: text } } } }) as Document
          const read = parse(writeYaml([value])) as { readonly services: { readonly a: { readonly environment: { readonly A: string } } } }
          expect(interpolated(read.services.a.environment.A)).toBe(text)
        },
      ),
    )
  })
})

describe('who waits for whom', () => {
  const waits = async (services: string) => {
    const { document } = await render(services)
    return Object.fromEntries(
      Object.entries(document.services).map(([name, { depends_on = {} }]) => [
        name,
        Object.entries(depends_on as object).map(([other, { condition }]) => `${other} ${String(condition).slice('service_'.length)}`),
      ]),
    )
  }

  test('for health where it can be asked, else for the start', async () => {
    expect(
      await waits(`services:
  web: { build: node, ports: { http: 3000 }, calls: [api, blog] }
  api: { build: go, ports: { http: 8080 } }
  blog: { build: django, ports: { http: 8000 }, calls: [db], health: /up, migrate: [migrate] }
stores: { db: { engine: postgresql } }
`),
    ).toEqual({
      db: [],
      api: [],
      blog: ['db healthy', 'blog-migrate completed_successfully'],
      'blog-migrate': ['db healthy'],
      web: ['api started', 'blog healthy'],
    })
  })

  test('a circle is cut', async () => {
    expect(
      await waits(`services:
  a: { build: go, ports: { http: 8080 }, calls: [b] }
  b: { build: go, ports: { http: 8080 }, calls: [c] }
  c: { build: go, ports: { http: 8080 }, calls: [a, c] }
`),
    ).toEqual({ a: ['b started'], b: ['c started'], c: [] })
  })
})

test('two that want one port of the laptop get two, the same whoever stands first', async () => {
  const services = [
    'a: { build: go, ports: { http: 8080 } }',
    'b: { build: go, ports: { http: 8080, udp-dns: { port: 53, protocol: UDP } } }',
  ]
  const published = async (lines: readonly string[]) => {
    const { document } = await render(`services:\n  ${lines.join('\n  ')}\n`)
    return Object.values(document.services).flatMap(({ ports }) =>
      (ports as readonly { readonly published: string }[]).map((port) => port.published),
    )
  }
  expect(await published(services)).toEqual(['${A_HTTP_PORT:-8080}', '${B_HTTP_PORT:-18080}', '${B_UDP_DNS_PORT:-8053}'])
  expect((await published([...services].reverse())).sort()).toEqual((await published(services)).sort())
})

test('what Kubernetes expands is expanded', () => {
  expect(expand('$(A)-$$(A)-$(B)-$A-$$x', { A: '1' })).toBe('1-$(A)-$(B)-$A-$$x')
})

test('the environment that is asked for', async () => {
  const platform = 'services: { api: { build: go, ports: { http: 8080 }, env: { WHO: "${env.name}" } } }\n'
  expect((await render(platform)).document.services.api?.environment).toEqual({ WHO: 'dev' })
  expect((await render(platform, { environment: 'prod' })).document.services.api?.environment).toEqual({ WHO: 'prod' })
})

test('secrets.sh makes what is missing, once, and leaves what is there', async () => {
  const { files } = await render(`services:
  api: { build: go, ports: { http: 8080 }, secrets: { A: db/password, B: { ref: partner/key, as: env } }, calls: [db] }
stores: { db: { engine: postgresql } }
`)
  const folder = mkdtempSync(join(tmpdir(), 'platgen-compose-'))
  try {
    for (const name of ['secrets.sh', '.env.example']) {
      const file = files.get(name)
      if (file?.type !== 'text') throw new Error(`no ${name}`)
      writeFileSync(join(folder, name), file.text)
    }
    const run = () => spawnSync('sh', [join(folder, 'secrets.sh')], { encoding: 'utf8' })
    expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' })
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const before = [read('secrets/db/password'), read('secrets/partner/key'), read('.env')]
    expect(before[0]).toMatch(/^[0-9a-f]{48}$/)
    expect(before[2]).toContain(`\nPARTNER_KEY='${before[1]}'\n`)
    expect(statSync(join(folder, 'secrets/db')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'secrets')).sort()).toEqual(['db', 'partner'])
    run()
    expect([read('secrets/db/password'), read('secrets/partner/key'), read('.env')]).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
