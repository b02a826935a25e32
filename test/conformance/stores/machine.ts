import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../../../engine/source/source.ts'
import { type Found, get, isMap, items, podTemplate, readObjects, scalar, texts } from '../objects.ts'

/** Replaces names and ports of the cluster by those of this machine. */
export type Here = (text: string) => string

/** One container of a rendered pod, as a program of this machine. */
interface Container {
  readonly name: string
  readonly command: readonly string[]
  readonly env: { readonly [name: string]: string }
}

/** A folder that stands for a cluster: volumes by the name of their claim, secrets, and the processes that were started. */
export interface Machine {
  readonly folder: string
  readonly list: readonly Found[]
  /** Where a claim, or the data of a store, lies here. */
  readonly volume: (claim: string) => string
  /** Runs a rendered CronJob to its end, container by container. Throws with what it said when one fails. */
  readonly runJob: (name: string, here: Here, env?: { readonly [name: string]: string }) => Promise<string>
  /** The text of a file of a ConfigMap, with volumes where they are here. */
  readonly file: (config: string, name: string, mounts: { readonly [path: string]: string }) => string
  /** Starts a server that is stopped with the machine. */
  readonly serve: (command: readonly string[], env?: { readonly [name: string]: string }) => ChildProcess
  readonly stop: (child: ChildProcess) => Promise<void>
  readonly close: () => Promise<void>
}

