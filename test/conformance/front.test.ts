/** The nginx in front of gateways: its configuration as nginx reads it, and as it serves, in front of a gateway that tells what it was asked. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { describeWith, runTool } from './tool.ts'

const files = inject('rendered').flatMap(({ out }) => {
  const folder = join(out, 'nginx')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.conf'))
        .map((name) => join(folder, name))
    : []
})

const HOSTS = ['bank.example', 'ledger.bank.example']

describeWith(['nginx', 'openssl'], 'the nginx in front of gateways', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'platgen-front-'))
  const [certificate, key] = [join(scratch, 'tls.crt'), join(scratch, 'tls.key')]
  afterAll(() => rmSync(scratch, { recursive: true }))

  beforeAll(async () => {
    const names = HOSTS.map((host) => `DNS:${host}`).join(',')
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=bank', '-addext', `subjectAltName=${names}`]
    await runTool('openssl', [...made, '-keyout', key, '-out', certificate], { expect: [0] })
  })

  /** The configuration with the files of this machine. */
  function here(text: string): string {
    return text
      .replace(/\/var\/log\/nginx|\/run(?=\/nginx\.pid)/g, scratch)
      .replace(/(ssl_certificate|ssl_trusted_certificate) [^;]+;/g, `$1 ${certificate};`)
      .replace(/ssl_certificate_key [^;]+;/g, `ssl_certificate_key ${key};`)
  }

  async function complaints(text: string): Promise<string> {
    const path = join(scratch, 'nginx.conf')
    writeFileSync(path, text)
    const { stderr } = await runTool('nginx', ['-t', '-q', '-e', join(scratch, 'log'), '-c', path])
    return stderr
  }

  test('is there', () => {
    expect(files.length).toBeGreaterThan(1)
  })

  test.each(files)('is taken: %s', async (file) => {
    const text = here(readFileSync(file, 'utf8').replace(/server partners-lb[^:]*/g, 'server 127.0.0.1'))
    const said = await complaints(text)
    if (!/unknown directive "stream"/.test(said)) return expect(said).toBe('')
    process.stderr.write('\nSKIPPED connections of nginx: this one is built without `stream`\n')
    expect(await complaints(text.replace(/^stream \{[\s\S]*?^\}$/m, ''))).toBe('')
  })

  test('tells the gateway who asks for what, and nobody else does', async () => {
    const gateway = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, ({ headers, socket, url }, answer) => {
      answer.end(JSON.stringify({ url, name: (socket as TLSSocket).servername, headers }))
    }).listen(0, '127.0.0.1')
    await once(gateway, 'listening')
    const [http, https, health] = [20_080, 20_443, 20_099]
    const text = here(readFileSync(files.find((file) => /zero-trust.*default/.test(file)) as string, 'utf8'))
      .replace(/listen 80\b/g, `listen 127.0.0.1:${http}`)
      .replace(/listen 443\b/g, `listen 127.0.0.1:${https}`)
      .replace(/listen 8099\b/g, `listen 127.0.0.1:${health}`)
      .replace(/server 10\.0\.1\.\d+:30443/g, `server 127.0.0.1:${(gateway.address() as AddressInfo).port}`)
    const path = join(scratch, 'run.conf')
    writeFileSync(path, text)
    const nginx = spawn('nginx', ['-e', join(scratch, 'log'), '-c', path, '-g', 'daemon off;'], { stdio: 'ignore' })
    try {
      await until(async () => (await ask(health, 'any', '/healthz')).status === 200)
      expect(await ask(http, HOSTS[0] as string, '/a?b=1')).toMatchObject({ status: 301, location: 'https://bank.example/a?b=1' })
      expect((await ask(http, 'other.example', '/')).status).toBe(404)
      const { status, body } = await ask(https, HOSTS[1] as string, '/books', {
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'http',
      })
      expect(status).toBe(200)
      expect(JSON.parse(body)).toMatchObject({
        url: '/books',
        name: HOSTS[1],
        headers: { host: HOSTS[1], 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' },
      })
      await expect(ask(https, 'other.example', '/')).rejects.toThrow()
    } finally {
      nginx.kill()
      await once(nginx, 'exit')
      gateway.close()
    }
  })

  interface Answer {
    readonly status: number | undefined
    readonly location: string | undefined
    readonly body: string
  }

  function ask(port: number, host: string, path: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const base = { host: '127.0.0.1', port, path, headers: { host, ...headers }, agent: false as const }
      const isTls = port === 20_443
      const sent = isTls ? request({ ...base, servername: host, ca: readFileSync(certificate) }) : plainRequest(base)
      sent.on('error', reject)
      sent.on('response', (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          body += part
        })
        answer.on('end', () => resolve({ status: answer.statusCode, location: answer.headers.location, body }))
      })
      sent.end()
    })
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 50; tries++) {
      if (await isSo().catch(() => false)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('nginx did not come up')
  }
})
