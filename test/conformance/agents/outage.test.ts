/** A real Fluent Bit while its Elasticsearch is away, killed in the middle of that: every line arrives, and none twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../../engine/pipeline.ts'
import { findTool, root } from '../tool.ts'

const home = mkdtempSync(join(tmpdir(), 'platgen-outage-'))
const isMissing = findTool('fluent-bit') === undefined
if (isMissing) process.stderr.write('\nSKIPPED a real Fluent Bit without its Elasticsearch: fluent-bit is not on PATH\n')

let isUp = false
const taken = new Map<string, string>()
const twice: string[] = []

/** What a bulk request is answered: a document that is there already is a conflict. https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docs-bulk.html */
function take(body: string): object {
  const lines = body.trimEnd().split('\n')
  const items = lines.flatMap((line, index) => {
    const { create } = JSON.parse(line) as { readonly create?: { readonly _id: string } }
    if (create === undefined) return []
    const { message } = JSON.parse(lines[index + 1] ?? '{}') as { readonly message: string }
    const isThere = taken.has(create._id)
    if (isThere) twice.push(message)
    taken.set(create._id, message)
    return [{ create: { status: isThere ? 409 : 201 } }]
  })
  return { errors: false, items }
}

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    if (!isUp) {
      response.writeHead(503).end('{}')
      return
    }
    const body = Buffer.concat(parts)
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(take(text.toString())))
  })
})

afterAll(() => {
  server.close()
  rmSync(home, { recursive: true, force: true })
})

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

function start(): ChildProcess {
  return spawn('fluent-bit', ['--config', join(home, 'fluent-bit.yaml')], { stdio: 'ignore', env: { ...process.env, NODE_NAME: 'node-1' } })
}

async function end(agent: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = new Promise((done) => agent.once('exit', done))
  agent.kill(signal)
  await ended
}

/** Lines `from` to `to`, as containerd keeps them. */
function print(from: number, to: number): void {
  const file = join(home, `var/log/containers/api-7d9c-x_outage-test_api-${'a'.repeat(64)}.log`)
  const lines = Array.from({ length: to - from + 1 }, (_none, index) => {
    const number = from + index
    return `2026-11-24T12:00:00.${String(number).padStart(9, '0')}Z stdout F line ${number}\n`
  })
  appendFileSync(file, lines.join(''))
}

test.skipIf(isMissing)('what waits on the node survives, and is sent once', { timeout: 90_000 }, async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  mkdirSync(join(home, 'var/log/containers'), { recursive: true })
  await run({
    file: 'platform.yaml',
    cwd: join(root, 'test/conformance/agents/outage'),
    until: 'plan',
    out: 'out',
    deliver({ path, content }) {
      const prefix = 'fluent-bit/test/'
      if (!path.startsWith(prefix)) return
      const here = content
        .replaceAll(/\/var\/(log|lib)\//g, `${home}/var/$1/`)
        .replace('host: search.example.com', 'host: 127.0.0.1')
        .replace("port: '9200'", `port: '${port}'`)
      writeFileSync(join(home, path.slice(prefix.length)), here)
    },
  })
  print(1, 5000)
  const first = start()
  await wait(4000)
  print(5001, 8000)
  await wait(3000)
  await end(first, 'SIGKILL')
  print(8001, 10_000)
  isUp = true
  const second = start()
  const until = Date.now() + 40_000
  while (Date.now() < until && taken.size < 10_000) await wait(250)
  await wait(3000)
  await end(second, 'SIGTERM')
  const lines = [...taken.values()].map((message) => Number(message.replace('line ', ''))).sort((one, other) => one - other)
  expect(lines).toEqual(Array.from({ length: 10_000 }, (_none, index) => index + 1))
  expect(twice).toEqual([])
})
