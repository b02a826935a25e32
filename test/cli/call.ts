/** The program without a process: what it is called with, and everything it says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExitCode } from '../../engine/cli/command.ts'
import { main } from '../../engine/cli/main.ts'

export interface World {
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string }
  /** Whether a person looks at both outputs. */
  readonly terminal?: boolean
  readonly columns?: number
  /** What is piped in. */
  readonly input?: string
  /** What a person answers. Without it nobody is there. */
  readonly answer?: string
  readonly stop?: AbortSignal
  /** Milliseconds, one after the other; the last one stays. */
  readonly clock?: readonly number[]
  /** Called with every text on stdout. */
  readonly onStdout?: (text: string) => void
}

export interface Said {
  readonly exit: ExitCode
  readonly stdout: string
  readonly stderr: string
  /** The questions that were asked. */
  readonly asked: readonly string[]
}

export async function call(argv: readonly string[], world: World = {}): Promise<Said> {
  const said = { stdout: '', stderr: '' }
  const asked: string[] = []
  const clock = [...(world.clock ?? [0])]
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[name] += text
      if (name === 'stdout') world.onStdout?.(text)
    },
    isTerminal: world.terminal === true,
    columns: world.columns,
  })
  const { answer } = world
  const exit = await main(argv, {
    cwd: world.cwd ?? tmpdir(),
    env: world.env ?? {},
    ask:
      answer === undefined
        ? undefined
        : async (question) => {
            asked.push(question)
            return answer
          },
    input: () => world.input ?? '',
    stdout: output('stdout'),
    stderr: output('stderr'),
    now: () => (clock.length > 1 ? (clock.shift() ?? 0) : (clock[0] ?? 0)),
    stop: world.stop ?? new AbortController().signal,
  })
  return { exit, ...said, asked }
}

/** Folders for tests, taken away by `clear`. */
export interface Folders {
  readonly make: (files?: { readonly [path: string]: string }) => string
  readonly clear: () => void
}

export function folders(): Folders {
  const made: string[] = []
  return {
    make(files = {}) {
      const folder = mkdtempSync(join(tmpdir(), 'platgen-cli-'))
      made.push(folder)
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      return folder
    },
    clear() {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A small platform that is right. */
export const RIGHT = `apiVersion: platgen.dev/v1
name: shop
version: 1.0.0
registry: { host: registry.example.com }
environments:
  dev: { domain: dev.example.com, defaults: { replicas: 1 } }
  prod: { domain: example.com }
services:
  web:
    build: { stack: node, context: web }
    ports: { http: 8080 }
    calls: [api]
  api:
    build: { stack: go, context: api }
    ports: { http: 9090 }
`

/** The same with a mistake: `line 11, columns 12 to 15`. */
export const WRONG: string = RIGHT.replace('calls: [api]', 'calls: [app]')
