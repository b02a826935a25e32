import { parseIp } from './ip.ts'
import { firstReason, textKind } from './kind.ts'
import { empty, LABEL, SUBDOMAIN, strange, tooLong } from './names.ts'

/** A last part of digits only would be read as an IPv4 address (RFC 3696 §2, WHATWG URL). */
const DNS_NAME = `(?=.{1,253}$)(?![^:]*(^|\\.)\\d+$)(?=[^.]{1,63}(\\.[^.]{1,63})*$)${SUBDOMAIN}`
const isLabel = new RegExp(`^${LABEL}$`)
const isDnsName = new RegExp(`^${DNS_NAME}$`)

function whyNoDnsName(text: string): string | undefined {
  if (isDnsName.test(text)) return undefined
  return firstReason(
    empty(text),
    [text.includes('://'), 'it is a URL; only its host stands here'],
    [parseIp(text) !== undefined, 'it is an IP address, not a name'],
    [/:\d+$/.test(text), 'it has a port'],
    [text.includes('/'), 'it has a path'],
    [text.includes('*'), 'a wildcard is not possible here'],
    [text.endsWith('.'), 'it ends with a dot'],
    strange(text, '-a-z0-9.'),
    [text.split('.').some((part) => part.length > 63), 'one of its parts has more than 63 characters'],
    [!text.split('.').every((part) => isLabel.test(part)), 'one of its parts is empty, or starts or ends with `-`'],
    [/(^|\.)\d+$/.test(text), 'its last part is a number'],
    tooLong(text, 253),
  )
}

/** `HTTPS://Shop.example.com:443/x.` → `shop.example.com`. */
function meantHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][-+.a-z0-9]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
}

export const host = textKind({
  what: 'a host name',
  family: 'host',
  example: 'shop.example.com',
  explain: 'A DNS name of at most 253 lower-case characters, without scheme, port and wildcard (RFC 1123)',
  pattern: DNS_NAME,
  find: whyNoDnsName,
  mend: meantHost,
})

export const hostPattern = textKind({
  what: 'a host name',
  family: 'host',
  example: '*.shop.example.com',
  explain: 'A DNS name (`shop.example.com`), or one whose first part is `*`, which stands for one name there (`*.example.com`)',
  pattern: `(?=.{1,253}$)(\\*\\.)?${DNS_NAME}`,
  find(text) {
    if (text === '*') return 'a lone wildcard would catch every host'
    const name = text.startsWith('*.') ? text.slice(2) : text
    return name.includes('*') ? '`*` can only be the whole first part' : (whyNoDnsName(name) ?? tooLong(text, 253)[1])
  },
  mend: meantHost,
})

export const address = textKind({
  what: 'a host name or IP address',
  family: 'host',
  example: 'nfs.example.com',
  explain: 'A DNS name (RFC 1123), or an IPv4 or IPv6 address, without scheme and port',
  find: (text) => (parseIp(text) === undefined ? whyNoDnsName(text) : undefined),
  mend: meantHost,
})

export const hostPort = textKind({
  what: 'a host with an optional port',
  family: 'host',
  example: 'registry.example.com:5000',
  explain: 'A DNS name or IPv4 address, with `:PORT` when the port is not the usual one: `harbor.example.com`, `10.0.0.5:5000`',
  find(text) {
    const [name = '', port] = text.includes('://') ? [text] : text.split(/:(?=[^:]*$)/)
    if (port !== undefined && !isPortText(port)) return 'its port is no number from 1 to 65535'
    return parseIp(name)?.length === 4 ? undefined : whyNoDnsName(name)
  },
  mend: (text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^[a-z][-+.a-z0-9]*:\/\//, '')
      .replace(/[/?#].*$/, ''),
})

function isPortText(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535
}

/** RFC 3986, http and https only. */
export const url = textKind({
  what: 'a URL',
  family: 'host',
  example: 'https://id.example.com/realms/shop',
  explain: 'An absolute `http` or `https` URL without user and password (RFC 3986)',
  find(text) {
    const parts = /^(https?):\/\/([^/?#]*)([^\s]*)$/.exec(text)
    if (parts === null) return firstReason([/\s/.test(text), 'it has a space'], [true, 'it does not start with `https://` or `http://`'])
    const authority = parts[2] ?? ''
    if (authority.includes('@')) return 'it has a user; credentials are secrets, and never stand in a URL'
    const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(authority)
    if (bracketed === null) return hostPort.check(authority)?.reason
    return parseIp(bracketed[1] ?? '')?.length === 16 && (bracketed[2] === undefined || isPortText(bracketed[2]))
      ? undefined
      : 'its host is no IPv6 address'
  },
  mend: (text) => (host.check(text.split('/')[0] ?? '') === undefined ? `https://${text}` : undefined),
})
