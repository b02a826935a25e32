import type { Io, Output } from './io.ts'

/** The real world. */
export function processIo(): Io {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal))
  return {
    cwd: process.cwd(),
    env: process.env,
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    now: () => performance.now(),
    stop: stop.signal,
  }
}

/** A reader that went away (`platgen schema | head`) is no mistake: what is left is written to nobody. */
function output(stream: NodeJS.WriteStream): Output {
  let open = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE') throw error
  })
  return {
    write: (text) => {
      if (open && text !== '') stream.write(text)
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY === true ? stream.columns : undefined
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
