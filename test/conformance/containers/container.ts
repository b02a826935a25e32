import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTool } from '../tool.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** Folders of this machine that stand in for those of a base image: `FROM` and `TO` in the container. */
export type Bind = readonly [from: string, to: string]

/** What every program of this machine needs beside itself. */
const SYSTEM: readonly Bind[] = [
  '/usr/bin',
  '/usr/lib',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/share',
  '/usr/include',
  '/etc/alternatives',
  '/etc/ssl',
]
  .filter((folder) => existsSync(folder))
  .map((folder) => [folder, folder])

/** A base image made of next to nothing, under the name of the real one: its programs are this machine's. */
export interface StandIn {
  readonly path: string
  readonly binds: readonly Bind[]
  /** Variables that are set in it. */
  readonly env?: { readonly [name: string]: string }
  /** Files that are in the image, by their path, relative to the root. Those with a shebang can be run. */
  readonly files: { readonly [path: string]: string }
}

/** How a program answered in its image. */
export interface Answered {
  readonly lines: readonly string[]
  readonly config: { readonly [word: string]: unknown }
}

/** Images that are built and run on this machine, without a daemon and without a registry, below one folder. */
export function containers(folder: string) {
  const store = ['--storage-driver', 'overlay', '--root', join(folder, 'store'), '--runroot', join(folder, 'run')]
  const buildah = async (...args: readonly string[]): Promise<string> =>
    (await runTool('buildah', [...store, ...args], { expect: [0] })).stdout.trim()

  /** Makes the base images of a Dockerfile. */
  async function base(reference: string, { path, files, env = {} }: StandIn): Promise<void> {
    const root = mkdtempSync(join(folder, 'base-'))
    for (const name of ['etc/ssl/certs', 'root', 'run', 'var', 'opt', 'srv', 'usr/local/bin', 'proc', 'sys', 'dev'])
      mkdirSync(join(root, name), { recursive: true })
    mkdirSync(join(root, 'tmp'), { mode: 0o1777 })
    for (const [name, text] of Object.entries({ 'etc/ssl/certs/ca-certificates.crt': '', ...files })) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 })
    }
    spawnSync('ln', ['-s', 'usr/bin', 'usr/lib', 'usr/lib64', root])
    const recipe = join(folder, 'Base.Dockerfile')
    writeFileSync(
      recipe,
      `FROM scratch\nCOPY . /\nENV PATH=${path}:/usr/local/bin:/usr/bin${Object.entries(env)
        .map(([name, value]) => ` ${name}=${value}`)
        .join('')}\n`,
    )
    await buildah('bud', '-q', '--isolation', 'chroot', '-t', reference, '-f', recipe, root)
    rmSync(root, { recursive: true })
  }

  /** Builds a rendered Dockerfile from a copy of the sources. */
  async function build(name: string, dockerfile: string, sources: string, standIn: StandIn): Promise<void> {
    const images = [...dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+) AS/gm)].map(([, image = '']) => image)
    for (const image of new Set(images)) if (image !== 'scratch') await base(image, standIn)
    const context = join(folder, name)
    cpSync(sources, context, { recursive: true })
    const recipe = join(folder, `${name}.Dockerfile`)
    writeFileSync(recipe, withoutHeredocs(dockerfile, context))
    const volumes = [...SYSTEM, ...standIn.binds].flatMap(([from, to]) => ['--volume', `${from}:${to}:ro`])
    await buildah('bud', '--pull-never', '--isolation', 'chroot', '--format', 'docker', ...volumes, '-t', name, '-f', recipe, context)
  }

  /** Runs what was built, and asks it for a path. */
  async function answer(name: string, port: number, path: string, { binds }: StandIn): Promise<Answered> {
    const { OCIv1 } = JSON.parse(await buildah('inspect', '--type', 'image', name)) as { readonly OCIv1: { readonly config: Config } }
    const { config } = OCIv1
    const container = await buildah('from', '--pull-never', name)
    try {
      const root = await buildah('mount', container)
      const mounts = [...SYSTEM, ...binds].map(([from, to]) => `${from}=${to}`).join(':')
      const words = [
        root,
        config.User,
        String(port),
        path,
        config.WorkingDir ?? '/',
        mounts,
        ...(config.Env ?? []),
        '--',
        ...config.Entrypoint,
      ]
      const { status, stdout, stderr } = spawnSync(join(here, 'answer.sh'), words, { encoding: 'utf8' })
      if (status !== 0) throw new Error(`${name} could not be run: ${stderr}${stdout}`)
      return { lines: stdout.split('\n'), config: { ...config } }
    } finally {
      await buildah('umount', container)
      await buildah('rm', container)
    }
  }

  /** Removes all that was made. What the store mounts is mounted until somebody says otherwise. */
  function dispose(): void {
    const mounted = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .flatMap((line) => line.split(' ')[1] ?? [])
      .filter((path) => path.startsWith(`${folder}/`))
    for (const path of mounted.sort().reverse()) spawnSync('umount', ['--lazy', path])
    rmSync(folder, { recursive: true, force: true })
  }

  return { build, answer, dispose }
}

interface Config {
  readonly User: string
  readonly WorkingDir?: string
  readonly Env?: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly ExposedPorts?: object
}

/** Older builders know no heredocs: their texts become files of the context. */
function withoutHeredocs(dockerfile: string, context: string): string {
  let count = 0
  return dockerfile.replace(
    /^COPY((?: --\S+)*) <<'(\w+)' (\S+)\n([\s\S]*?\n)\2\n/gm,
    (_all, flags: string, _name, target: string, text: string) => {
      const name = `heredoc-${count++}`
      writeFileSync(join(context, name), text)
      return `COPY${flags} ${name} ${target}\n`
    },
  )
}
