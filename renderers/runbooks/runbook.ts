/** A command for a POSIX shell, and what it is for. */
export interface Step {
  readonly why: string
  /** One or several lines, quoted for the shell. */
  readonly command: string
}

/** What to do about one thing that can happen. */
export interface Part {
  readonly title: string
  readonly meaning: string
  /** The expression that raises the alert, where there is one. */
  readonly expr: string | undefined
  /** Commands that only read. */
  readonly look: readonly Step[]
  /** Commands that change something. */
  readonly act: readonly Step[]
}

/** A page for a person at night: what it is about, and what to do about each thing that can happen to it. */
export interface Runbook {
  /** Below the folder of the environment: `services/orders.md`. */
  readonly path: string
  readonly title: string
  readonly intro: string
  /** Facts that are asked for first, in the order to read them. */
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly parts: readonly Part[]
}

/** Text of Markdown that means what it says. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ')
}

/** A code span; a backtick in it needs a longer fence. https://spec.commonmark.org/0.31.2/#code-spans */
export function span(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}
