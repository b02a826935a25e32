import { readFileSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Io, Output } from './io.ts'

const [STDIN, STDOUT, STDERR] = [0, 1, 2]

/** The real world. Streams and clocks are made when they are used: each costs milliseconds of every run. */
export function processIo(): Io {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal))
  return {
    cwd: process.cwd(),
    env: process.env,
    ask: isatty(STDIN) && isatty(STDERR) ? ask : undefined,
    input: () => readFileSync(STDIN, 'utf8'),
    stdout: output(STDOUT, () => process.stdout),
    stderr: output(STDERR, () => process.stderr),
    now: () => {
      const [seconds, nanoseconds] = process.hrtime()
      return seconds * 1e3 + nanoseconds / 1e6
    },
    stop: stop.signal,
  }
}

/** A reader that went away (`platgen schema | head`) is no mistake: what is left is written to nobody. */
function output(descriptor: number, open: () => NodeJS.WriteStream): Output {
  const isTerminal = isatty(descriptor)
  let stream: NodeJS.WriteStream | undefined
  let isRead = true

  function opened(): NodeJS.WriteStream {
    if (stream !== undefined) return stream
    stream = open()
    stream.on('error', (error: NodeJS.ErrnoException) => {
      isRead = false
      if (error.code !== 'EPIPE') throw error
    })
    return stream
  }

  return {
    write: (text) => {
      if (isRead && text !== '') opened().write(text)
    },
    isTerminal,
    get columns() {
      return isTerminal ? opened().columns : undefined
    },
  }
}

/** On stderr, so that stdout stays what the command is asked for. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}
