import { firstReason, type Kind, textKind } from './kind.ts'

// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and k8s.io/apimachinery/pkg/util/validation
export const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const QUALIFIED = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?'

export const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const isLabel = new RegExp(`^${LABEL}$`)

/** A rule for `firstReason`: not more characters than `most`. */
export function tooLong(text: string, most: number): readonly [boolean, string] {
  return [text.length > most, `it has ${text.length} characters, and ${most} are allowed`]
}

/** A rule for `firstReason`: something has to be there. */
export function empty(text: string): readonly [boolean, string] {
  return [text === '', 'it is empty']
}

/** Names the first character that is not allowed. `allowed` is the body of a character class. */
export function strange(text: string, allowed: string): readonly [boolean, string] {
  const found = new RegExp(`[^${allowed}]`, 'u').exec(text)?.[0] ?? ''
  return [
    found !== '',
    /[A-Z]/.test(found) ? 'it has an upper-case letter' : /\s/.test(found) ? 'it has a space' : `it has \`${printable(found)}\``,
  ]
}

function printable(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character
}

function edge(text: string, characters: string): readonly [boolean, string] {
  return [
    characters.includes(text[0] ?? '') || characters.includes(text.at(-1) ?? ''),
    'it starts or ends with a sign, not with a letter or digit',
  ]
}

/** `Orders_API`, `ordersApi`, `orders api` → `orders-api`. */
export function toDnsLabel(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

export const name = textKind({
  what: 'a name',
  family: 'name',
  example: 'orders',
  explain: 'At most 63 lower-case letters, digits and `-`, with a letter or digit first and last (a DNS label, RFC 1123)',
  pattern: `(?=.{1,63}$)${LABEL}`,
  find: (text) => firstReason(empty(text), strange(text, '-a-z0-9'), edge(text, '-'), tooLong(text, 63)),
  mend: toDnsLabel,
})

export const serviceName = textKind({
  what: 'the name of a Service',
  family: 'name',
  example: 'orders',
  explain: 'At most 63 lower-case letters, digits and `-`, with a letter first and a letter or digit last (a DNS label, RFC 1035)',
  pattern: `(?=.{1,63}$)${LABEL_1035}`,
  find: (text) =>
    firstReason(empty(text), strange(text, '-a-z0-9'), [/^\d/.test(text), 'it starts with a digit'], edge(text, '-'), tooLong(text, 63)),
  mend: toDnsLabel,
})

export const objectName = textKind({
  what: 'the name of an object',
  family: 'name',
  example: 'harbor-pull',
  explain:
    'At most 253 lower-case letters, digits, `-` and `.`, with a letter or digit at both ends of every part (a DNS subdomain, RFC 1123)',
  pattern: `(?=.{1,253}$)${SUBDOMAIN}`,
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-a-z0-9.'),
      [!text.split('.').every((part) => isLabel.test(part)), 'one of its parts is empty, or starts or ends with a sign'],
      tooLong(text, 253),
    ),
  mend: (text) => text.split('.').map(toDnsLabel).filter(Boolean).join('.'),
})

export const portName = textKind({
  what: 'the name of a port',
  family: 'name',
  example: 'http',
  explain: 'At most 15 lower-case letters, digits and single `-`, with at least one letter (an IANA service name, RFC 6335)',
  pattern: '(?=[-0-9]{0,14}[a-z])(?=.{1,15}$)[a-z0-9]+(-[a-z0-9]+)*',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-a-z0-9'),
      edge(text, '-'),
      [text.includes('--'), 'it has two `-` in a row'],
      [!/[a-z]/.test(text), 'it has no letter'],
      tooLong(text, 15),
    ),
  mend: toDnsLabel,
})

export const label = textKind({
  what: 'the value of a label',
  family: 'name',
  example: 'platform-team',
  explain: 'At most 63 letters, digits, `-`, `_` and `.`, with a letter or digit first and last; may be empty (a Kubernetes label value)',
  pattern: `(?=.{0,63}$)(${QUALIFIED})?`,
  find: (text) => (text === '' ? undefined : firstReason(strange(text, '-A-Za-z0-9_.'), edge(text, '-_.'), tooLong(text, 63))),
  mend: (text) =>
    text
      .trim()
      .replace(/[^-A-Za-z0-9_.]+/g, '-')
      .replace(/^[-_.]+/, ''),
})

