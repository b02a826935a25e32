import type { CommanderError } from 'commander'
import { nearest } from '../diagnostics/suggest.ts'

/** The program was called wrongly. Its message is for the person who called it. */
export class UsageError extends Error {
  /** What to do instead, or undefined. */
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/** A word that is not among the known ones, as a usage error with what was probably meant. */
export function unknownWord(what: string, word: string, known: Iterable<string>): UsageError {
  const near = nearest(word, known)
  return new UsageError(`there is no ${what} \`${word}\``, near === undefined ? undefined : `did you mean \`${near}\`?`)
}

/** commander's mistakes in our words. It tells them apart by code; the word that it is about stands in quotes in its message. */
export function fromCommander({ code, message }: CommanderError, options: readonly string[], commands: readonly string[]): UsageError {
  const word = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.unknownOption':
      return unknownWord('option', word, options)
    case 'commander.unknownCommand':
      return unknownWord('command', word, commands)
    case 'commander.optionMissingArgument':
      return new UsageError(`the option \`${/--[a-z-]+/.exec(word)?.[0] ?? word}\` needs a value`)
    case 'commander.missingArgument':
      return new UsageError(`\`${word}\` is missing`)
    case 'commander.excessArguments':
      return new UsageError('there are more words than this command takes')
    default:
      return new UsageError(message.replace(/^error: /, ''))
  }
}
