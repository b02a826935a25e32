import type { Sample } from './samples.ts'

/** Where both runtimes cut a line. https://github.com/containerd/containerd/blob/main/internal/cri/io/logger.go, and Docker's copier */
const CUT = 16 * 1024

/** The time of the first write; each one after it is a microsecond and some nanoseconds later. */
const START = Date.UTC(2026, 10, 24, 12, 0, 0)

function timeOf(index: number): string {
  return `${new Date(START + Math.floor(index / 1000)).toISOString().slice(0, -1)}${String((index % 1000) * 1000 + 7).padStart(6, '0')}Z`
}

/** The file that a runtime keeps of what one service prints. */
export function logFile(samples: readonly Sample[], runtime: 'containerd' | 'docker'): Buffer {
  const parts: Buffer[] = []
  let index = 0
  for (const { says, stream = 'stdout' } of samples) {
    const bytes = Buffer.from(says as string)
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(0x0a, from)
      const end = newline === -1 ? bytes.length : newline
      const to = Math.min(end, from + CUT)
      const whole = newline !== -1 && to === end
      const piece = bytes.subarray(from, to)
      parts.push(runtime === 'containerd' ? cri(timeOf(index), stream, whole, piece) : docker(timeOf(index), stream, whole, piece))
      index += 1
      from = whole ? to + 1 : to
    }
  }
  return Buffer.concat(parts)
}

function cri(time: string, stream: string, whole: boolean, piece: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${time} ${stream} ${whole ? 'F' : 'P'} `), piece, Buffer.from('\n')])
}

/** Docker writes JSON, in which bytes that are no UTF-8 are U+FFFD already. */
function docker(time: string, stream: string, whole: boolean, piece: Buffer): Buffer {
  return Buffer.from(`${JSON.stringify({ log: piece.toString('utf8') + (whole ? '\n' : ''), stream, time })}\n`)
}
