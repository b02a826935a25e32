import { firstReason, textKind } from './kind.ts'
import { tooLong } from './names.ts'

const CONTROL = /[\0-\x1f\x7f]/
const hasDots = (text: string): boolean => text.split('/').includes('..')

/** No folder of a path is `.` or `..`, or empty. */
const tidy = (text: string): string =>
  text
    .trim()
    .replaceAll('\\', '/')
    .replace(/\/{2,}/g, '/')
    .replace(/(.)\/$/, '$1')

/** In a container or on a node. A colon would end the path for the container runtime (`mountPath` must not contain it). */
export const path = textKind({
  what: 'an absolute path',
  family: 'path',
  example: '/var/lib/app',
  explain: 'A path that starts with `/`, without `..`, `:` and a `/` at its end',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.includes('\\'), 'it has a `\\`; folders are divided by `/`'],
      [!text.startsWith('/'), 'it does not start with `/`'],
      [hasDots(text), 'it has `..`'],
      [/\/\.?(\/|$)/.test(text) && text !== '/', 'one of its folders is empty or `.`'],
      [text.includes(':'), 'it has a `:`, which ends a path for the container runtime'],
      [CONTROL.test(text), 'it has a control character'],
      tooLong(text, 4095),
    ),
  mend: (text) => (/^[A-Za-z]:/.test(text) ? undefined : tidy(text)),
})

export const relativePath = textKind({
  what: 'a relative path',
  family: 'path',
  example: 'services/orders',
  explain: 'A path that does not start with `/`, without `..`',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.includes('\\'), 'it has a `\\`; folders are divided by `/`'],
      [text.startsWith('/') || /^[A-Za-z]:/.test(text), 'it is absolute'],
      [hasDots(text), 'it leaves its folder with `..`'],
      [text !== '.' && /(^|\/)(\.?)(\/|$)/.test(text.replace(/^\.\//, '')), 'one of its folders is empty or `.`'],
      [CONTROL.test(text), 'it has a control character'],
      tooLong(text, 4095),
    ),
  mend: (text) => (/^[A-Za-z]:/.test(text) ? undefined : tidy(text).replace(/^\.\/$/, '.')),
})

/** A relative path that every language of a pipeline takes as it stands: none of its signs is a variable, a pattern or the end of a word anywhere. */
export const plainPath = textKind({
  what: 'a plain relative path',
  family: 'path',
  example: 'deploy/out',
  explain: 'A relative path of letters, digits and `_ . -`, whose folders start with none of `.` and `-`',
  pattern: '(?=.{1,255}$)[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*',
  find: (text) =>
    relativePath.check(text)?.reason ??
    firstReason(
      tooLong(text, 255),
      [/(^|\/)[.-]/.test(text), 'one of its folders starts with `.` or `-`'],
      [true, 'it has other signs than letters, digits and `_ . - /`'],
    ),
  mend: (text) => tidy(text).replace(/^\.\//, ''),
})

export const glob = textKind({
  what: 'a pattern of files',
  family: 'path',
  example: 'services/*.yaml',
  explain: 'A relative path without `..`, in which `*` stands for any part of one file or folder name',
  find: (text) =>
    firstReason(
      [text.includes('**'), '`*` stands for a part of one name; a second one says nothing'],
      [/[?[\]{}!]/.test(text), 'only `*` has a meaning in it'],
    ) ?? relativePath.check(text)?.reason,
  mend: (text) => tidy(text).replace(/\*{2,}/g, '*'),
})

/** Ant's patterns (https://ant.apache.org/manual/dirtasks.html#patterns), which Jenkins and SonarQube read, of signs that no list and no shell takes for others. */
export const filePattern = textKind({
  what: 'a pattern of files',
  family: 'path',
  example: '**/*.generated.ts',
  explain: 'A relative path of letters, digits and `_ . / -`, in which `*` stands for a part of a name and `**` for any folders',
  pattern: '(?!/)(?!(.*/)?\\.\\.(/|$))[-A-Za-z0-9_./*]{1,255}',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.startsWith('/'), 'it is absolute'],
      [hasDots(text), 'it leaves its folder with `..`'],
      tooLong(text, 255),
      [true, 'it has other signs than letters, digits and `_ . / - *`'],
    ),
  mend: (text) => tidy(text).replace(/^\//, ''),
})

/** The characters of RFC 3986 and the rules of a Gateway API path match, which all proxies agree on. */
const URL_PATH = "/([-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*"

export const urlPath = textKind({
  what: 'a URL path',
  family: 'path',
  example: '/healthz',
  explain: 'A path that starts with `/`, of characters that a URL takes as they are, without `//`, `..`, query and fragment (RFC 3986)',
  pattern: `(?=.{1,1024}$)(?!.*//)(?!.*/\\.{1,2}(/|$))(?!.*%2[fF])${URL_PATH}`,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.includes('://'), 'it is a URL; only its path stands here'],
      [!text.startsWith('/'), 'it does not start with `/`'],
      [text.includes('//'), 'it has `//`'],
      [/\/\.{1,2}(\/|$)/.test(text), 'it has `.` or `..` as a part'],
      [text.includes('?'), 'it has a query'],
      [text.includes('#'), 'it has a fragment'],
      [/%2f/i.test(text), 'it has an encoded `/`, which proxies read differently'],
      [/\s/.test(text), 'it has a space; write `%20`'],
      tooLong(text, 1024),
      [true, 'it has a character that has to be percent-encoded'],
    ),
  mend: (text) => {
    const plain = text
      .trim()
      .replace(/^https?:\/\/[^/]*/, '')
      .replace(/\/{2,}/g, '/')
    return plain.startsWith('/') ? plain : `/${plain}`
  },
})

