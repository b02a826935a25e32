import { firstReason, textKind } from './kind.ts'
import { empty, tooLong } from './names.ts'

/** Groups that only a backtracking engine knows. RE2 promises linear time, so it has neither these nor references to groups. */
const LOOK_AROUND = /\(\?(?:[=!>]|<[=!])/
const BACK_REFERENCE = /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/

const CONTROL = /[\0-\x1f\x7f]/

/** What Envoy reads. Istio refuses expressions of more than 1024 characters. https://github.com/google/re2/wiki/Syntax */
export const regex = textKind({
  what: 'a regular expression',
  family: 'text',
  example: '/v[12]/.*',
  explain:
    'A regular expression of RE2, which has to match the whole text: at most 1024 characters, no look-around, no references to groups',
  find: (text) =>
    firstReason(
      empty(text),
      [CONTROL.test(text), 'it has a control character; write `\\n` or `\\t`'],
      tooLong(text, 1024),
      [LOOK_AROUND.test(text), 'RE2 has no look-around (`(?=`, `(?!`, `(?<`), because it takes time that nobody can bound'],
      [BACK_REFERENCE.test(text), 'RE2 has no references to groups (`\\1`), because they take time that nobody can bound'],
      [!compiles(text), 'its brackets or repetitions do not fit together'],
    ),
})

/** RE2 names groups as Python does and takes flags in front; apart from that, what passed the other rules is read alike. */
function compiles(text: string): boolean {
  try {
    new RegExp(
      text
        .replaceAll('(?P<', '(?<')
        .replace(/\(\?[imsU]+(-[imsU]+)?(?=[:)])/g, '(?')
        .replaceAll('(?)', ''),
    )
    return true
  } catch {
    return false
  }
}