/** A program that is only rendered for a container's image stands for itself here: an entry point that starts what it is given. */
export function openMachine(manifests: string, secrets: { readonly [key: string]: string }): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-stores-'))
  chmodSync(folder, 0o755)
  const list = readObjects(manifests).list
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'docker-entrypoint.sh'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 })
  writeFileSync(join(bin, 'rclone'), RCLONE.replaceAll('BUCKETS', join(folder, 'buckets')), { mode: 0o755 })
  const running = new Set<ChildProcess>()
  const path = `${bin}:${process.env.PATH ?? ''}`

  function volume(claim: string): string {
    const at = join(folder, 'volumes', claim)
    mkdirSync(at, { recursive: true })
    return at
  }

  function mountsOf(pod: JsonObject, run: string): ReadonlyMap<string, string> {
    const places = new Map<string, string>()
    for (const one of items(get(pod, 'volumes')).filter(isMap)) {
      const name = scalar(one.name)
      const claim = scalar(get(one, 'persistentVolumeClaim', 'claimName'))
      const at = claim === '' ? join(run, name) : volume(claim)
      mkdirSync(at, { recursive: true })
      for (const item of items(get(one, 'secret', 'items')).filter(isMap))
        writeFileSync(join(at, scalar(item.path)), secrets[scalar(item.key)] ?? `value of ${scalar(item.key)}`)
      for (const source of items(get(one, 'projected', 'sources')).filter(isMap)) {
        for (const item of items(get(source, 'secret', 'items')).filter(isMap)) {
          const file = join(at, scalar(item.path))
          mkdirSync(join(file, '..'), { recursive: true })
          writeFileSync(file, secrets[scalar(item.key)] ?? `value of ${scalar(item.key)}`)
        }
        for (const item of items(get(source, 'configMap', 'items')).filter(isMap)) {
          const text = texts(
            list.find(({ kind, name: own }) => kind === 'ConfigMap' && own === scalar(get(source, 'configMap', 'name')))?.object.data,
          )
          const file = join(at, scalar(item.path))
          mkdirSync(join(file, '..'), { recursive: true })
          writeFileSync(file, text[scalar(item.key)] ?? '')
        }
      }
      places.set(name, at)
    }
    return places
  }

  /** Paths of a container, each replaced once. */
  function replacing(container: JsonObject, places: ReadonlyMap<string, string>, run: string): Here {
    const paths = new Map<string, string>()
    for (const mount of items(get(container, 'volumeMounts')).filter(isMap)) {
      const at = places.get(scalar(mount.name)) ?? ''
      paths.set(scalar(mount.mountPath), mount.subPath === undefined ? at : join(at, scalar(mount.subPath)))
    }
    if (!paths.has('/tmp')) paths.set('/tmp', join(run, 'tmp'))
    const known = new RegExp(
      `(?<![\\w./-])(?:${[...paths.keys()]
        .sort((a, b) => b.length - a.length)
        .map((one) => one.replaceAll('.', '\\.'))
        .join('|')})(?![\\w-])`,
      'g',
    )
    return (text) => text.replaceAll(known, (one) => paths.get(one) ?? one)
  }

  function execute({ command: [program = '', ...args], env, name }: Container): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        program,
        args,
        { env: { ...process.env, PATH: path, ...env }, encoding: 'utf8', timeout: 60_000 },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout + stderr)
          else reject(new Error(`${name}: ${error.message}\n${stdout}${stderr}`))
        },
      )
    })
  }

  async function runJob(name: string, here: Here, env: { readonly [name: string]: string } = {}): Promise<string> {
    const job = list.find((found) =>
      found.kind === 'CronJob' ? found.name === name : found.kind === 'Job' && found.name.startsWith(`${name}-`),
    )
    const pod = job && podTemplate(job.object)?.spec
    if (!isMap(pod)) throw new Error(`no CronJob ${name}`)
    const run = mkdtempSync(join(folder, `${name}-`))
    mkdirSync(join(run, 'tmp'))
    const places = mountsOf(pod, run)
    let said = ''
    for (const container of [...items(pod.initContainers), ...items(pod.containers)].filter(isMap)) {
      const local = replacing(container, places, run)
      // A script of a ConfigMap speaks of the pod's paths too.
      if (items(pod.containers).includes(container))
        for (const file of [...places.values()]
          .flatMap((at) => ['etc/backup/keep.sh', 'etc/backup/restore.sh', 'etc/users/users.sh'].map((file) => join(at, file)))
          .filter(existsSync))
          writeFileSync(file, here(local(readFileSync(file, 'utf8'))))
      const own = items(container.env)
        .filter(isMap)
        .map((entry) => [scalar(entry.name), scalar(entry.value)])
      said += await execute({
        name: `${name}/${scalar(container.name)}`,
        command: items(container.command).map((word) => here(local(scalar(word)))),
        env: { ...Object.fromEntries(own), ...env },
      })
    }
    return said
  }

  function serve([program = '', ...args]: readonly string[], env: { readonly [name: string]: string } = {}): ChildProcess {
    const child = spawn(program, args, { env: { ...process.env, PATH: path, ...env }, stdio: 'ignore' })
    running.add(child)
    return child
  }

  async function stop(child: ChildProcess): Promise<void> {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  return {
    folder,
    list,
    volume,
    runJob,
    file: (config, name, mounts) => {
      const text = texts(list.find((found) => found.kind === 'ConfigMap' && found.name === config)?.object.data)[name]
      if (text === undefined) throw new Error(`${config} has no ${name}`)
      const known = new RegExp(
        `(?<![\\w./-])(?:${Object.keys(mounts)
          .sort((a, b) => b.length - a.length)
          .join('|')})(?![\\w-])`,
        'g',
      )
      return text.replaceAll(known, (one) => mounts[one] ?? one)
    },
    serve,
    stop,
    close: async () => {
      await Promise.all([...running].map(stop))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A bucket that is a folder, for the few words of rclone that are rendered. https://rclone.org/commands/ */
const RCLONE = `#!/bin/sh
set -eu
place() { case $1 in :s3:*) echo "BUCKETS/\${1#:s3:}" ;; kept:*) echo "BUCKETS/\${1#kept:}" ;; store:*) echo "BUCKETS/store/\${1#store:}" ;; *) echo "$1" ;; esac; }
case "$*" in
  *store:*) test -n "$RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY" && test -n "$RCLONE_CONFIG_STORE_ENDPOINT" ;;
  *kept:*) test -n "$RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY" && test -n "$RCLONE_CONFIG_KEPT_ENDPOINT" ;;
  *) test -n "$RCLONE_S3_ACCESS_KEY_ID" && test -n "$RCLONE_S3_ENDPOINT" ;;
esac
verb=$1
if [ "$verb $2" = "lsf --dirs-only" ]; then (cd "$(place "$3")" && ls -1p | grep '/$'); exit; fi
from=$(place "$2")
case $verb in
  purge) rm -r "$from" ;;
  sync)
    to=$(place "$3"); aside=$(place "$5"); mkdir -p "$to"
    (cd "$to" && find . -type f) | while read -r one; do
      cmp -s "$from/$one" "$to/$one" || { mkdir -p "$aside/\${one%/*}"; mv "$to/$one" "$aside/$one"; }
    done
    cp -a "$from/." "$to/" ;;
  copy) to=$(place "$3"); mkdir -p "$to"; if [ "\${4:-}" = --include ]; then cp "$from"/\${5} "$to"/; else cp -r "$from"/* "$to"/; fi ;;
  check) to=$(place "$3"); (cd "$from" && find . -type f) | while read -r one; do cmp "$from/$one" "$to/$one"; done ;;
  lsf) cd "$from"; if [ "\${3:-}" = --include ]; then ls -1 | grep 'tar.gz$'; else ls -1; fi ;;
  delete) find "$from" -type f -mmin "+\${4%m}" ! -name "$6" -exec rm -f {} + ;;
  *) exit 2 ;;
esac
`

/** Ports that nobody uses. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer()
          server.listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Asks until it is answered. */
export async function until(what: string, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await ask()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  throw new Error(`${what} did not come up`)
}

/** A server that refuses to run as root runs as nobody. */
export function asNobody(command: readonly string[]): readonly string[] {
  return process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...command] : command
}