export const fileMode = textKind({
  what: 'file permissions',
  family: 'path',
  example: '0440',
  explain: 'Octal digits in quotes: `"0440"`, at most `"0777"`',
  pattern: '0?[0-7]{3}',
  find: (text) =>
    firstReason(
      [/^0o[0-7]{3}$/.test(text), 'it takes the digits alone'],
      [/[89]/.test(text), 'it has digits that are not octal'],
      [true, 'it takes three octal digits, with an optional 0 before them'],
    ),
  mend: (text) => (/^0o[0-7]{3}$/.test(text) ? text.replace('o', '') : undefined),
})

/** As a number, which is what the Kubernetes API takes. For texts that passed the check. */
export function fileModeNumber(text: string): number {
  return Number.parseInt(text, 8)
}

/** What a stack starts: a Python module, a Go package, a script of Node. */
export const moduleName = textKind({
  what: 'a module, package or script',
  family: 'path',
  example: 'myblog.wsgi',
  explain: 'Letters, digits and `_ . / : -`, relative and without `..`: `myblog.wsgi`, `./cmd/server`, `server.js`',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [!/^[\w./:-]*$/.test(text), 'it has other signs than letters, digits and `_ . / : -`'],
      [text.startsWith('-') || text.startsWith('/'), 'it starts with `-` or `/`'],
      [hasDots(text), 'it leaves its folder with `..`'],
      tooLong(text, 255),
    ),
  mend: (text) => text.trim().replaceAll('\\', '/'),
})

/** A renderer or package by its name, a file of the user, or an npm package. */
export const outputName = textKind({
  what: 'an output',
  family: 'path',
  example: './tools/cmdb.js',
  explain:
    'The name of a renderer (`helm`), a JavaScript file relative to platform.yaml (`./tools/cmdb.js`), or an npm package (`@shop/platgen-cmdb`)',
  find(text) {
    if (text.startsWith('./'))
      return relativePath.check(text)?.reason ?? (/\.m?js$/.test(text) ? undefined : 'a file of yours ends with `.js` or `.mjs`')
    if (text.startsWith('/') || text.startsWith('../')) return 'a file of yours stands below platform.yaml, and starts with `./`'
    return /^(?:@[a-z0-9][-a-z0-9._~]*\/)?[a-z0-9][-a-z0-9._~]*$/.test(text) && text.length <= 214
      ? undefined
      : 'it is neither a name, nor a file that starts with `./`, nor an npm package'
  },
  mend: (text) => (/^[\w/-]+\/[\w.-]+\.m?js$/.test(text) ? `./${text}` : text.toLowerCase()),
})
