import type { Output } from './io.ts'

/** When to use colours. */
export type ColorChoice = 'auto' | 'always' | 'never'

/** SGR parameters of ECMA-48, by meaning. Only the 16 colours that every terminal and every theme has. */
const STYLES = {
  error: '1;31',
  warning: '1;33',
  note: '1;36',
  help: '1;32',
  frame: '1;34',
  added: '32',
  removed: '31',
  changed: '33',
  strong: '1',
  faint: '2',
} as const

/** The ways a word can stand out. */
export type Style = keyof typeof STYLES

/** Puts a style on a text, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string

export const plain: Paint = (_style, text) => text

export const colored: Paint = (style, text) => (text === '' ? '' : `\u001b[${STYLES[style]}m${text}\u001b[0m`)

/** The choice in a call that was not, or could not be, understood. */
export function colorChoiceOf(argv: readonly string[]): ColorChoice {
  const at = argv.findIndex((word) => word === '--color' || word.startsWith('--color='))
  const word = argv[at]?.slice('--color='.length) || argv[at + 1]
  return at >= 0 && (word === 'always' || word === 'never') ? word : 'auto'
}

/** The option wins, then FORCE_COLOR (as Node reads it), then NO_COLOR (https://no-color.org), then whether a person is looking. */
export function choosePaint(choice: ColorChoice, output: Output, env: { readonly [name: string]: string | undefined }): Paint {
  return wantsColor(choice, output, env) ? colored : plain
}

function wantsColor(choice: ColorChoice, output: Output, env: { readonly [name: string]: string | undefined }): boolean {
  if (choice !== 'auto') return choice === 'always'
  const force = env.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  return output.isTerminal && env.TERM !== 'dumb'
}
