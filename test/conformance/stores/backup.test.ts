/** The rendered Jobs copy the data of real servers; the data is destroyed; the rendered Jobs bring it back. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { storeExporters } from '../../../engine/metrics/stores.ts'
import { renderPlatform } from '../platforms.ts'
import { findTool, root, runTool } from '../tool.ts'
import { asNobody, freePorts, openMachine, until } from './machine.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-backup-'))
mkdirSync(join(scratch, 'in'))
cpSync(join(root, 'test/conformance/stores/backups.yaml'), join(scratch, 'in/platform.yaml'))
const rendered = await renderPlatform({ name: 'backups', folder: join(scratch, 'in') }, join(scratch, 'out'))
if ('unclean' in rendered) throw new Error(rendered.unclean.join('\n'))
const secrets = { password: 'pass "word" with: all', 'root-password': "root's", 'reader-password': "read'er", 'writer-password': 'w' }
const machine = openMachine(join(rendered.out, 'manifests/dev'), secrets)
afterAll(async () => {
  await machine.close()
  rmSync(scratch, { recursive: true, force: true })
})

function withServers(needs: readonly string[], title: string, tests: () => void): void {
  const missing = needs.filter((name) => findTool(name) === undefined)
  if (missing.length > 0) process.stderr.write(`\nSKIPPED ${title}: ${missing.join(', ')} missing\n`)
  describe.skipIf(missing.length > 0)(title, tests)
}

const run = async (name: string, ...args: readonly string[]) => (await runTool(name, args, { expect: [0] })).stdout.trim()

withServers(['mariadbd', 'mariadb-install-db', 'mysqldump'], 'MySQL (MariaDB)', () => {
  test('a dropped database comes back', async () => {
    const [port = 0] = await freePorts(1)
    const data = machine.volume('data-orders-0')
    await run('mariadb-install-db', '--no-defaults', `--datadir=${data}`, '--user=root', '--auth-root-authentication-method=normal')
    const server = machine.serve([
      'mariadbd',
      '--no-defaults',
      '--user=root',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${data}/s`,
    ])
    const sql = (text: string) =>
      run(
        'mysql',
        '--no-defaults',
        `--socket=${data}/s`,
        '--user=root',
        `--password=${secrets['root-password']}`,
        '--batch',
        '--skip-column-names',
        '--execute',
        text,
      )
    const quoted = `'${secrets['root-password'].replaceAll("'", "''")}'`
    const users = ["root@'127.0.0.1'", 'root@localhost'].map((user) => `ALTER USER ${user} IDENTIFIED BY ${quoted}`).join('; ')
    await until('MariaDB', () => run('mysql', '--no-defaults', `--socket=${data}/s`, '--user=root', '--execute', users))
    await sql(
      'CREATE DATABASE orders; USE orders; CREATE TABLE line (id INT PRIMARY KEY, what TEXT); INSERT INTO line VALUES (1, "größer"), (2, "x\'y"); CREATE PROCEDURE twice() SELECT 2',
    )
    const here = (text: string) => text.replaceAll('--host=orders --port=3306', `--host=127.0.0.1 --port=${port}`)
    await machine.runJob('orders-users', here)
    await machine.runJob('orders-users', here)
    const asUser = (user: string, password: string, text: string) =>
      runTool('mysql', ['--no-defaults', '--host=127.0.0.1', `--port=${port}`, `--user=${user}`, `--password=${password}`, '-e', text])
    expect((await asUser('reader', secrets['reader-password'], 'SELECT * FROM orders.line')).status).toBe(0)
    expect((await asUser('reader', secrets['reader-password'], 'DELETE FROM orders.line')).stderr).toMatch(/denied/)
    expect((await asUser('writer', secrets['writer-password'], 'CREATE TABLE reports.r (x INT)')).status).toBe(0)
    expect(await machine.runJob('orders-backup', here)).toMatch(/kept orders-\d{8}T\d{6}Z\.tar\.gz/)
    await sql('DROP DATABASE orders')
    await machine.runJob('orders-restore', here)
    expect(await sql('SELECT what FROM orders.line ORDER BY id')).toBe("größer\nx'y")
    expect(await sql("SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = 'orders'")).toBe('1')
    await machine.stop(server)
  }, 60_000)

  test('a copy that was broken is not brought back, and an old one is removed', async () => {
    const folder = join(machine.volume('orders-backup-copies'), 'orders')
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'))
    writeFileSync(join(folder, file), 'no archive')
    await expect(machine.runJob('orders-restore', (text) => text)).rejects.toThrow(/fetch/)
    await expect(machine.runJob('orders-restore', (text) => text, { BACKUP: 'orders-never.tar.gz' })).rejects.toThrow(/there is no copy/)
  })
})

withServers(['postgres', 'initdb', 'pg_dump'], 'PostgreSQL', () => {
  test('a dropped database comes back', async () => {
    const [port = 0] = await freePorts(1)
    const data = machine.volume('data-people-0')
    const password = join(machine.folder, 'password')
    writeFileSync(password, secrets.password)
    await run('chown', '-R', process.getuid?.() === 0 ? '65534' : String(process.getuid?.()), data, password)
    const [program = '', ...args] = asNobody([
      'initdb',
      `--pgdata=${data}/pg`,
      '--username=people',
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ])
    await run(program, ...args)
    const server = machine.serve(
      asNobody([
        'postgres',
        '-D',
        `${data}/pg`,
        '-p',
        String(port),
        '-c',
        `unix_socket_directories=${data}`,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'fsync=off',
      ]),
    )
    const psql = async (database: string, text: string) =>
      (
        await runTool('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'people', '-d', database, '-XAtc', text], {
          expect: [0],
          env: { PGPASSWORD: secrets.password },
        })
      ).stdout.trim()
    await until('PostgreSQL', () => psql('postgres', 'SELECT 1'))
    await psql('postgres', 'CREATE DATABASE people')
    await psql(
      'people',
      "CREATE TABLE person (name text); INSERT INTO person VALUES ('Ærøe'), ('O''Neil'); CREATE VIEW short AS SELECT left(name, 1) FROM person",
    )
    const here = (text: string) => text.replaceAll('--host=people --port=5432', `--host=127.0.0.1 --port=${port}`)
    await machine.runJob('people-users', here)
    await machine.runJob('people-users', here)
    const asReader = (text: string) =>
      runTool('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'reader', '-d', 'people', '-XAtc', text], {
        env: { PGPASSWORD: secrets['reader-password'] },
      })
    expect((await asReader('SELECT count(*) FROM person')).stdout).toBe('2\n')
    expect((await asReader('DELETE FROM person')).stderr).toMatch(/permission denied/)
    await machine.runJob('people-backup', here)
    await psql('postgres', 'DROP DATABASE people')
    await machine.runJob('people-restore', here)
    expect(await psql('people', 'SELECT name FROM person ORDER BY 1 DESC')).toBe("Ærøe\nO'Neil")
    await psql('people', 'DELETE FROM person')
    await machine.runJob('people-restore', here)
    expect(await psql('people', 'SELECT count(*) FROM short')).toBe('2')
    await machine.stop(server)
  }, 60_000)
})

withServers(['redis-server', 'redis-cli', 'redis-check-rdb'], 'Redis', () => {
  test('keys that were flushed come back, through a bucket', async () => {
    const [port = 0] = await freePorts(1)
    const data = machine.volume('data-carts-0')
    const mounts = {
      '/data': data,
      '/run/redis': join(machine.folder, 'run'),
      '/etc/redis': join(machine.folder, 'etc'),
      '/run/secrets/carts': join(machine.folder, 'keys'),
    }
    for (const at of Object.values(mounts)) mkdirSync(at, { recursive: true })
    writeFileSync(join(mounts['/run/secrets/carts'], 'password'), secrets.password)
    for (const name of ['redis.conf', 'start.sh'])
      writeFileSync(join(mounts['/etc/redis'], name), machine.file('carts-config', name, mounts).replace('port 6379', `port ${port}`))
    const start = () => machine.serve(['sh', join(mounts['/etc/redis'], 'start.sh')], { HOSTNAME: 'carts-0' })
    const cli = async (...args: readonly string[]) => {
      const { stdout } = await runTool('redis-cli', ['-p', String(port), ...args], {
        env: { REDISCLI_AUTH: secrets.password },
        expect: [0],
      })
      if (/^(NOAUTH|LOADING|ERR)/.test(stdout)) throw new Error(stdout)
      return stdout.trim()
    }
    let server = start()
    await until('Redis', () => cli('ping'))
    await cli('set', 'cart:1', 'two words')
    await cli('rpush', 'list', 'a', 'b')
    const here = (text: string) => text.replaceAll('-h carts -p 6379', `-h 127.0.0.1 -p ${port}`)
    await machine.runJob('carts-backup', here)
    await cli('flushall')
    await machine.stop(server)
    await machine.runJob('carts-restore', here)
    server = start()
    await until('Redis', () => cli('ping'))
    expect(await cli('get', 'cart:1')).toBe('two words')
    expect(await cli('lrange', 'list', '0', '-1')).toBe('a\nb')
    await machine.stop(server)
  }, 60_000)
})

withServers(['etcd', 'etcdctl', 'etcdutl'], 'etcd with three members', () => {
  test('keys come back when every member has lost its data', async () => {
    const ports = await freePorts(9)
    const members = [0, 1, 2].map((index) => ({
      name: `locks-${index}`,
      client: ports[3 * index],
      peer: ports[3 * index + 1],
      metrics: ports[3 * index + 2],
    }))
    const local = (text: string) =>
      text
        .replaceAll(/locks-(\d)\.locks-headless[\w.-]*:2379/g, (_all, index) => `127.0.0.1:${members[Number(index)]?.client}`)
        .replaceAll(/locks-(\d)\.locks-headless[\w.-]*:2380/g, (_all, index) => `127.0.0.1:${members[Number(index)]?.peer}`)
    const start = () =>
      members.map(({ name, client, peer, metrics }) => {
        const data = machine.volume(`data-${name}`)
        const text = local(machine.file('locks-config', `${name}.yaml`, { '/var/lib/etcd': data }))
          .replaceAll('0.0.0.0:2379', `127.0.0.1:${client}`)
          .replaceAll('0.0.0.0:2380', `127.0.0.1:${peer}`)
          .replaceAll('0.0.0.0:2381', `127.0.0.1:${metrics}`)
        const file = join(machine.folder, `${name}.yaml`)
        writeFileSync(file, `${text}log-level: error\n`)
        return machine.serve(['etcd', `--config-file=${file}`])
      })
    const ctl = (...args: readonly string[]) => run('etcdctl', `--endpoints=127.0.0.1:${members[1]?.client}`, ...args)
    let servers = start()
    await until('etcd', () => ctl('endpoint', 'health'))
    await ctl('put', 'lock', 'mine')
    const served = await (await fetch(`http://127.0.0.1:${members[0]?.metrics}/metrics`)).text()
    const known = Object.keys(storeExporters.etcd?.metrics ?? {})
    expect(known.filter((metric) => !new RegExp(`^${metric}[ {]`, 'm').test(served))).toEqual([])
    const here = (text: string) => local(text).replaceAll('http://locks:2379', `http://127.0.0.1:${members[0]?.client}`)
    expect(await machine.runJob('locks-backup', here)).toContain('kept locks-')
    await ctl('del', 'lock')
    await Promise.all(servers.map(machine.stop))
    rmSync(machine.volume('data-locks-2'), { recursive: true })
    for (const index of [0, 1, 2]) await machine.runJob(`locks-restore-${index}`, here)
    servers = start()
    await until('etcd', () => ctl('endpoint', 'health'))
    expect(await ctl('get', 'lock', '--print-value-only')).toBe('mine')
    expect((await ctl('member', 'list')).split('\n')).toHaveLength(3)
    await Promise.all(servers.map(machine.stop))
  }, 90_000)
})

withServers(['wget'], 'RabbitMQ, as its management answers', () => {
  test('definitions are asked for as its user, and given back', async () => {
    const told: string[] = []
    const definitions = '{"rabbit_version":"4.1.4","queues":[{"name":"größer"}]}'
    const server = createServer((request, response) => {
      if (request.headers.authorization !== `Basic ${Buffer.from(`jobs:${secrets.password}`).toString('base64')}`) {
        response.writeHead(401).end()
        return
      }
      request.on('data', (part: Buffer) => told.push(part.toString()))
      request.on('end', () => (request.method === 'GET' ? response.end(definitions) : response.writeHead(204).end()))
    })
    const [port = 0] = await freePorts(1)
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const here = (text: string) => text.replaceAll('http://jobs:15672', `http://127.0.0.1:${port}`)
    expect(await machine.runJob('jobs-backup', here)).toContain('kept jobs-')
    await machine.runJob('jobs-restore', here)
    expect(told.join('')).toBe(definitions)
    server.close()
    await expect(machine.runJob('jobs-backup', here)).rejects.toThrow(/dump/)
  }, 60_000)
})

describe('MinIO, through buckets that are folders', () => {
  test('what was removed and what was replaced comes back, each from its run', async () => {
    const bucket = join(machine.folder, 'buckets/store/pictures')
    mkdirSync(join(bucket, 'a'), { recursive: true })
    writeFileSync(join(bucket, 'a/one'), 'first')
    writeFileSync(join(bucket, 'two'), 'second')
    const own = join(machine.folder, 'buckets')
    const here = (text: string) => text
    expect(await machine.runJob('blobs-backup', here)).toMatch(/kept blobs-\d{8}T\d{6}Z/)
    writeFileSync(join(bucket, 'two'), 'overwritten')
    rmSync(join(bucket, 'a/one'))
    const [time = ''] = /\d{8}T\d{6}Z/.exec(await machine.runJob('blobs-backup', here)) ?? []
    const kept = join(own, 'shop/data/dev/blobs')
    expect(readFileSync(join(kept, 'before', time, 'pictures/a/one'), 'utf8')).toBe('first')
    rmSync(join(bucket, 'two'))
    await machine.runJob('blobs-restore', here)
    expect(readFileSync(join(bucket, 'two'), 'utf8')).toBe('overwritten')
    await machine.runJob('blobs-restore', here, { BACKUP: time })
    expect(readFileSync(join(bucket, 'a/one'), 'utf8')).toBe('first')
    expect(readFileSync(join(bucket, 'two'), 'utf8')).toBe('second')
    await expect(machine.runJob('blobs-restore', here, { BACKUP: 'never' })).rejects.toThrow(/there is no copy never/)
    // Long ago, so that the next run removes it.
    cpSync(join(kept, 'before', time), join(kept, 'before/20010101T000000Z'), { recursive: true })
    await machine.runJob('blobs-backup', here)
    expect(readdirSync(join(kept, 'before'))).not.toContain('20010101T000000Z')
  }, 60_000)
})
