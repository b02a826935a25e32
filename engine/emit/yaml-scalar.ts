/**
 * Scalars as every reader understands them: YAML 1.1 (PyYAML, go-yaml, SnakeYAML, Psych) and 1.2 (`yaml`, js-yaml).
 * A string is written plain only when nobody can take it for anything else. The rest is quoted: these rules may be too careful, never too lax.
 */

import { HALF_PAIR } from './plain-data.ts'

const ALWAYS = 1
/** Fine where a plain scalar starts, unless the whole reads like a number or a date. */
const UNLESS_NUMBER = 2
/** Not before a space, and not last. */
const COLON = 3
/** Not last. */
const SPACE = 4
/** Not after a space. */
const HASH = 5

/** How a plain scalar may go on, by ASCII letter; 0 is never. Letters beyond ASCII are decided by UNSEEN. */
const INSIDE = new Uint8Array(128)
/** How a plain scalar may start. Narrower than the specification: indicators, `~`, `=` and `<` (of `<<`) are quoted whatever follows. */
const FIRST = new Uint8Array(128)

for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_/$(') FIRST[letter.charCodeAt(0)] = ALWAYS
for (const letter of '0123456789+-.eE') FIRST[letter.charCodeAt(0)] = UNLESS_NUMBER
for (let code = 0x21; code < 0x7f; code++) INSIDE[code] = ALWAYS
INSIDE[':'.charCodeAt(0)] = COLON
INSIDE[' '.charCodeAt(0)] = SPACE
INSIDE['#'.charCodeAt(0)] = HASH

/** Booleans and null, https://yaml.org/type/bool.html and null.html, in the spellings that readers know. */
const WORDS = new Set(
  ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'].flatMap((word) => [word, word.toUpperCase(), capital(word)]),
)
const LONGEST_WORD = 5

/** Whatever some reader takes for a number or a date: any base, separators (Psych knows commas), exponents (alone in `yaml`), base 60, zones, infinities. */
const NUMBER = /^[-+]?(?:0[xob][0-9a-f_.p+-]*|\.?(?:inf|infinity|nan)|[0-9e_.,:+\-tz ]*)$/i
/** Two dots or more: an address or a version, which only looks like a number. */
const DOTTED = /^[0-9]+(?:\.[0-9]+){2,}$/

/**
 * Letters that are written as an escape. Not printable in YAML 1.1 or 1.2 (§5.1); line breaks of YAML 1.1 (NEL, LS, PS); the byte order mark; no-break
 * spaces, because nobody would see them. Tabs and line feeds depend on the style and are not among them. Half pairs are, but no reader of UTF-8 takes them.
 */
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u
const UNSEEN_BEYOND_JSON = /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g
const NEEDS_ESCAPE = /[\t\n]/

/** Whether every reader takes the bare text for this very string, as a key or a value in block context. */
export function isPlain(text: string): boolean {
  const length = text.length
  if (length === 0) return false
  const start = text.charCodeAt(0)
  const first = start < 128 ? FIRST[start] : ALWAYS
  if (first === 0) return false
  let beyondAscii = start > 127
  let before = start
  for (let index = 1; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) beyondAscii = true
    else {
      const kind = INSIDE[code]
      if (kind !== ALWAYS) {
        if (kind === 0) return false
        if (kind === SPACE && before === 0x3a) return false
        if (kind === HASH && before === 0x20) return false
      }
    }
    before = code
  }
  if (before === 0x20 || before === 0x3a) return false
  if (beyondAscii && UNSEEN.test(text)) return false
  if (first === UNLESS_NUMBER) return !looksOtherwise(text)
  return length > LONGEST_WORD || !WORDS.has(text)
}

/** Of what starts with a digit, a sign, a dot or an exponent: whether it could be a number, a date, a list item or a document marker. */
function looksOtherwise(text: string): boolean {
  if (text.startsWith('- ') || text.startsWith('---') || text.startsWith('...')) return true
  return NUMBER.test(text) && !DOTTED.test(text)
}

/** The text in quotes, on one line: single ones, double ones where they save or need an escape. Undefined for half of a surrogate pair. */
export function quoted(text: string): string | undefined {
  if (NEEDS_ESCAPE.test(text) || UNSEEN.test(text)) return escaped(text)
  if (!text.includes("'")) return `'${text}'`
  if (!text.includes('"') && !text.includes('\\')) return `"${text}"`
  return `'${text.replaceAll("'", "''")}'`
}

/** The escapes of JSON are escapes of YAML (1.2 §5.7, and 1.1); a few more letters need one. */
function escaped(text: string): string | undefined {
  if (HALF_PAIR.test(text)) return undefined
  return JSON.stringify(text).replace(UNSEEN_BEYOND_JSON, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Spaces before a line break or at the end: yamllint complains, and editors take them away. */
const TRAILING_SPACE = /[ \t](?:\n|$)/
/** Not detectable as the indentation of the block, because of spaces, or refused by libyaml, because of a tab. */
const INDENTED_START = /^\n*[ \t]/

/** Whether the text can stand in a literal block as it is: several lines, not all empty, nothing to escape. */
export function isBlock(text: string): boolean {
  return text.includes('\n') && !UNSEEN.test(text) && !TRAILING_SPACE.test(text) && /[^\n]/.test(text)
}

/** The indicators of a literal block, https://yaml.org/spec/1.2.2/#81-block-scalar-styles, whose lines are two columns deeper than their parent. */
export function blockHeader(text: string): string {
  const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : ''
  return `|${INDENTED_START.test(text) ? '2' : ''}${chomping}`
}

/** A finite number. PyYAML wants a dot and a sign in `1.0e+21`; whole numbers that are not safe in JavaScript are written exactly, so that all read the same one. */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0.0' : `${value}`
  const text = `${value}`
  const exponent = text.indexOf('e')
  if (exponent < 0) return Number.isInteger(value) ? BigInt(value).toString() : text
  return text.includes('.') ? text : `${text.slice(0, exponent)}.0${text.slice(exponent)}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
