import { host, hostPort } from './host.ts'
import { firstReason, textKind } from './kind.ts'
import { empty, strange, tooLong } from './names.ts'
import { urlPath } from './path.ts'

const PART = "([-A-Za-z0-9._~!$&'()+,;=:@]|%[0-9a-fA-F]{2})"
/** A path, one with a `*` at its end, one with a `*` in front, or one whose parts may be `{*}`, the last of them `{**}`. */
const EXACT_OR_PREFIX = `/(${PART}|/)*\\*?`
const SUFFIX = `\\*(${PART}|/)+`
const TEMPLATE = `(/(\\{\\*\\}|${PART}+))*/(\\{\\*\\}|\\{\\*\\*\\}(/${PART}+)*|${PART}+)`
const FORBIDDEN = '(?!.*\\.\\*)(?!.*//)(?!.*/\\.{1,2}(/|$))(?!.*%2[fF])'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation */
export const pathPattern = textKind({
  what: 'a pattern of paths',
  family: 'path',
  example: '/api/*',
  explain:
    'A path (`/healthz`), with `*` at one end (`/api/*`, `*/health`), or with `{*}` for one part and `{**}` for the rest (`/users/{*}/orders`)',
  pattern: `(?=.{1,1024}$)${FORBIDDEN}(${EXACT_OR_PREFIX}|${SUFFIX}|${TEMPLATE})`,
  find: (text) =>
    firstReason(
      empty(text),
      [text === '*', 'it stands for every path, which is what no word says too'],
      [/^\^|\$$|[[\]|\\]|\.\*|\.\+/.test(text), 'it is a regular expression, and policies know none'],
      [!/^[/*]/.test(text), 'it starts neither with `/` nor with `*`'],
      [/\{/.test(text) && text.replaceAll(/\{\*{1,2}\}/g, '').includes('*'), 'it has `*` beside `{*}`; only one of both can be'],
      [/\{\*\*\}.*\{/.test(text), 'nothing but plain parts can follow `{**}`'],
      [/[{}]/.test(text), '`{*}` and `{**}` stand for a whole part each, and nothing else in braces means something'],
      [(text.match(/\*/g) ?? []).length > 1, 'it has more than one `*`; `{*}` stands for one part in the middle'],
      [/.\*./.test(text), '`*` can only be at one end; `{*}` stands for one part in the middle'],
    ) ??
    urlPath.check(
      text
        .replaceAll(/\{\*{1,2}\}/g, 'x')
        .replace(/^\*(?!\/)/, '/')
        .replaceAll('*', ''),
    )?.reason,
  mend: (text) =>
    /^[A-Za-z0-9]/.test(text)
      ? `/${text}`
      : text
          .replace(/\/\*\*$/, '/*')
          .replaceAll(/\/\*(?=\/)/g, '/{*}')
          .replace(/\.\*\$?$/, '*')
          .replace(/^\^/, ''),
})

/** What stands in the header `Host`, or `:authority` of HTTP/2. */
export const authority = textKind({
  what: 'a host that is asked for',
  family: 'host',
  example: 'orders.example.com',
  explain:
    'A DNS name, with its port when the port is not the usual one, or with `*` at one end: `shop.example.com`, `*.example.com`, `shop.*`',
  find: (text) => {
    if (text === '*') return 'it stands for every host, which is what no word says too'
    if (/.\*./.test(text) || (text.match(/\*/g) ?? []).length > 1) return '`*` can only be at one end'
    const plain = text.startsWith('*') ? text.replace(/^\*[-.]?/, '') : text.endsWith('*') ? text.replace(/[-.:]?\*$/, '') : text
    return plain === '' ? 'only a sign is left beside `*`' : hostPort.check(plain)?.reason
  },
  mend: (text) => {
    const plain = text
      .trim()
      .toLowerCase()
      .replace(/^[a-z][-+.a-z0-9]*:\/\//, '')
      .replace(/[/?#].*$/, '')
    return host.check(plain) === undefined ? plain : undefined
  },
})

export const claim = textKind({
  what: 'a claim of a token',
  family: 'name',
  example: 'groups',
  explain:
    'At most 253 letters, digits and `_ - : /`, with a letter or `_` first; `.` leads into a claim that holds others (`realm_access.roles`)',
  pattern: '(?=.{1,253}$)[A-Za-z_][-A-Za-z0-9_:/]*(\\.[-A-Za-z0-9_:/]+)*',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-A-Za-z0-9_:/.'),
      [!/^[A-Za-z_]/.test(text), 'it does not start with a letter or `_`'],
      [/\.\.|\.$/.test(text), 'nothing stands between or behind its dots'],
      tooLong(text, 253),
    ),
  mend: (text) => text.replace(/^request\.auth\.claims\[(.*)\]$/, '$1').replaceAll('][', '.'),
})
