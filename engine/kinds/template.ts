/**
 * Whether a text holds a `${…}` reference, so that its kind can only be checked once it is filled in.
 * `$${` is the escape for a literal `${`, and no reference.
 */
export function isTemplate(text: string): boolean {
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at + 2)) if (at === 0 || text[at - 1] !== '$') return true
  return false
}

/** Whether a text is one `${…}` reference and nothing else, so that it can stand for a number or a boolean. */
export function isReference(text: string): boolean {
  return text.startsWith('${') && text.indexOf('}') === text.length - 1
}
