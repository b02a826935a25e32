/** The scripts that have Elasticsearch make snapshots and bring one back, run for real against a server that answers as it does. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { list, type Rendered, render } from './rendered.ts'

const folder = mkdtempSync(join(tmpdir(), 'platgen-search-'))
const asked: string[] = []
const bodies = new Map<string, string>()
const kept: string[] = []
let failed = 0
let polls = 0

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    const { method = '', url = '' } = request
    asked.push(`${method} ${url}`)
    bodies.set(`${method} ${url.split('?')[0]}`, body)
    const known = request.headers.authorization === `Basic ${Buffer.from('elastic:s3cr"et').toString('base64')}`
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer(method, url)))
  })
})

/** https://www.elastic.co/docs/api/doc/elasticsearch/group/endpoint-snapshot */
function answer(method: string, url: string): unknown {
  if (url.includes('_restore')) return { snapshot: { shards: { total: 2, failed, successful: 2 - failed } } }
  if (method !== 'GET') return { accepted: true }
  if (url.includes('_status')) return { snapshots: [{ state: 'SUCCESS', shards_stats: { failed: 0 } }] }
  if (url.endsWith('filter_path=snapshots.snapshot')) return { snapshots: kept.map((snapshot) => ({ snapshot })) }
  if (url.endsWith('data_streams')) return { snapshots: [{ data_streams: ['clicks', '.hidden'] }] }
  if (url.endsWith('indices')) return { snapshots: [{ indices: ['goods', '.security-7', '.ds-clicks-000001', 'people'] }] }
  polls += 1
  return { snapshots: [{ state: failed > 0 ? 'PARTIAL' : 'SUCCESS', shards: { failed } }] }
}

let rendered: Rendered
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  writeFileSync(join(folder, 'password'), 's3cr"et')
  rendered = await render(`
services: { web: { image: "registry.example.com/web:1.0.0", ports: { http: 8080 }, calls: [search] } }
externals: { copies: { host: s3.example.com } }
stores: { search: { engine: elasticsearch, resources: { memory: 2Gi }, backup: { schedule: "0 3 * * *", keep: 2d, to: { s3: { bucket: shop, external: copies, secret: keys } } } } }
`)
})
beforeEach(() => {
  asked.length = 0
  kept.length = 0
  failed = 0
  polls = 0
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(name: string, env: { readonly [name: string]: string } = {}): Promise<{ readonly stdout: string }> {
  const [text = ''] = Object.values(rendered.get('ConfigMap', `${name}-files`).data ?? {}) as unknown as string[]
  const file = join(folder, `${name}.sh`)
  const { port } = server.address() as AddressInfo
  writeFileSync(
    file,
    text
      .replaceAll('/tmp/', `${folder}/tmp-`)
      .replaceAll('/run/secrets/search/', `${folder}/`)
      .replace(/http:\/\/search[^/]*:9200/, `http://127.0.0.1:${port}`),
  )
  return promisify(execFile)('sh', [file], { env: { PATH: '/usr/bin:/bin', ...env } })
}

const named = (hours: number) =>
  `search-${new Date(Date.now() - hours * 3_600_000)
    .toISOString()
    .replace(/\.\d+Z$/, 'z')
    .replace(/[-:]/g, '')
    .replace('T', 't')}`

test('a snapshot is made, waited for and looked at, and those that are too old go', async () => {
  expect(rendered.codes).toEqual([])
  kept.push(named(47), named(24 * 30), named(49))
  const [, month, old] = kept
  const { stdout } = await run('search-backup')
  expect(stdout).toMatch(/^kept search-\d{8}t\d{6}z\n$/)
  expect(JSON.parse(bodies.get('PUT /_snapshot/copies') ?? '')).toEqual({
    type: 's3',
    settings: { bucket: 'shop', base_path: 'shop/dev/search' },
  })
  expect(asked).toContain('POST /_snapshot/copies/_verify')
  expect(polls).toBe(1)
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([month, old].map((one) => `DELETE /_snapshot/copies/${one}`))
})

test('one that lacks a shard is none, and then nothing is removed', async () => {
  failed = 1
  kept.push(named(24 * 30))
  await expect(run('search-backup')).rejects.toThrow(/PARTIAL/)
  expect(polls).toBe(1)
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([])
})

test('the newest comes back over what is there, and what belongs to the server itself stays', async () => {
  kept.push(named(50), named(2), named(26))
  const { stdout } = await run('search-restore', { BACKUP: 'newest' })
  expect(stdout).toBe(`brought back ${kept[1]}\n`)
  const changes = asked.filter((one) => !one.startsWith('GET') && !one.includes('/_snapshot/copies/_verify') && !one.startsWith('PUT'))
  expect(changes).toEqual([
    'DELETE /_data_stream/clicks',
    'POST /goods/_close?ignore_unavailable=true',
    'POST /people/_close?ignore_unavailable=true',
    `POST /_snapshot/copies/${kept[1]}/_restore?wait_for_completion=true&filter_path=snapshot.shards`,
  ])
})

test('members have the keys of the bucket in a keystore, and may reach it', () => {
  const spec = rendered.get('StatefulSet', 'search').spec?.template?.spec
  expect(list(list(spec?.containers)[0]?.volumeMounts).map(({ mountPath }) => mountPath)).toContain('/run/secrets/bucket')
  const files = rendered.get('ConfigMap', 'search-config').data
  expect(files?.['elasticsearch.yml']).toContain('s3.client.default.endpoint: https://s3.example.com:443')
  expect(files?.['start.sh']).toContain(
    'elasticsearch-keystore add --stdin --force s3.client.default.secret_key < /run/secrets/bucket/secret-key',
  )
  expect(files?.['start.sh']).not.toContain('ELASTIC_PASSWORD')
  expect(JSON.stringify(rendered.get('NetworkPolicy', 'search').spec?.egress)).toContain('"port":443')
})
