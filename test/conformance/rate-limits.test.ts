/**
 * The rate limits of the golden case in a real Envoy, with real requests: what a pod refuses by itself, what the limiter is told of each request, and what
 * happens when it does not answer. The filters are taken out of the rendered EnvoyFilters and put where Istio would put them.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Http2Server } from 'node:http2'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { type Found, get, items, readObjects, scalar } from './objects.ts'
import { describeWith, findTool, root } from './tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-rate-limits-'))
const rendered = readObjects(join(root, 'test/golden/rate-limits/expected/manifests/dev'))
const children: ChildProcess[] = []

describeWith(['envoy'], 'rate limits in Envoy', () => {
  let limiter: Http2Server
  let limiterPort = 0
  /** The requests to the limiter, as bytes in which its texts can be read. */
  let asked: string[] = []
  let verdict = OK

  beforeAll(async () => {
    limiter = createServer().on('stream', (stream) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        asked.push(Buffer.concat(chunks).toString('latin1'))
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
        stream.end(Buffer.from([0, 0, 0, 0, 2, 8, verdict]))
      })
    })
    limiterPort = await new Promise((done) => limiter.listen(0, '127.0.0.1', () => done((limiter.address() as AddressInfo).port)))
  })

  afterAll(() => {
    limiter.close()
    for (const child of children) child.kill()
    rmSync(scratch, { recursive: true, force: true })
  })

  test('a pod refuses what comes over its burst', async () => {
    const url = await envoy(filterOf('web-local-ratelimit'))
    const statuses = await Promise.all(Array.from({ length: 160 }, () => ask(url)))
    const passed = statuses.filter(({ status }) => status === 200).length
    // A burst of 100, and what is filled in while they come.
    expect(passed).toBeGreaterThanOrEqual(100)
    expect(passed).toBeLessThan(150)
    expect(statuses.filter(({ status }) => status === 429).length).toBe(160 - passed)
    expect(statuses.some(({ limit }) => limit?.startsWith('100'))).toBe(true)
  })

  test('a rule has a bucket of its own', async () => {
    const url = await envoy(filterOf('web-local-ratelimit'))
    const logins = await Promise.all(Array.from({ length: 40 }, () => ask(`${url}login?next=/`, { method: 'POST' })))
    expect(logins.filter(({ status }) => status === 200).length).toBe(20)
    expect((await ask(`${url}login`)).status).toBe(200)
    expect((await ask(`${url}login/help`, { method: 'POST' })).status).toBe(200)
  })

  test('a share of the surplus is refused where a share is said', async () => {
    const url = await envoy(filterOf('cart-local-ratelimit'))
    const statuses = await Promise.all(Array.from({ length: 700 }, () => ask(url)))
    const refused = statuses.filter(({ status }) => status === 429).length
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThan(250)
    expect(statuses.every(({ limit }) => limit === undefined)).toBe(true)
  })

  test('the limiter is told what it has a bound for', async () => {
    const url = await envoy(filterOf('search-ratelimit'), ratesOf('search-ratelimit'), limiterPort)
    asked = []
    verdict = OK
    expect(
      (await ask(`${url}items/1`, { method: 'POST', headers: { 'x-user': 'jason', 'x-plan': 'free-forever', 'x-token': 'a' } })).status,
    ).toBe(200)
    expect(asked).toHaveLength(1)
    for (const text of ['shop', 'service', 'search', 'rule', 'person', 'x-user', 'jason', 'writes']) expect(asked[0]).toContain(text)
    asked = []
    await ask(`${url}itemsets`, { method: 'POST', headers: { 'x-plan': 'free', 'x-token': 'a' } })
    expect(asked[0]).not.toContain('writes')
    expect(asked[0]).not.toContain('person')
  })

  test('a gateway refuses what comes over the burst, for its own hosts alone', async () => {
    const url = await envoy(filterOf('shop-shop-public-ratelimit'), [], 9, hostOf('shop-shop-public-ratelimit'))
    const statuses = await Promise.all(Array.from({ length: 140 }, () => ask(url)))
    const passed = statuses.filter(({ status }) => status === 200).length
    expect(passed).toBeGreaterThanOrEqual(90)
    expect(passed).toBeLessThan(135)
    const other = await envoy(filterOf('shop-shop-public-ratelimit'))
    expect((await Promise.all(Array.from({ length: 140 }, () => ask(other)))).every(({ status }) => status === 200)).toBe(true)
    const logins = await Promise.all(Array.from({ length: 30 }, () => ask(`${url}login`)))
    expect(logins.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(15)
  })

  test('a gateway tells the limiter that it is one, and nobody asks for the hosts of others', async () => {
    const url = await envoy(filterOf('shop-shop-partners-ratelimit'), [], limiterPort, hostOf('shop-shop-partners-ratelimit'))
    asked = []
    verdict = OK
    expect((await ask(`${url}reports/1`)).status).toBe(200)
    expect(asked).toHaveLength(1)
    for (const text of ['gateway', 'shop-partners', 'remote_address', '127.0.0.1', 'rule', 'reports']) expect(asked[0]).toContain(text)
    asked = []
    const other = await envoy(filterOf('shop-shop-partners-ratelimit'), [], limiterPort)
    expect((await ask(`${other}reports/1`)).status).toBe(200)
    expect(asked).toHaveLength(0)
  })

  test('what it finds too much is refused', async () => {
    const url = await envoy(filterOf('search-ratelimit'), ratesOf('search-ratelimit'), limiterPort)
    verdict = OVER
    expect((await ask(url)).status).toBe(503)
  })

  test('without an answer of the limiter requests are refused or pass, as it is said', async () => {
    const nobody = await freePort()
    expect((await ask(await envoy(filterOf('search-ratelimit'), ratesOf('search-ratelimit'), nobody))).status).toBe(500)
    expect((await ask(await envoy(filterOf('stock-ratelimit'), ratesOf('stock-ratelimit'), nobody))).status).toBe(200)
  })
})

