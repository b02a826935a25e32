/**
 * Characters that a terminal obeys or that nobody sees: controls, format characters (among them those that turn the direction of writing), separators
 * and spaces other than the common one, halves of surrogate pairs. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u
const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu')
const COMBINING = /[\p{Mn}\p{Me}]/u
/** What terminals draw in two cells: East Asian wide and fullwidth characters, and emoji. https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** A text of the user as it can be shown: what a terminal would obey, or nobody would see, is written as YAML escapes it. */
export function printable(text: string): string {
  return text.replace(EVERY_UNSEEN, escaped)
}

function escaped(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
}

/** How many cells of a terminal a printable character takes. */
export function cellsOf(letter: string): 0 | 1 | 2 {
  if (letter < '\u0300') return 1
  if (COMBINING.test(letter)) return 0
  return WIDE.test(letter) ? 2 : 1
}

/** Whether a character has to be escaped to be seen. */
export function isUnseen(letter: string): boolean {
  return UNSEEN.test(letter)
}
