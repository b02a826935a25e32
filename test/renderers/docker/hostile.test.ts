/**
 * Words that mean something in a Dockerfile, to a shell, in an nginx.conf or in an ini file come through as what they are, or are refused: whatever a platform
 * says, its files have the structure that they have with plain words, and hold the words themselves.
 */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import docker from '../../../renderers/docker/index.ts'

interface Words {
  readonly context: string
  readonly output: string
  readonly argument: string
  readonly description: string
  readonly writable: string
  readonly health: string
  readonly file: string
}

const PLAIN: Words = {
  context: 'app',
  output: 'out',
  argument: 'a',
  description: 'b',
  writable: '/var/x',
  health: '/up',
  file: '/run/npmrc',
}

/** Every stack with whatever it takes. */
function platform({ context, output, argument, description, writable, health, file }: Words): string {
  const shared = { description, writable: { [writable]: '1Mi' }, health, ports: { http: 8080 } }
  const build = { context, args: { WHO: argument }, secrets: { NPMRC: file } }
  return JSON.stringify({
    apiVersion: 'platgen.dev/v1',
    name: 'shop',
    version: '1.0.0',
    registry: { host: 'harbor.example.com' },
    environments: { dev: {} },
    services: {
      site: { ...shared, build: { ...build, stack: 'node-static', output } },
      wiki: { ...shared, build: { ...build, stack: 'django', server: 'uwsgi', output } },
      forum: { ...shared, build: { ...build, stack: 'php', output } },
      cart: { ...shared, build: { ...build, stack: 'go' } },
    },
  })
}

async function render(words: Words) {
  const { files, findings } = await renderWith(docker, { platform: platform(words) })
  const text = (path: string): string => {
    const file = files.get(path)
    return file?.type === 'text' ? file.text : ''
  }
  return { text, refused: findings.length > 0, codes: findings.map(({ code }) => code) }
}

interface Read {
  readonly instructions: readonly string[]
  /** Texts of heredocs by their target. */
  readonly files: { readonly [path: string]: string }
}

/** Instructions, each on its line with what continues it, and heredocs. */
function readDockerfile(text: string): Read {
  const instructions: string[] = []
  const files: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index] ?? ''
    if (line.startsWith('#') || line.trim() === '') continue
    while (line.endsWith('\\')) line = line.slice(0, -1) + (lines[++index] ?? '')
    instructions.push(line)
    const heredoc = /<<'(\w+)' (\S+)$/.exec(line)
    if (heredoc === null) continue
    const content: string[] = []
    while (lines[++index] !== heredoc[1]) content.push(lines[index] ?? '')
    files[heredoc[2] ?? ''] = content.join('\n')
  }
  return { instructions, files }
}

/** The directives of an nginx.conf in their order, as ngx_conf_read_token reads them. */
function nginxDirectives(text: string): readonly string[] {
  const directives: string[] = []
  let isFirst = true
  for (const [, token = '', quoted, sign] of text.matchAll(
    /\s+|#[^\n]*|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s;{}"'#][^\s;{}]*)()|([;{}])/g,
  )) {
    if (sign !== undefined) {
      if (sign !== ';') directives.push(sign)
      isFirst = true
    } else if (quoted !== undefined) {
      if (isFirst) directives.push(token)
      isFirst = false
    }
  }
  return directives
}

const names = (read: Read): readonly string[] => read.instructions.map((line) => line.split(' ')[0] ?? '')

/** What a shell makes of words. */
function shellWords(words: string): readonly string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' })
  return stdout.split('\0').slice(0, -1)
}

const printed = fc.constantFrom(...'a $`"\'\\;{}#&|*[]()<>!%=,~/é', '${A}', 'NGINX_CONF', ':', '-n')
const others = fc.constantFrom('\t', '\n', '\r', '\0', '\u2028')
const textOf = (sign: fc.Arbitrary<string>) => fc.array(sign, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
const hostile = fc.oneof({ weight: 9, arbitrary: textOf(printed) }, { weight: 1, arbitrary: textOf(fc.oneof(printed, others)) })
/** One or two words are hostile at a time, or one that is refused would hide the others. */
const seldom = (plain: string, text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: text })
const words: fc.Arbitrary<Words> = fc.record({
  context: seldom('app', hostile),
  output: seldom('out', hostile),
  argument: hostile,
  description: hostile,
  writable: seldom(
    '/var/x',
    hostile.map((text) => `/var/${text}`),
  ),
  health: seldom(
    '/up',
    hostile.map((text) => `/${text}`),
  ),
  file: seldom(
    '/run/npmrc',
    hostile.map((text) => `/run/${text}`),
  ),
})

test('files keep their structure, and say what was said', { timeout: 60_000 }, async () => {
  const plain = await render(PLAIN)
  expect(plain.codes).toEqual([])
  let through = 0
  await fc.assert(
    fc.asyncProperty(words, async (said) => {
      const { text, refused } = await render(said)
      if (refused) return
      through++
      for (const service of ['site', 'wiki', 'forum', 'cart']) {
        const read = readDockerfile(text(`${service}/Dockerfile`))
        expect(names(read)).toEqual(names(readDockerfile(plain.text(`${service}/Dockerfile`))))
        expect(Object.keys(read.files)).toEqual(Object.keys(readDockerfile(plain.text(`${service}/Dockerfile`)).files))
        const folders = read.instructions.find((line) => line.startsWith('RUN install '))
        if (folders !== undefined)
          expect(shellWords(folders.slice('RUN install -d -m 0770 -o 10001 -g 10001 '.length))).toEqual([said.writable])
        const nginx = read.files['/etc/nginx/nginx.conf']
        if (nginx === undefined) continue
        const expected = nginxDirectives(readDockerfile(plain.text(`${service}/Dockerfile`)).files['/etc/nginx/nginx.conf'] ?? '')
        // A path that can't be told from others has no location of its own.
        const known = /[%?#]/.test(said.health) || said.health === '/' ? undefined : expected
        if (known !== undefined && service !== 'forum') expect(nginxDirectives(nginx)).toEqual(known)
      }
      expect(spawnSync('sh', ['-n', '-c', text('build.sh')]).status).toBe(0)
    }),
    { numRuns: 300, seed: 20261124 },
  )
  expect(through).toBeGreaterThan(100)
})

test('the module of uwsgi is a word of its ini file, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.constantFrom('a.b', 'a:b')), async (module) => {
      const source = JSON.stringify({
        apiVersion: 'platgen.dev/v1',
        name: 'shop',
        version: '1.0.0',
        registry: { host: 'harbor.example.com' },
        environments: { dev: {} },
        services: { wiki: { build: { stack: 'django', server: 'uwsgi', module }, ports: { http: 8080 } } },
      })
      const { files, findings } = await renderWith(docker, { platform: source })
      if (findings.length > 0) return
      const file = files.get('wiki/Dockerfile')
      const ini = readDockerfile(file?.type === 'text' ? file.text : '').files['/etc/uwsgi/uwsgi.ini']?.split('\n')
      expect(ini?.filter((line) => line.startsWith('module'))).toEqual([`module = ${module}${module.includes(':') ? '' : ':application'}`])
      expect(module).toMatch(/^[\w./:-]+$/)
    }),
    { numRuns: 100, seed: 20261124 },
  )
})
