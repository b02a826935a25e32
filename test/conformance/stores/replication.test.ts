/** A rendered primary and a rendered copy of it are started as they would be in their pods, each on a loopback address of its own, and a row arrives. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { get, isMap, items, podTemplate, readObjects } from '../objects.ts'
import { renderPlatform } from '../platforms.ts'
import { findTool, runTool } from '../tool.ts'
import { asNobody, openMachine, until } from './machine.ts'
import { ground } from './pods.ts'

const scratch = mkdtempSync(join(tmpdir(), 'pg-'))
chmodSync(scratch, 0o755)
mkdirSync(join(scratch, 'in'))
writeFileSync(
  join(scratch, 'in/platform.yaml'),
  `apiVersion: platgen.dev/v1
name: data
environments: { dev: {} }
services: { api: { image: "registry.example.com/api:1.0.0", ports: { http: 8080 }, calls: [people] } }
stores: { people: { engine: postgresql, replicas: 2 } }
`,
)
const rendered = await renderPlatform({ name: 'data', folder: join(scratch, 'in') }, join(scratch, 'out'))
if ('unclean' in rendered) throw new Error(rendered.unclean.join('\n'))
const manifests = join(rendered.out, 'manifests/dev')
const secrets = { password: 'pass "word" \\ with: all', 'replication-password': "it's \\: all" }
const machine = openMachine(manifests, secrets)
afterAll(async () => {
  await machine.close()
  rmSync(scratch, { recursive: true, force: true })
})

const NOBODY = 65534
const address = (member: number) => `127.0.0.${member + 2}`

/** What the official image does before it starts the server: it makes the data once, and runs what is laid into its folder for that. */
const ENTRYPOINT = `#!/bin/sh
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  PGHOST=$(mktemp -d)
  export PGHOST
  initdb --no-sync --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 --pgdata="$PGDATA" >/dev/null
  pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses= -c unix_socket_directories=$PGHOST" --wait start >/dev/null
  createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  sh "$CONFIG/replication.sh"
  pg_ctl --pgdata="$PGDATA" --wait stop >/dev/null
fi
exec "$@"
`

/** The files of one member below a folder, with addresses of this machine. */
function member(number: number): { readonly number: number; readonly start: () => void } {
  const list = readObjects(manifests).list.filter(({ file }) => file.endsWith('/people.yaml'))
  const set = list.find(({ kind }) => kind === 'StatefulSet')
  const pod = set && podTemplate(set.object)?.spec
  const [server] = items(get(pod, 'containers'))
  if (!isMap(pod) || !isMap(server)) throw new Error('people has no pod')
  const folder = join(scratch, String(number))
  ground(list, pod, server, folder, secrets)
  const config = join(folder, 'etc/postgresql')
  for (const file of readdirSync(config)) {
    const path = join(config, file)
    const text = readFileSync(path, 'utf8')
      .replaceAll('people-0.people-headless.data-dev.svc.cluster.local', address(0))
      .replace("listen_addresses = '*'", `listen_addresses = '${address(number)}'`)
    writeFileSync(path, text)
  }
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'docker-entrypoint.sh'), ENTRYPOINT, { mode: 0o755 })
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, entry), NOBODY, NOBODY)
  const start = () =>
    machine.serve(asNobody(['sh', join(config, 'start.sh')]), {
      POD_NAME: `people-${number}`,
      PGDATA: join(folder, 'var/lib/postgresql/pgdata'),
      PGHOST: join(folder, 'var/run/postgresql'),
      CONFIG: config,
      POSTGRES_USER: 'people',
      POSTGRES_DB: 'people',
      POSTGRES_PASSWORD_FILE: join(folder, 'run/secrets/people/password'),
      PATH: `${bin}:${process.env.PATH ?? ''}`,
    })
  return { number, start }
}

const needs = ['postgres', 'initdb', 'pg_basebackup', 'setpriv']
const missing = needs.filter((name) => findTool(name) === undefined)
if (missing.length > 0) process.stderr.write(`\nSKIPPED a copy of PostgreSQL: ${missing.join(', ')} missing\n`)

describe.skipIf(missing.length > 0)('PostgreSQL', () => {
  const primary = member(0)
  const copy = member(1)
  const login = join(scratch, 'login')
  writeFileSync(login, `*:*:*:people:${secrets.password.replace(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 })
  const ask = async ({ number }: { readonly number: number }, question: string) =>
    (
      await runTool(
        'psql',
        [`host=${address(number)} user=people passfile=${login}`, '--no-psqlrc', '--tuples-only', '--no-align', '--command', question],
        { expect: [0] },
      )
    ).stdout.trim()

  test('a row that the primary takes arrives at a copy, which takes none itself', { timeout: 40_000 }, async () => {
    copy.start()
    primary.start()
    await until('the primary', () => ask(primary, 'CREATE TABLE IF NOT EXISTS line (what text)'))
    await ask(primary, "INSERT INTO line VALUES ('größer')")
    await until('the copy', async () => {
      if ((await ask(copy, 'SELECT what FROM line')) !== 'größer') throw new Error('not yet')
    })
    expect(await ask(copy, 'SELECT pg_is_in_recovery()')).toBe('t')
    await expect(ask(copy, "INSERT INTO line VALUES ('x')")).rejects.toThrow()
    expect(await ask(primary, "SELECT state || ' ' || usename FROM pg_stat_replication")).toBe('streaming replicator')
    expect(await ask(primary, 'SELECT slot_name FROM pg_replication_slots WHERE active')).toBe('member_1')
  })
})
