/** A text within an element or a quoted attribute. XML 1.0 has no way to say most control characters: the caller has none. https://www.w3.org/TR/xml/#syntax */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
