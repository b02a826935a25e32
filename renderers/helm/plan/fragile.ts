import type { Json } from '../../../engine/sdk.ts'

/**
 * What Helm takes out of everything that a template writes, wherever it comes from: it is how Go prints a value that is not there.
 * https://github.com/helm/helm/blob/main/pkg/engine/engine.go
 */
export const ERASED = '<no value>'

/**
 * What `toYaml` of Helm loses, in JSON. It goes through JSON, where some letters stand bare that YAML does not allow: then it gives nothing at all, or a space
 * for NEL. What follows a line break of YAML 1.1 (LS, PS) is not indented. Empty lines at the end of a text become more at the end of a file. And a key `<<`
 * is not put in quotes.
 */
const LOST = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\\n\\n"|"\\n"|"<<"/

/** Whether something would not come through `toYaml`. Half of what is erased counts too: the rest could be put beside it. */
export function isFragile(value: Json): boolean {
  const text = JSON.stringify(value)
  return hasErased(text) || LOST.test(text)
}

/** Whether Helm could take something out of a text. */
export function hasErased(text: string): boolean {
  return text.includes('<no')
}
