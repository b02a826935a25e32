import { UnknownName, Unprintable } from './template-runtime.ts'

/** What went wrong in a template, in one line, and where as far as nunjucks knows. An unknown name has its path in the view, which is looked up only now. */
export interface TemplateProblem {
  /** From 1. */
  readonly line: number | undefined
  readonly reason: string
}

/** `view` is what the template was filled with. */
export function describe(error: unknown, view: object): TemplateProblem {
  let last: unknown
  for (const one of chain(error)) {
    if (one instanceof UnknownName) return { line: undefined, reason: describeUnknown(one, view) }
    if (one instanceof Unprintable) return { line: one.line, reason: one.message }
    last = one
  }
  const message = last instanceof Error ? last.message : String(last)
  if (message.includes('Maximum call stack')) return { line: undefined, reason: 'it includes or calls itself without end' }
  // nunjucks: "(NAME) [Line 3, Column 5]\n  Error: what is wrong"
  const line = /^\([^)]*\) \[Line (\d+)/.exec(message)?.[1]
  const reason = (message.split('\n').at(-1) ?? '').trim().replace(/^(?:Template render error|Error): /, '')
  return { line: line === undefined ? undefined : Number(line), reason }
}

function describeUnknown({ holder, key }: UnknownName, view: object): string {
  if (holder === undefined) return `reads \`${key}\`, which is not there; everything is in \`v\``
  const path = pathOf(holder, view)
  const known = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? Object.keys(holder) : []
  return `reads \`${path === undefined ? '…' : `v${path}`}.${key}\`, which the view does not define${known.length === 0 ? '' : `; there are ${known.map((name) => `\`${name}\``).join(', ')}`}`
}

/** The path of a value within the view, or undefined for one that the template made. */
function pathOf(wanted: unknown, view: object): string | undefined {
  if (wanted === view) return ''
  const seen = new Set<object>([view])
  const queue: { readonly value: object; readonly path: string }[] = [{ value: view, path: '' }]
  for (const { value, path } of queue)
    for (const [key, child] of Object.entries(value)) {
      if (child === wanted) return `${path}.${key}`
      if (typeof child !== 'object' || child === null || seen.has(child)) continue
      seen.add(child)
      queue.push({ value: child, path: `${path}.${key}` })
    }
  return undefined
}

/** An error, what caused it, what caused that… nunjucks wraps what a template throws. */
function* chain(error: unknown): Iterable<unknown> {
  for (let one = error, depth = 0; one !== undefined && one !== null && depth < 8; depth++) {
    yield one
    one = one instanceof Error ? one.cause : undefined
  }
}
