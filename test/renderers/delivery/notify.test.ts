/** The messages of pipelines, sent for real to a server that is here. */
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import delivery from '../../../renderers/delivery/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery: { engine: gitlab, retries: 1, notify: { slack: {} } }
environments: { dev: { branch: main } }
services: { orders: { build: node } }
`
const hasPython = spawnSync('python3', ['--version']).status === 0

let folder = ''
let server: Server
let answer = '{"errcode":0}'
const requests: { url: URL; body: Record<string, unknown> }[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-notify-'))
  const file = (await renderWith(delivery, { platform: PLATFORM })).files.get('notify.py')
  writeFileSync(join(folder, 'notify.py'), file?.type === 'text' ? file.text : '')
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      requests.push({ url: new URL(request.url ?? '', 'http://here'), body: JSON.parse(body) as Record<string, unknown> })
      response.end(answer)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  requests.length = 0
  answer = '{"errcode":0}'
})

const address = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

function tell(env: { readonly [name: string]: string }): Promise<{ status: number | null; stderr: string }> {
  const child = spawn('python3', [join(folder, 'notify.py'), 'orders', 'failed'], {
    env: {
      PATH: process.env.PATH,
      WHO: 'Ada',
      WHAT: 'Fix\n"the" <!channel> [cart](http://evil.example) \\ & `x`',
      WHERE: "release/'1'",
      LINK: 'http://ci/1',
      ...env,
    },
  })
  let stderr = ''
  child.stderr.on('data', (part) => {
    stderr += part
  })
  return new Promise((done) => child.on('close', (status) => done({ status, stderr })))
}

describe.skipIf(!hasPython)('notify.py', () => {
  test('says who, what, where, how long, and the link, and what others wrote means nothing but itself', async () => {
    const began = String(Math.floor(Date.now() / 1000) - 125)
    expect(await tell({ DINGTALK_URL: address('/ding?token=secret'), SLACK_URL: address('/slack'), BEGAN: began })).toEqual({
      status: 0,
      stderr: '',
    })
    const [ding, slack] = requests.map(({ body }) => body)
    const { text = '' } = (ding?.markdown ?? {}) as { text?: string }
    const lines = text.split('\n')
    expect(lines).toEqual([
      '### orders failed',
      '- who: Ada',
      '- what: Fix "the" \\<!channel\\> \\[cart\\](http://evil.example) \\\\ & \\`x\\`',
      "- where: release/'1'",
      expect.stringMatching(/^- took: 2 min [5-9] s$/),
      '- link: http://ci/1',
    ])
    expect(slack?.text).toContain('Fix "the" &lt;!channel&gt; [cart](http://evil.example) \\ &amp; `x`')
  })

  test('signs what DingTalk wants signed', async () => {
    await tell({ DINGTALK_URL: address('/ding?token=t'), DINGTALK_SECRET: 'SEC a+b' })
    const { searchParams } = requests[0]?.url ?? new URL('http://none')
    const sign = createHmac('sha256', 'SEC a+b')
      .update(`${searchParams.get('timestamp')}\nSEC a+b`)
      .digest('base64')
    expect(searchParams.get('sign')).toBe(sign)
  })

  test('tries again, tells everybody else, fails no run, and prints no address', async () => {
    answer = '{"errcode":310000}'
    const { status, stderr } = await tell({
      WECOM_URL: address('/wecom?key=top-secret'),
      DINGTALK_URL: 'http://127.0.0.1:1/top-secret',
      SLACK_URL: address('/slack'),
    })
    expect(status).toBe(0)
    expect(requests.map(({ url }) => url.pathname)).toEqual(['/wecom', '/wecom', '/slack'])
    expect(stderr).toMatch(/DingTalk was not told: \w+\nWeCom was not told: it refused the message\n/)
    expect(stderr).not.toContain('top-secret')
  })
})
