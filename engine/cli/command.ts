import type { Command } from 'commander'
import type { Format } from './format/printer.ts'
import type { Io } from './io.ts'
import type { ColorChoice } from './paint.ts'

/** What every command understands. */
export interface GlobalOptions {
  /** platform.yaml, as it was named. */
  readonly file: string
  readonly format: Format
  readonly color: ColorChoice
  /** Say nothing but errors. */
  readonly quiet: boolean
}

/** What every command works with. */
export interface Context {
  readonly io: Io
  readonly global: GlobalOptions
}

/** 0 all is well, 1 the user's mistakes or drift, 2 wrong usage, 3 our own bug, 130 stopped by a person. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** One command, in a file of its own that is only loaded when it is called. */
export interface CommandFile<Options extends object = object> {
  /** Declares options, arguments and examples. Name and summary stand in the table. */
  readonly declare: (command: Command) => void
  readonly run: (context: Context, options: Options, args: readonly string[]) => Promise<ExitCode>
}

/** Declares a command. Its options are what commander makes of its declaration. */
export function defineCommand<Options extends object>(file: CommandFile<Options>): CommandFile {
  return file as CommandFile<object> as CommandFile
}

/** Adds one value of an option that can be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** Examples below the help of a command: what one types, and what it is good for. */
export function addExamples(command: Command, examples: readonly (readonly [line: string, meaning: string])[]): void {
  const width = Math.max(...examples.map(([line]) => line.length))
  command.addHelpText('after', `\nExamples:\n${examples.map(([line, meaning]) => `  $ ${line.padEnd(width)}   ${meaning}`).join('\n')}`)
}
