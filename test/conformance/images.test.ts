/**
 * Rendered Dockerfiles, really built, started and asked: on the declared port, as the declared user, without capabilities and on a read-only root. Base images
 * can't be had without a registry: those of the same name are empty, and this machine's programs stand in for what they hold.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderWith } from '../../engine/testing.ts'
import docker from '../../renderers/docker/index.ts'
import { type Bind, containers, type StandIn } from './containers/container.ts'
import { describeWith, findTool } from './tool.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: built
version: 1.0.0
registry: { host: registry.example.com }
environments: { prod: {} }
services:
  sums: { build: go, ports: { http: 8080 } }
  api: { build: node, ports: { http: 8082 } }
  site: { build: { stack: node-static, args: { WHO: you } }, ports: { http: 8081 }, health: /up, logs: json }
  blog: { build: { stack: django, module: blog.wsgi }, ports: { http: 8002 }, logs: json }
  jar: { build: { stack: java }, ports: { http: 8080 }, resources: { memory: 1Gi } }
`

const programs = join(dirname(fileURLToPath(import.meta.url)), 'containers/programs')
const folder = mkdtempSync(join(tmpdir(), 'platgen-images-'))
const { build, answer, dispose } = containers(folder)
let rendered: Awaited<ReturnType<typeof renderWith>>['files'] = new Map()
beforeAll(async () => {
  rendered = (await renderWith(docker, { platform: PLATFORM })).files
})
afterAll(dispose)

function textOf(name: string): string {
  const file = rendered.get(`${name}/Dockerfile`)
  if (file?.type !== 'text') throw new Error(`no Dockerfile of ${name}`)
  return file.text
}

/** Builds, runs and asks. */
async function ask(name: string, port: number, path: string, standIn: Partial<StandIn>) {
  const whole: StandIn = { path: '/usr/sbin', binds: [], files: {}, ...standIn }
  await build(name, textOf(name), join(programs, name), whole)
  return answer(name, port, path, whole)
}

const CONFINED = ['answered yes', 'HTTP/1.1 200 OK', 'user 10001 10001 ', 'capabilities 0000000000000000', 'root read-only']

describeWith(['buildah', 'go', 'curl', 'unshare'], 'a Go program in nothing else', () => {
  test('answers, and ends when asked', async () => {
    const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim()
    const { lines, config } = await ask('sums', 8080, '/', { path: '/usr/local/go/bin', binds: [[go, '/usr/local/go']] })
    expect(lines.slice(0, 6)).toEqual([...CONFINED, 'the sum'])
    expect(lines).toContain('ended 2')
    expect(config).toMatchObject({ User: '10001:10001', ExposedPorts: { '8080/tcp': {} }, Entrypoint: ['/app'] })
  })
})

describeWith(['buildah', 'javac', 'jar', 'curl', 'unshare'], 'a jar', () => {
  test('answers with three quarters of what it sees as its heap', async () => {
    const mvn = `#!/bin/sh
set -e
mkdir -p target/classes
javac -d target/classes $(find src/main/java -name '*.java')
jar --create --file target/jar-1.0.0.jar --main-class com.example.Main -C target/classes .
`
    const settings = readdirSync('/etc').filter((name) => name.startsWith('java'))
    const binds = settings.map((name): Bind => [`/etc/${name}`, `/etc/${name}`])
    const { lines } = await ask('jar', 8080, '/', { binds, files: { 'usr/local/bin/mvn': mvn } })
    expect(lines.slice(0, 5)).toEqual(CONFINED)
    expect(lines[5]).toMatch(/^the jar in \d+ MiB$/)
    expect(lines).toContain('ended 143')
  })
})

describeWith(['buildah', 'python3', 'curl', 'unshare'], 'a Python application behind gunicorn', () => {
  test('answers, logs lines of JSON, and ends when asked', async () => {
    const prefix = execFileSync('python3', ['-c', 'import sys; print(sys.base_prefix)'], { encoding: 'utf8' }).trim()
    const wheels = join(folder, 'wheels')
    const [wanted = ''] = /gunicorn==[\d.]+/.exec(textOf('blog')) ?? []
    // As this machine is told to get packages; the image then gets them from there.
    execFileSync('python3', ['-m', 'pip', 'download', '--quiet', '--dest', wheels, wanted], { stdio: ['ignore', 'ignore', 'inherit'] })
    const python: Partial<StandIn> = {
      path: `${prefix}/bin:/opt/names`,
      binds: [
        [prefix, prefix],
        [wheels, '/wheels'],
      ],
      env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '/wheels' },
      // Debian has it under the longer name alone.
      files: { 'opt/names/python': '#!/bin/sh\nexec python3 "$@"\n' },
    }
    const { lines } = await ask('blog', 8002, '/', python)
    expect(lines.slice(0, 6)).toEqual([...CONFINED, 'the blog'])
    expect(lines).toContain('ended 0')
    const logged = lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { readonly logger: string; readonly message: string })
    expect(logged.map(({ logger }) => logger)).toEqual(expect.arrayContaining(['gunicorn.error', 'gunicorn.access', 'blog']))
    expect(logged.find(({ logger }) => logger === 'blog')?.message).toBe('someone "reads" /')
  })
})

describeWith(['buildah', 'npm', 'curl', 'unshare'], 'a Node service that handles no signals', () => {
  test('answers, and ends when asked', async () => {
    const { lines } = await ask('api', 8082, '/', {})
    expect(lines.slice(0, 6)).toEqual([...CONFINED, 'the api'])
    expect(lines).toContain('ended 143')
  })
})

/** nginx is among the tools for hosts, which few machines have. */
const nginx = ['/usr/sbin', '/usr/local/sbin'].find((path) => findTool('nginx') === join(path, 'nginx'))
if (nginx === undefined)
  process.stderr.write('\nSKIPPED a site served by nginx: nginx missing; put it on PATH and run npm run conformance again\n')

describeWith(['buildah', 'npm', 'curl', 'unshare'], 'a site served by nginx', () => {
  test.skipIf(nginx === undefined)('answers with a page for every path, and ends when asked', async () => {
    const standIn: Partial<StandIn> = {
      path: '/opt/nginx',
      binds: [[nginx ?? '', '/opt/nginx']],
      files: { 'etc/nginx/mime.types': 'types { text/html html; }\n' },
    }
    const { lines } = await ask('site', 8081, '/some/page', standIn)
    expect(lines.slice(0, 6)).toEqual([...CONFINED, '<!doctype html><title>for you</title>'])
    expect(lines).toContain('ended 0')
    const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as object)
    expect(logged).toContainEqual(expect.objectContaining({ method: 'GET', uri: '/some/page', status: 200 }))
  })
})
