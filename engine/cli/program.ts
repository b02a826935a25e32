import { Command, CommanderError, Option } from 'commander'
import type { CommandFile, ExitCode, GlobalOptions } from './command.ts'
import { type CommandEntry, commandTable } from './command-table.ts'
import { type Format, formats } from './format/printer.ts'
import type { Io } from './io.ts'
import { type ColorChoice, choosePaint, colorChoiceOf } from './paint.ts'
import { fromCommander, UsageError, unknownWord } from './usage.ts'
import { version } from './version.ts'

const colors: readonly ColorChoice[] = ['auto', 'always', 'never']

const EPILOGUE = `
Examples:
  $ platgen init                          start here
  $ platgen validate                      find every mistake
  $ platgen render                        write everything into out/
  $ platgen render --env prod --check     in CI: is out/ up to date?
  $ platgen explain services.replicas     what can be written, and its default

Exit codes: 0 all is well, 1 mistakes or differences, 2 wrong usage, 3 a bug of platgen.`

/** Understands the words of a call and runs the command that they name. Throws UsageError when it can't. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exit: ExitCode = 0
  let current: Command | undefined
  const color = colorChoiceOf(argv)
  const program = createCommand('platgen', io, color)
    .usage('COMMAND [OPTIONS]')
    .description('Turns platform.yaml into Dockerfiles, manifests, charts, pipelines and configuration.')
    .helpCommand(false)
    .version(version, '-V, --version', 'Print the version.')
    .addHelpText('after', EPILOGUE)
  addGlobalOptions(program)

  for (const entry of commandTable) program.addCommand(createCommand(entry.name, io, color).description(entry.summary))
  program.hook('preSubcommand', async (_program, command) => {
    current = command
    const file = await entryOf(command.name()).load()
    declare(command, file)
  })

  function declare(command: Command, file: CommandFile): void {
    file.declare(command)
    command.action(async () => {
      exit = await file.run({ io, global: program.opts<GlobalOptions>() }, command.opts(), command.args)
    })
  }

  try {
    await program.parseAsync([...asOption(argv)], { from: 'user' })
    return exit
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (error.code === 'commander.help') return 2
    throw fromCommander(
      error,
      optionsOf(program, current),
      commandTable.map(({ name }) => name),
    )
  }
}

/** `platgen help render` is `platgen render --help`. */
function asOption(argv: readonly string[]): readonly string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
}

function createCommand(name: string, io: Io, color: ColorChoice): Command {
  const title = (text: string): string => choosePaint(color, io.stdout, io.env)('strong', text)
  return new Command(name)
    .exitOverride()
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .helpOption('-h, --help', 'Show this help.')
    .configureHelp({ showGlobalOptions: name !== 'platgen', styleTitle: title })
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      // Told by main, in our words.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 110,
      getErrHelpWidth: () => io.stderr.columns ?? 110,
      // Colours are ours to decide.
      getOutHasColors: () => true,
      getErrHasColors: () => true,
    })
}

function addGlobalOptions(program: Command): void {
  program
    .option('-f, --file <path>', 'The platform.', 'platform.yaml')
    .addOption(
      new Option('--format <format>', `How mistakes are told: ${formats.join(', ')}.`)
        .default('text')
        .argParser(oneOf<Format>('format', formats)),
    )
    .addOption(
      new Option('--color <when>', `When to use colours: ${colors.join(', ')}.`)
        .default('auto')
        .argParser(oneOf<ColorChoice>('choice of colours', colors)),
    )
    .option('-q, --quiet', 'Say nothing but errors.', false)
}

/** A parser of an option's value that takes one of a few words. */
function oneOf<Word extends string>(what: string, words: readonly Word[]): (value: string) => Word {
  return (value) => {
    const found = words.find((word) => word === value)
    if (found === undefined) throw unknownWord(what, value, words)
    return found
  }
}

function entryOf(name: string): CommandEntry {
  const entry = commandTable.find((one) => one.name === name)
  if (entry === undefined) throw new UsageError(`there is no command \`${name}\``)
  return entry
}

function optionsOf(...commands: readonly (Command | undefined)[]): readonly string[] {
  return commands.flatMap((command) => command?.options ?? []).flatMap(({ long }) => (long == null ? [] : [long]))
}
