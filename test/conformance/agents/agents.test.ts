/**
 * Real agents over what programs print: the rendered configuration, with nothing changed but the folders. Runs with `fluentd` (and its plugins: the Gemfile is
 * rendered beside the configuration) and `fluent-bit` on PATH; without them it says so.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { run } from '../../../engine/pipeline.ts'
import { findTool, root } from '../tool.ts'
import { logFile } from './runtime.ts'
import { type Expected, type Sample, samples } from './samples.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-agents-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const services = [...new Set(samples.map(({ service }) => service))]
const of = (service: string): readonly Sample[] => samples.filter((sample) => sample.service === service)

/** The rendered files of one environment, below a folder of its own, in which the node's folders are too; and the time zone that the agent is given. */
async function install(environment: string, renderer: string): Promise<{ readonly home: string; readonly zone: string }> {
  const home = join(scratch, environment)
  mkdirSync(home)
  let zone = 'UTC'
  const outcome = await run({
    file: 'platform.yaml',
    cwd: join(root, 'test/conformance/agents'),
    until: 'plan',
    out: 'out',
    environments: [environment],
    deliver({ path, content }) {
      if (path === `manifests/${environment}/log-agent.yaml`) zone = /- name: TZ\n *value: (\S+)/.exec(content)?.[1] ?? zone
      const prefix = `${renderer}/${environment}/`
      if (path.startsWith(prefix))
        writeFileSync(join(home, path.slice(prefix.length)), content.replaceAll(/\/var\/(log|lib)\//g, `${home}/var/$1/`))
    },
  })
  expect(outcome.diagnostics).toEqual([])
  return { home, zone }
}

/** What the runtime wrote, as far as `share` of it. */
function print(home: string, environment: string, runtime: 'containerd' | 'docker'): void {
  mkdirSync(join(home, 'var/log/containers'), { recursive: true })
  for (const [index, service] of services.entries()) {
    const id = String(index + 1).padStart(64, 'a')
    writeFileSync(
      join(home, `var/log/containers/${service}-7d9c-x${index}_logs-${environment}_${service}-${id}.log`),
      logFile(of(service), runtime),
    )
  }
}

function collected(home: string): ReadonlyMap<string, readonly Expected[]> {
  const folder = join(home, 'var/log/collected')
  const found = new Map<string, Expected[]>()
  if (!existsSync(folder)) return found
  for (const file of readdirSync(folder).filter((name) => /^[a-z-]+\..*\.log$/.test(name)))
    for (const line of readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((text) => text !== '')) {
      const record = JSON.parse(line) as Expected
      const { name } = record.service as { readonly name: string }
      found.set(name, [...(found.get(name) ?? []), record])
    }
  return found
}

/** Waits until so many records are there, and then a little for those that should not be. */
async function settle(home: string, agent: ChildProcess, limit: number): Promise<ReadonlyMap<string, readonly Expected[]>> {
  const wanted = samples.reduce((sum, { records }) => sum + records.length, 0)
  const until = Date.now() + limit
  const count = () => [...collected(home).values()].reduce((sum, records) => sum + records.length, 0)
  while (Date.now() < until && agent.exitCode === null && count() < wanted) await new Promise((done) => setTimeout(done, 250))
  await new Promise((done) => setTimeout(done, 2500))
  return collected(home)
}

async function stop(agent: ChildProcess): Promise<void> {
  if (agent.exitCode !== null) return
  const ended = new Promise((done) => agent.once('exit', done))
  agent.kill('SIGTERM')
  await ended
}

/** Records as they are compared: by content, without what differs from run to run. */
function shown(records: readonly Expected[]): readonly Expected[] {
  return records
    .map(({ kubernetes: _kubernetes, ...record }) => record)
    .map((record) => ({ ...record, message: short(record.message) }))
    .map((record) => sorted(record) as Expected)
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}

/** With the keys in one order everywhere, as they have none in JSON. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** A megabyte is not for eyes. */
function short(message: unknown): unknown {
  return typeof message === 'string' && message.length > 500 ? `${message.slice(0, 20)}…${message.slice(-20)} (${message.length})` : message
}

function expected(service: string, environment: string): readonly Expected[] {
  const labels = { platform: 'logs', ...(service === 'json' ? { team: 'orders' } : {}) }
  return of(service).flatMap(({ stream = 'stdout', records }) =>
    records.map((record) => ({ ...record, stream, service: { name: service, environment }, labels })),
  )
}

function compare(service: string, environment: string, found: ReadonlyMap<string, readonly Expected[]>): void {
  const wanted = expected(service, environment)
  const own = new Set(wanted.filter((record) => '@timestamp' in record).map(({ message }) => message))
  const got = (found.get(service) ?? []).map((record) => {
    const { '@timestamp': time, ...rest } = record
    // The runtime's time, to the nanosecond, or the record's own.
    expect(time).toMatch(/^2026-11-24T12:00:0\d\.\d{9}Z$/)
    return own.has(rest.message) ? record : rest
  })
  expect(shown(got)).toEqual(shown(wanted))
}

/** How a real agent is started, and which of its lines tell that something is wrong. */
interface Agent {
  readonly program: 'fluentd' | 'fluent-bit'
  readonly args: (home: string) => readonly string[]
  readonly wrong: RegExp
}

const agents: readonly (Agent & { readonly environments: readonly (readonly [string, 'containerd' | 'docker'])[] })[] = [
  {
    program: 'fluentd',
    args: (home) => ['-c', join(home, 'fluent.conf')],
    // An unknown parameter is only warned of.
    wrong: /\[(?:warn|error|fatal)\]/,
    environments: [
      ['cri', 'containerd'],
      ['docker', 'docker'],
    ],
  },
  {
    program: 'fluent-bit',
    args: (home) => ['--config', join(home, 'fluent-bit.yaml')],
    // That it is asked to end is no trouble.
    wrong: /\[ *(?:warn|error|alert|crit)\](?! \[engine\] service will shutdown)/,
    environments: [
      ['bit-cri', 'containerd'],
      ['bit-docker', 'docker'],
    ],
  },
]

for (const { program, args, wrong, environments } of agents) {
  const path = findTool(program)
  if (path === undefined) process.stderr.write(`\nSKIPPED real ${program}: it is not on PATH\n`)
  describe.skipIf(path === undefined)(program, () => {
    test.each(environments)(
      '%s: every record arrives once, whole and with its fields',
      { timeout: 90_000 },
      async (environment, runtime) => {
        const { home, zone } = await install(environment, program)
        const said: string[] = []
        const start = () => {
          const agent = spawn(program, args(home), {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, TZ: zone, NODE_NAME: 'node-1' },
          })
          for (const stream of [agent.stdout, agent.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()))
          return agent
        }
        print(home, environment, runtime)
        const agent = start()
        const found = await settle(home, agent, 45_000)
        await stop(agent)
        expect(
          said
            .join('')
            .split('\n')
            .filter((line) => wrong.test(line)),
        ).toEqual([])
        for (const service of services) compare(service, environment, found)
        // After a restart nothing is sent again.
        const again = start()
        const later = await settle(home, again, 0)
        await stop(again)
        for (const service of services) expect(later.get(service)?.length, service).toBe(found.get(service)?.length)
      },
    )
  })
}
