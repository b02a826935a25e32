import { firstReason, textKind } from './kind.ts'
import { empty, tooLong } from './names.ts'

const CONTROL = /[\0-\x1f\x7f]/

/**
 * What Onigmo (Fluentd and Fluent Bit) and JavaScript read alike. JavaScript tries examples when the platform is checked, so that what only one of the two
 * knows is refused: https://github.com/k-takata/Onigmo/blob/master/doc/RE
 */
export const logRegex = textKind({
  what: 'a regular expression for logs',
  family: 'text',
  example: '^(?<level>[A-Z]+) (?<message>.*)$',
  explain:
    'A regular expression that Ruby and JavaScript read alike: groups are named `(?<name>…)`, `(?i)` may stand first, at most 2000 characters',
  find: (text) =>
    firstReason(
      empty(text),
      [CONTROL.test(text), 'it has a control character; write `\\n` or `\\t`'],
      tooLong(text, 2000),
      [text.includes('(?P<'), 'a group is named `(?<name>…)`, without the `P`'],
      [/(?!^)\(\?[a-z-]+[:)]/.test(text), 'of the flags only `(?i)` is read alike, and it stands first'],
      [/^\(\?(?!i\))[a-z-]+\)/.test(text), 'of the flags only `(?i)` is read alike'],
      [/(?<!\\)(?:\\\\)*\\[AzZGhHRX]/.test(text), '`\\A`, `\\z`, `\\h` and the like are only known to Ruby; write `^`, `$` or a class'],
      [text.includes('[[:') || text.includes('&&'), 'classes within classes are read differently by others'],
      [text.includes('#{') || text.includes('${'), '`#{` and `${` mean something to Ruby; escape the brace'],
      [compileLogRegex(text) === undefined, 'its brackets, escapes or repetitions do not fit together'],
    ),
})

/** The expression as JavaScript tries it: `^` and `$` are those of a line, as in Ruby. Undefined for what it can't read. */
export function compileLogRegex(text: string): RegExp | undefined {
  const ignoresCase = text.startsWith('(?i)')
  try {
    return new RegExp(ignoresCase ? text.slice(4) : text, ignoresCase ? 'imu' : 'mu')
  } catch {
    return undefined
  }
}

/** The named groups of an expression that passed the check. */
export function namedGroups(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\\)(?:\\\\)*\(\?<([A-Za-z_][A-Za-z0-9_]*)>/g)].map((found) => found[1] as string)
}
