import type { Context } from './command.ts'

/** Nobody wants to read what is over at once. */
const PATIENCE = 500
const BETWEEN = 100
/** Back to the start of the line, and clear it (ECMA-48 EL). */
const CLEAR = '\r\u001b[K'

/** A line that says how far it is, on a terminal, when it takes long enough to wonder. */
export interface Progress {
  readonly update: (done: number, total: number) => void
  /** Takes the line away. */
  readonly end: () => void
}

/** A line on a terminal that says how far it is, once it takes longer than half a second. */
export function openProgress({ io, global }: Context): Progress {
  const { stderr, now } = io
  const wanted = stderr.isTerminal && !global.quiet && global.format === 'text'
  let next = now() + PATIENCE
  let shown = false
  return {
    update(done, total) {
      if (!wanted) return
      const time = now()
      if (time < next) return
      next = time + BETWEEN
      shown = true
      stderr.write(`${CLEAR}rendering ${done} of ${total}`)
    },
    end() {
      if (shown) stderr.write(CLEAR)
      shown = false
    },
  }
}