/** https://github.com/envoyproxy/data-plane-api RateLimitResponse.Code */
const OK = 1
const OVER = 2

function patches(name: string): readonly Json[] {
  const found = rendered.list.find((one: Found) => one.kind === 'EnvoyFilter' && one.name === name)
  if (found === undefined) throw new Error(`no EnvoyFilter ${name}`)
  return items(get(found.object, 'spec', 'configPatches'))
}

function filterOf(name: string): Json {
  const patch = patches(name).find((one) => scalar(get(one, 'applyTo')) === 'HTTP_FILTER')
  return get(patch, 'patch', 'value') as Json
}

/** What is merged into the routes of the first port. */
function ratesOf(name: string): Json {
  const patch = patches(name).find((one) => scalar(get(one, 'applyTo')) === 'HTTP_ROUTE')
  return get(patch, 'patch', 'value', 'route', 'rate_limits') as Json
}

/** What is merged into the virtual host of the first host. */
function hostOf(name: string): JsonObject {
  const patch = patches(name).find((one) => scalar(get(one, 'applyTo')) === 'VIRTUAL_HOST')
  return get(patch, 'patch', 'value') as JsonObject
}

/** Starts an Envoy with the filter in front of a program that answers 200. */
async function envoy(filter: Json, rates: Json = [], limiterPort = 9, host: JsonObject = {}): Promise<string> {
  const [port, admin] = [await freePort(), await freePort()]
  const upstream = createSocket((socket) =>
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')).on('error', () => undefined),
  )
  const upstreamPort = await new Promise<number>((done) =>
    upstream.listen(0, '127.0.0.1', () => done((upstream.address() as AddressInfo).port)),
  )
  upstream.unref()
  const limiterName = /"cluster_name":"([^"]+)"/.exec(JSON.stringify(filter))?.[1]
  const config = {
    admin: { address: address(admin) },
    static_resources: {
      listeners: [
        {
          name: 'inbound',
          address: address(port),
          filter_chains: [
            {
              filters: [
                {
                  name: 'envoy.filters.network.http_connection_manager',
                  typed_config: {
                    '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
                    stat_prefix: 'inbound',
                    route_config: {
                      virtual_hosts: [
                        {
                          name: 'inbound|http|8080',
                          domains: ['*'],
                          ...host,
                          routes: [{ match: { prefix: '/' }, route: { cluster: 'program', rate_limits: rates } }],
                        },
                      ],
                    },
                    http_filters: [
                      filter,
                      {
                        name: 'envoy.filters.http.router',
                        typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
      clusters: [cluster('program', upstreamPort, false), ...(limiterName === undefined ? [] : [cluster(limiterName, limiterPort, true)])],
    },
  }
  const file = join(scratch, `${port}.json`)
  writeFileSync(file, JSON.stringify(config))
  const path = findTool('envoy')
  if (path === undefined) throw new Error('envoy is not on PATH')
  const child = spawn(path, ['-c', file, '--log-level', 'error', '--concurrency', '1', '--use-dynamic-base-id'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`http://127.0.0.1:${admin}/ready`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (ready) return `http://127.0.0.1:${port}/`
    if (tries > 100 || child.exitCode !== null) throw new Error('envoy did not come up')
    await new Promise((done) => setTimeout(done, 100))
  }
}

function address(port: number) {
  return { socket_address: { address: '127.0.0.1', port_value: port } }
}

function cluster(name: string, port: number, http2: boolean) {
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }] },
    ...(http2
      ? {
          typed_extension_protocol_options: {
            'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
              '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
              explicit_http_config: { http2_protocol_options: {} },
            },
          },
        }
      : {}),
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createSocket().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}

async function ask(url: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly limit: string | undefined }> {
  const answer = await fetch(url, init)
  await answer.arrayBuffer()
  const limit = answer.headers.get('x-ratelimit-limit')
  return { status: answer.status, limit: limit === null ? undefined : limit }
}
