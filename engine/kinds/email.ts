import { firstReason, textKind } from './kind.ts'
import { empty, SUBDOMAIN, tooLong } from './names.ts'

/** The part before the `@` that needs no quotes (`dot-atom` of RFC 5322 §3.2.3), without the signs that shells and templates read. */
const LOCAL = '[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*'

export const emailAddress = textKind({
  what: 'an e-mail address',
  family: 'text',
  example: 'shop@example.com',
  explain: 'Letters, digits and `_ + - .`, `@`, and a DNS name, at most 254 characters: `shop@example.com`',
  pattern: `(?=.{3,254}$)(?=[^@]{1,64}@)${LOCAL}@${SUBDOMAIN}`,
  find: (text) =>
    firstReason(
      empty(text),
      [!text.includes('@'), 'it has no `@`'],
      [/[<>]/.test(text), 'it has a name; only the address stands here'],
      [/[A-Z]/.test(text.slice(text.lastIndexOf('@'))), 'its host has an upper-case letter'],
      tooLong(text, 254),
      [true, 'it has other signs than letters, digits and `_ + - .` before its `@`, or no DNS name behind it'],
    ),
  mend: (text) => {
    const address = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim()
    const sign = address.lastIndexOf('@')
    return address.slice(0, sign) + address.slice(sign).toLowerCase()
  },
})
