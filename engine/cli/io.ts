/** What the program touches of the world, apart from files. Tests hand in their own. */
export interface Io {
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
  /** One question to a person, or undefined when nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined
  /** Everything that is piped in. Waits for its end. */
  readonly input: () => string
  readonly stdout: Output
  readonly stderr: Output
  /** Milliseconds since some moment. Only durations are ever shown, and never in a rendered file. */
  readonly now: () => number
  /** Aborted when a person or a supervisor asks the program to end. */
  readonly stop: AbortSignal
}

/** Where a command writes. */
export interface Output {
  readonly write: (text: string) => void
  /** Whether a person is looking. */
  readonly isTerminal: boolean
  /** Width of the terminal in columns, or undefined when it has none. */
  readonly columns: number | undefined
}
