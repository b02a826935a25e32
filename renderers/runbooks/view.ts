import { plain, type Runbook, type Step } from './runbook.ts'

/** Everything that the template may read: decided, and quoted for Markdown. Commands are quoted for the shell already. */
export interface RunbookView {
  readonly title: string
  readonly intro: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly parts: readonly {
    readonly title: string
    readonly meaning: string
    readonly expr: string
    readonly look: readonly Step[]
    readonly act: readonly Step[]
  }[]
}

/** A runbook for its template. Facts are code spans already, or prose of ours. */
export function runbookView({ title, intro, facts, parts }: Runbook): RunbookView {
  return {
    title: plain(title),
    intro: plain(intro),
    facts: facts.map(([name, value]) => ({ name, value })),
    parts: parts.map((part) => ({
      title: part.title,
      meaning: plain(part.meaning),
      expr: part.expr === undefined ? '' : part.expr,
      look: part.look,
      act: part.act,
    })),
  }
}
