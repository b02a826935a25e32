import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

/** The root of the repository. */
export const root: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What lies beside the repository: `tools/` and `schemas/`. Absent on most machines, then what needs it is skipped, loudly. */
export const shared: string = join(dirname(root), 'shared')

/** The program's path, or undefined when it is not on PATH. A name with `/` is a path below `shared`. */
export function findTool(name: string): string | undefined {
  const candidates = name.includes('/')
    ? [join(shared, name)]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** What no set of the tools brings along: where a machine has them, they judge; elsewhere nobody can demand them. */
const ELSEWHERE: readonly string[] = ['actionlint', 'go', 'javac', 'jar', 'my_print_defaults', 'nginx', 'terraform']

/**
 * A block of tests that needs tools. When one is missing the block is skipped, with a line that names it; with `TOOLS=required` it fails, unless no set of the tools has it.
 * A name with `/` may be a folder below `shared`.
 */
export function describeWith(needs: readonly string[], title: string, tests: () => void): void {
  const missing = needs.filter((name) => findTool(name) === undefined && !(name.includes('/') && existsSync(join(shared, name))))
  const required = process.env.TOOLS === 'required'
  if (missing.length > 0) {
    if (required && missing.some((name) => !ELSEWHERE.includes(name))) throw new Error(`${title}: ${missing.join(', ')} missing`)
    process.stderr.write(`\nSKIPPED ${title}: ${missing.join(', ')} missing; put the tools on PATH and run npm run conformance again\n`)
  }
  describe.skipIf(missing.length > 0)(title, tests)
}

export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly input?: string
  readonly env?: { readonly [name: string]: string }
  /** Exit statuses that mean that the tool did its work. Default: any. */
  readonly expect?: readonly number[]
}

/** Runs a tool to its end. Throws when it is not there, was killed, or ended with a status that is not expected. */
export function runTool(name: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const path = findTool(name)
  if (path === undefined) throw new Error(`${name} is not on PATH`)
  return new Promise((resolve, reject) => {
    const child = execFile(
      path,
      args,
      { cwd: options.cwd, env: { ...process.env, ...options.env }, maxBuffer: 1 << 30, encoding: 'utf8' },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined
        if (status === undefined) reject(new Error(`${name} did not end by itself: ${error?.message ?? ''}`))
        else if (options.expect !== undefined && !options.expect.includes(status))
          reject(new Error(`${name} ended with ${status}: ${stderr}${stdout}`))
        else resolve({ status, stdout, stderr })
      },
    )
    // A tool that reads nothing may have ended already.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(options.input ?? '')
  })
}

/** The Python that a Python tool runs in, so that its libraries can be used. */
export function pythonOf(tool: string): string {
  const path = findTool(tool)
  if (path === undefined) throw new Error(`${tool} is not on PATH`)
  return join(dirname(realpathSync(path)), 'python')
}