/** A name with an optional DNS prefix: `app`, `example.com/app`. */
function qualifiedName(words: Pick<Kind, 'what' | 'explain'> & { readonly example: string }): Kind {
  return textKind({
    ...words,
    family: 'name',
    pattern: `(?=[^/]{1,63}$|[^/]{1,253}/[^/]{1,63}$)(${SUBDOMAIN}/)?${QUALIFIED}`,
    find(text) {
      const slash = text.lastIndexOf('/')
      const prefix = slash < 0 ? undefined : text.slice(0, slash)
      const last = text.slice(slash + 1)
      return firstReason(
        empty(text),
        [last === '', 'nothing follows its `/`'],
        strange(last, '-A-Za-z0-9_.'),
        edge(last, '-_.'),
        tooLong(last, 63),
        [prefix !== undefined && objectName.check(prefix) !== undefined, 'what stands before its `/` is no DNS name'],
      )
    },
    mend: (text) => text.trim().replace(/\s+/g, '-'),
  })
}

export const labelKey = qualifiedName({
  what: 'the key of a label or annotation',
  example: 'example.com/team',
  explain:
    'A name of at most 63 letters, digits, `-`, `_` and `.`, with an optional DNS name and `/` before it (a Kubernetes qualified name)',
})

export const appProtocol = qualifiedName({
  what: 'an application protocol',
  example: 'kubernetes.io/h2c',
  explain:
    'An IANA service name (`http`), or one with a DNS prefix (`kubernetes.io/h2c`), as `appProtocol` of a Kubernetes Service takes it',
})

const notDots = (text: string): readonly [boolean, string] => [text === '.' || text.startsWith('..'), 'it is `.`, or starts with `..`']

export const configKey = textKind({
  what: 'a key of a ConfigMap or Secret',
  family: 'name',
  example: 'application.yaml',
  explain: 'At most 253 letters, digits, `-`, `_` and `.`, because it can become a file name (a Kubernetes ConfigMap key)',
  pattern: '(?!\\.$|\\.\\.)[-._a-zA-Z0-9]{1,253}',
  find: (text) => firstReason(empty(text), strange(text, '-._a-zA-Z0-9'), notDots(text), tooLong(text, 253)),
  mend: (text) => text.trim().replace(/[^-._a-zA-Z0-9]+/g, '_'),
})

export const envName = textKind({
  what: 'the name of an environment variable',
  family: 'name',
  example: 'DB_PASSWORD',
  explain: 'Letters, digits, `_`, `-` and `.`, not with a digit first (a Kubernetes environment variable)',
  pattern: '(?!\\.$|\\.\\.)[-._a-zA-Z][-._a-zA-Z0-9]*',
  find: (text) => firstReason(empty(text), strange(text, '-._a-zA-Z0-9'), [/^\d/.test(text), 'it starts with a digit'], notDots(text)),
  mend: (text) => text.trim().replace(/[^-._a-zA-Z0-9]+/g, '_'),
})

export const varName = textKind({
  what: 'the name of a variable',
  family: 'name',
  example: 'company',
  explain: 'Letters, digits, `-` and `_`, with a letter first, so that `${vars.NAME}` can name it',
  pattern: '[A-Za-z][-_A-Za-z0-9]*',
  find: (text) => firstReason(empty(text), strange(text, '-_A-Za-z0-9'), [!/^[A-Za-z]/.test(text), 'it does not start with a letter']),
  mend: (text) => text.trim().replace(/[^-_A-Za-z0-9]+/g, '_'),
})

export const identifier = textKind({
  what: 'an identifier',
  family: 'name',
  example: 'orders_rw',
  explain: 'At most 63 letters, digits, `_`, `-` and `.`, with a letter or `_` first',
  pattern: '[A-Za-z_][-_.A-Za-z0-9]{0,62}',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-_.A-Za-z0-9'),
      [!/^[A-Za-z_]/.test(text), 'it does not start with a letter or `_`'],
      tooLong(text, 63),
    ),
  mend: (text) => text.trim().replace(/[^-_.A-Za-z0-9]+/g, '_'),
})

export const keyRef = textKind({
  what: 'a name and a key',
  family: 'name',
  example: 'orders-db/password',
  explain: 'The name of an object, `/`, and the key in it: `orders-db/password`',
  find(text) {
    const [first = '', second, ...more] = text.split('/')
    if (second === undefined) return 'it has no `/` between the name and the key'
    if (more.length > 0) return 'it has more than one `/`'
    const wrong = objectName.check(first)
    return wrong === undefined ? prefixed('the key', configKey.check(second)?.reason) : prefixed('the name', wrong.reason)
  },
  mend: (text) => (/^[^/.:\s]+[.:][^/.:\s]+$/.test(text) ? text.replace(/[.:]/, '/') : undefined),
})

function prefixed(what: string, reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : `${what}: ${reason}`
}

export const principal = textKind({
  what: 'a user or group',
  family: 'name',
  example: 'release-managers',
  explain: 'At most 255 letters, digits and `_ . @ : / + -`, with a letter or digit first; compared as it is written',
  pattern: '[A-Za-z0-9][-\\w.@:/+]{0,254}',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-\\w.@:/+'),
      [!/^[A-Za-z0-9]/.test(text), 'it does not start with a letter or digit'],
      tooLong(text, 255),
    ),
})
