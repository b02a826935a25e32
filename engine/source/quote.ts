/** Words that YAML 1.1 or 1.2 reads as a boolean or as null (https://yaml.org/type/bool.html, null.html), and exponents that the yaml package takes for numbers. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?[0-9]+)$/i
/** Words, paths, hosts, images, addresses; a space only between two of their letters. No bracket, comma or quote, so they may stand in flow style too. */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./@%+-]*(?:[ :][A-Za-z0-9_./@%+-]+)*$/
/** Quantities, durations and shares: `250m`, `1Gi`, `1.5s`, `70%`. No exponent, no other base. */
const QUANTITY = /^(?!0[xXoObB])[0-9]+(?:\.[0-9]+)?(?:%|[A-DF-Za-df-z][A-Za-z]*)$/
/** What JSON leaves as it is and YAML does not allow, or breaks lines at in its version 1.1 (YAML 1.2 §5.1, §5.4). */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g

/**
 * The text of a scalar that every YAML reads as this string, as a key or a value, in block and in flow style:
 * plain when no version could take it for anything else, in double quotes otherwise (JSON's escapes are YAML's too, YAML 1.2 §5.7).
 */
export function yamlScalar(value: string): string {
  if (QUANTITY.test(value) || (PLAIN.test(value) && !WORDS.test(value))) return value
  return JSON.stringify(value).replace(UNPRINTABLE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
