/** Whether real servers read the configuration that is rendered for them, and real shells the scripts. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { get, isMap, items, type Objects, podTemplate, readObjects, texts } from '../objects.ts'
import { renderPlatform } from '../platforms.ts'
import { describeWith, findTool, root, runTool } from '../tool.ts'
import { type Grounded, ground } from './pods.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-servers-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const rendered = await renderPlatform({ name: 'data', folder: join(root, 'test/conformance/stores') }, join(scratch, 'out'))
if ('unclean' in rendered) throw new Error(rendered.unclean.join('\n'))
const folder = join(rendered.out, 'manifests/dev')
const secrets = { password: 'pass "word" \\ with: all', 'root-password': 'root', 'replication-password': "it's", 'erlang-cookie': 'COOKIE' }

/** The files of the server of a store, on this machine. */
function store(name: string): Grounded & { readonly objects: Objects } {
  const objects = readObjects(folder)
  const list = readObjects(folder).list.filter(({ file }) => file.endsWith(`/${name}.yaml`))
  const set = list.find(({ kind }) => kind === 'StatefulSet')
  const pod = set && podTemplate(set.object)?.spec
  const [server] = items(get(pod, 'containers'))
  if (!isMap(pod) || !isMap(server)) throw new Error(`no pod of ${name}`)
  return { ...ground(list, pod, server, join(scratch, name), secrets), objects }
}

/** A server that Debian has but these tools do not bring along: without it the test is skipped, loudly. */
function withServer(name: string, title: string, tests: () => void): void {
  if (findTool(name) === undefined) process.stderr.write(`\nSKIPPED ${title}: ${name} missing\n`)
  describe.skipIf(findTool(name) === undefined)(title, tests)
}

/** What MySQL knows and MariaDB does not. */
const MYSQL_ONLY = /^(mysqlx|innodb_redo_log_capacity|gtid_mode|enforce_gtid_consistency|require_secure_transport|secure_file_priv) = /

withServer('mariadbd', 'MariaDB reads my.cnf', () => {
  test.each(['orders', 'old'])('%s', async (name) => {
    const { file, folder: here } = store(name)
    const config = join(here, 'checked.cnf')
    const text = file('platgen.cnf').split('\n')
    writeFileSync(config, text.filter((line) => !MYSQL_ONLY.test(line)).join('\n'))
    for (const path of ['var/lib/mysql/conf.d', 'var/lib/mysql/data', 'var/lib/mysql/tmp']) mkdirSync(join(here, path), { recursive: true })
    const { status, stderr } = await runTool('mariadbd', [`--defaults-file=${config}`, '--user=root', '--help', '--verbose'])
    expect(stderr.split('\n').filter((line) => line.includes('[ERROR]'))).toEqual([])
    expect(status, stderr).toBe(0)
  })
})

withServer('postgres', 'PostgreSQL reads postgresql.conf', () => {
  test.each([
    ['people', 'shared_buffers', '65536'],
    ['people', 'log_min_duration_statement', '500'],
    ['single', 'max_connections', '100'],
  ])('%s: %s', async (name, setting, value) => {
    const { folder: here } = store(name)
    mkdirSync(join(here, 'var/lib/postgresql/pgdata'), { recursive: true })
    const { stdout, stderr } = await runTool('postgres', [
      '-C',
      setting,
      '-c',
      `config_file=${join(here, 'etc/postgresql/postgresql.conf')}`,
    ])
    expect(stderr.split('\n').filter((line) => line !== '' && !line.includes('skipping missing configuration file'))).toEqual([])
    expect(stdout.trim()).toBe(value)
  })
})

withServer('haproxy', 'HAProxy reads the proxy of a Redis with sentinels', () => {
  test('haproxy.cfg', async () => {
    const { folder: here } = store('sessions')
    const { status, stderr, stdout } = await runTool('haproxy', ['-c', '-f', join(here, 'etc/redis/haproxy.cfg')])
    expect(stderr + stdout).not.toMatch(/ALERT|WARNING/)
    expect(status).toBe(0)
  })
})

describeWith(['shellcheck'], 'shellcheck reads every script of a store', () => {
  test('all of them', async () => {
    const scripts = readObjects(folder).list.flatMap(({ kind, name, object }) =>
      kind === 'ConfigMap'
        ? Object.entries(texts(object.data))
            .filter(([file]) => file.endsWith('.sh'))
            .map(([file, text]) => ({ file: `${name}-${file}`, text }))
        : [],
    )
    const here = join(scratch, 'scripts')
    mkdirSync(here)
    for (const { file, text } of scripts) writeFileSync(join(here, file), text)
    const { stdout } = await runTool(
      'shellcheck',
      readdirSync(here).map((file) => join(here, file)),
    )
    expect(stdout).toBe('')
    expect(scripts.length).toBeGreaterThan(8)
  })
})

describeWith(['promtool'], 'promtool tries the alerts of every engine', () => {
  const watched = join(rendered.out, 'prometheus/dev')
  const files = (kind: string) => readdirSync(join(watched, kind)).map((file) => join(watched, kind, file))

  test('rules', async () => {
    await runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...files('rules')], { expect: [0] })
  })

  test('each is raised, and is not raised', async () => {
    await runTool('promtool', ['test', 'rules', ...files('tests').filter((file) => file.includes('/store-'))], { expect: [0] })
  })
})
