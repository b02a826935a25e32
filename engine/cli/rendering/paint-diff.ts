import { shownLine } from '../format/frame.ts'
import { type Paint, plain } from '../paint.ts'

/** A unified diff for a terminal. Without colours it stays as it is, byte by byte, so that `git apply` takes it. */
export function paintDiff(diff: string, paint: Paint): string {
  if (paint === plain) return diff
  return diff
    .split('\n')
    .map((line) => {
      const shown = shownLine(line)
      if (/^(---|\+\+\+) /.test(line)) return paint('strong', shown)
      if (line.startsWith('@@')) return paint('note', shown)
      return line.startsWith('+') ? paint('added', shown) : line.startsWith('-') ? paint('removed', shown) : shown
    })
    .join('\n')
}
