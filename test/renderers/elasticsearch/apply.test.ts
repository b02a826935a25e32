/** The rendered script, run with a real shell and curl against a server that remembers what it was asked. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../../engine/pipeline.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const scratch = mkdtempSync(join(tmpdir(), 'platgen-apply-'))
const asked: string[] = []
const bodies: string[] = []
let server: Server
let refuse = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (refuse > 0) {
        refuse -= 1
        response.writeHead(503).end()
        return
      }
      const login = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString()
      asked.push(`${request.method} ${request.url} ${login}`)
      bodies.push(Buffer.concat(parts).toString())
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  await run({
    file: 'platform.yaml',
    cwd: join(root, 'test/golden/log-search'),
    until: 'plan',
    out: 'out',
    environments: ['prod'],
    deliver({ path, content }) {
      const prefix = 'elasticsearch/prod/search/'
      if (!path.startsWith(prefix)) return
      const { port } = server.address() as AddressInfo
      mkdirSync(join(scratch, 'setup'), { recursive: true })
      const here = content
        .replaceAll('/etc/logs-setup', join(scratch, 'setup'))
        .replace('https://logs-search.logs:9200', `http://127.0.0.1:${port}`)
        .replace('http://logs-search-kibana.logs:5601', `http://127.0.0.1:${port}`)
        .replace('--cacert "${SEARCH_CA_FILE}" ', '')
      writeFileSync(join(scratch, 'setup', path.slice(prefix.length)), here)
    },
  })
  writeFileSync(join(scratch, 'password'), 'p$ss"w\\rd\n')
})

afterAll(() => {
  server.close()
  rmSync(scratch, { recursive: true, force: true })
})

function apply(): Promise<number> {
  const file = join(scratch, 'password')
  return new Promise((done) =>
    execFile(
      'sh',
      [join(scratch, 'setup/apply.sh')],
      { env: { PATH: process.env.PATH, SEARCH_PASSWORD_FILE: file, KIBANA_PASSWORD_FILE: file } },
      (error) => done(error === null ? 0 : Number(error.code)),
    ),
  )
}

test('policies, templates, the password of Kibana and saved objects are sent, as often as it runs', { timeout: 30_000 }, async () => {
  refuse = 1
  expect(await apply()).toBe(0)
  const first = [...asked]
  expect(first).toEqual([
    'GET /_cluster/health?wait_for_status=yellow&timeout=10s elastic:p$ss"w\\rd',
    'PUT /_ilm/policy/seek-prod-30d elastic:p$ss"w\\rd',
    'PUT /_ilm/policy/seek-prod-90d elastic:p$ss"w\\rd',
    'PUT /_index_template/seek-prod elastic:p$ss"w\\rd',
    'PUT /_index_template/seek-prod-orders elastic:p$ss"w\\rd',
    'POST /_security/user/kibana_system/_password elastic:p$ss"w\\rd',
    'POST /api/saved_objects/_import?overwrite=true elastic:p$ss"w\\rd',
  ])
  expect(JSON.parse(bodies[5] as string)).toEqual({ password: 'p$ss"w\\rd' })
  for (const body of bodies.slice(1, 5)) expect(() => JSON.parse(body) as unknown).not.toThrow()
  asked.length = 0
  expect(await apply()).toBe(0)
  expect(asked).toEqual(first)
})
