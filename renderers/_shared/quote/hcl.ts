/**
 * A text as a quoted template of HCL without any template in it. The signs that would start one are written by their numbers: `$${` means `${`, but what comes
 * before it then decides what it means. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function hclString(text: string): string {
  return `"${hclPart(text)}"`
}

/** The same as a part of a template, between its other parts. */
export function hclPart(text: string): string {
  return text
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\0-\x1f\x7f\u2028\u2029$%]/g, byNumber)
}

function byNumber(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}
