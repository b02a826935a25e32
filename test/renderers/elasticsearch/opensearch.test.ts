/** The rendered start of a node and the rendered setup of OpenSearch, with a real shell and curl. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../../engine/pipeline.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const scratch = mkdtempSync(join(tmpdir(), 'platgen-opensearch-'))
const asked: string[] = []
const bodies: string[] = []
let server: Server

/** Folders of images, in the scratch folder. */
const moved = (text: string) => text.replaceAll(/\/(usr\/share\/opensearch|etc\/opensearch-setup|etc\/logs-setup)\b/g, `${scratch}/$1`)

function put(path: string, content: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true })
  writeFileSync(join(scratch, path), content, { mode: 0o755 })
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const login = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString()
      asked.push(`${request.method} ${request.url} ${login} ${request.headers.securitytenant ?? ''}`.trim())
      bodies.push(Buffer.concat(parts).toString())
      // A policy that is there says what it is like.
      response.end(
        request.method === 'GET' && request.url?.includes('_ism') ? '{"_id":"x","_version":3,"_seq_no":7,"_primary_term":2}' : '{}',
      )
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await run({
    file: 'platform.yaml',
    cwd: join(root, 'test/golden/log-search'),
    until: 'plan',
    out: 'out',
    environments: ['prod'],
    deliver({ path, content }) {
      const prefix = 'elasticsearch/prod/open/'
      if (path.startsWith(prefix))
        put(
          `etc/logs-setup/${path.slice(prefix.length)}`,
          moved(content)
            .replace('https://logs-open.logs:9200', `http://127.0.0.1:${port}`)
            .replace('http://logs-open-kibana.logs:5601', `http://127.0.0.1:${port}`)
            .replace('--cacert "${OPEN_CA_FILE}" ', ''),
        )
      if (path === 'manifests/prod/logs-open.yaml')
        for (const [, name, text] of content.matchAll(/ {2}etc-opensearch-setup-(\S+?)-(?:yml|sh)-\w+: \|\n((?: {4}.*\n|\n)+)/g))
          put(`etc/opensearch-setup/${name === 'start' ? 'start.sh' : 'opensearch.yml'}`, moved((text ?? '').replaceAll(/^ {4}/gm, '')))
    },
  })
  writeFileSync(join(scratch, 'password'), 'p$ss"w\\rd\n')
})

afterAll(() => {
  server.close()
  rmSync(scratch, { recursive: true, force: true })
})

function script(shell: string, path: string, variables: readonly string[]): Promise<string> {
  const env = Object.fromEntries(variables.map((name) => [name, join(scratch, 'password')]))
  return new Promise((done, fail) =>
    execFile(shell, [join(scratch, path)], { env: { PATH: process.env.PATH, ...env } }, (error, stdout) =>
      error === null ? done(stdout) : fail(error),
    ),
  )
}

test('a node starts with the user of the Secret, and with the settings beside it', async () => {
  put('usr/share/opensearch/config/opensearch-security/internal_users.yml', 'demo: {}\n')
  put('usr/share/opensearch/plugins/opensearch-security/tools/hash.sh', 'echo "a warning"\necho "\\$2y\\$12\\$${!2}"\n')
  put('usr/share/opensearch/opensearch-docker-entrypoint.sh', '#!/bin/bash\necho "started $*"\n')
  expect(await script('bash', 'etc/opensearch-setup/start.sh', ['LOGIN_PASSWORD_FILE'])).toBe('started opensearch\n')
  const config = (name: string) => load(readFileSync(join(scratch, 'usr/share/opensearch/config', name), 'utf8')) as Record<string, unknown>
  expect(config('opensearch.yml')).toMatchObject({ 'node.name': '${POD_NAME}', 'plugins.security.ssl.http.enabled': true })
})

test('policies, templates, the password of Dashboards and what people see are sent', { timeout: 30_000 }, async () => {
  await script('sh', 'etc/logs-setup/apply.sh', ['OPEN_PASSWORD_FILE', 'KIBANA_PASSWORD_FILE'])
  const by = 'admin:p$ss"w\\rd'
  expect(asked).toEqual([
    `GET /_cluster/health?wait_for_status=yellow&timeout=10s ${by}`,
    `GET /_plugins/_ism/policies/seek-prod-14d ${by}`,
    `PUT /_plugins/_ism/policies/seek-prod-14d?if_seq_no=7&if_primary_term=2 ${by}`,
    `GET /_plugins/_ism/policies/seek-prod-90d ${by}`,
    `PUT /_plugins/_ism/policies/seek-prod-90d?if_seq_no=7&if_primary_term=2 ${by}`,
    `PUT /_index_template/seek-prod ${by}`,
    `PUT /_index_template/seek-prod-orders ${by}`,
    `PUT /_plugins/_security/api/internalusers/kibanaserver ${by}`,
    `POST /api/saved_objects/_import?overwrite=true ${by} global`,
  ])
  expect(JSON.parse(bodies[7] as string)).toEqual({ password: 'p$ss"w\\rd' })
})
