import { firstReason, textKind } from './kind.ts'
import { tooLong } from './names.ts'

/** https://git-scm.com/docs/git-check-ref-format, and `*`, which git allows in a pattern only. */
export const gitRef = textKind({
  what: 'a branch or tag',
  family: 'text',
  example: 'release/*',
  explain: 'The name of a Git branch or tag, in which `*` stands for anything (git check-ref-format)',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [/\s/.test(text), 'it has a space'],
      [/[\0-\x1f\x7f~^:?[\\]/.test(text), 'it has a sign that git forbids'],
      [text.startsWith('-'), 'it starts with `-`'],
      [text.startsWith('refs/'), 'git puts `refs/…/` in front by itself'],
      [text.includes('..') || text.includes('@{') || text === '@', 'it has `..` or `@{`, which have a meaning for git'],
      [/(^|\/)(\/|$)/.test(text), 'one of its parts is empty'],
      [/(^|\/)\./.test(text) || text.endsWith('.'), 'one of its parts starts with a dot, or it ends with one'],
      [/\.lock(\/|$)/.test(text), 'one of its parts ends with `.lock`'],
      tooLong(text, 244),
    ),
  mend: (text) => text.trim().replace(/^refs\/(heads|tags)\//, ''),
})
