import { firstReason, textKind } from './kind.ts'

// https://github.com/distribution/reference: the grammar of references.
const DOMAIN_PART = '[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?'
const DOMAIN = `(${DOMAIN_PART}(\\.${DOMAIN_PART})*|\\[[0-9a-fA-F:]+\\])(:[0-9]+)?`
const PATH_PART = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*'
const PATH = `${PATH_PART}(/${PATH_PART})*`
const TAG = '\\w[-\\w.]{0,127}'
const DIGEST = 'sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}'

const isDomain = new RegExp(`^${DOMAIN}$`)
const isPath = new RegExp(`^${PATH}$`)
const isTag = new RegExp(`^${TAG}$`)
const isDigest = new RegExp(`^(?:${DIGEST})$`)

/** An image reference, taken apart. */
export interface ImageReference {
  /** Host, with its port; `docker.io` when the reference names none. */
  readonly registry: string
  /** Without the registry; `library/nginx` for `nginx`, as every client reads it. */
  readonly repository: string
  readonly tag: string | undefined
  /** `sha256:…` */
  readonly digest: string | undefined
  /** What was written in front of tag and digest. */
  readonly name: string
}

interface Split {
  readonly domain: string | undefined
  readonly path: string
  readonly tag: string | undefined
  readonly digest: string | undefined
  readonly name: string
}

function split(text: string): Split {
  const atSign = text.indexOf('@')
  const digest = atSign < 0 ? undefined : text.slice(atSign + 1)
  const rest = atSign < 0 ? text : text.slice(0, atSign)
  const colon = rest.lastIndexOf(':')
  const tagged = colon > rest.lastIndexOf('/')
  const name = tagged ? rest.slice(0, colon) : rest
  const slash = name.indexOf('/')
  const first = name.slice(0, Math.max(0, slash))
  // "localhost/x" and "registry.example.com/x" name a registry, "bitnami/x" does not.
  const named = slash > 0 && (/[.:A-Z]/.test(first) || first === 'localhost')
  return {
    domain: named ? first : undefined,
    path: named ? name.slice(slash + 1) : name,
    tag: tagged ? rest.slice(colon + 1) : undefined,
    digest,
    name,
  }
}

/** For texts that passed the check. */
export function parseImage(text: string): ImageReference {
  const { domain, path, tag, digest, name } = split(text)
  return {
    registry: domain ?? 'docker.io',
    repository: domain === undefined && !path.includes('/') ? `library/${path}` : path,
    tag,
    digest,
    name,
  }
}

export const image = textKind({
  what: 'an image reference',
  family: 'image',
  example: 'docker.io/library/nginx:1.29.3',
  explain: '`REGISTRY/REPOSITORY:TAG@DIGEST`; the registry defaults to docker.io (the reference grammar of the distribution project)',
  find(text) {
    const { domain, path, tag, digest, name } = split(text)
    return firstReason(
      [text === '', 'it is empty'],
      [text.includes('://'), 'it starts like a URL; an image reference has no scheme'],
      [/\s/.test(text), 'it has a space'],
      [digest !== undefined && !isDigest.test(digest), 'its digest is not `sha256:` and 64 lower-case hexadecimal digits'],
      [tag !== undefined && !isTag.test(tag), 'its tag is not 1 to 128 letters, digits, `_`, `-` and `.`, with no sign first'],
      [domain !== undefined && !isDomain.test(domain), 'its registry is no host with an optional port'],
      [/[A-Z]/.test(path), 'its repository has an upper-case letter'],
      [!isPath.test(path), 'its repository is not made of lower-case letters, digits and single `.`, `_`, `__` or `-` between them'],
      [name.length > 255, 'its name has more than 255 characters'],
    )
  },
  mend(text) {
    const plain = text.trim().replace(/^[a-z]+:\/\//, '')
    const { domain, path, name } = split(plain)
    return `${domain === undefined ? '' : `${domain}/`}${path.toLowerCase()}${plain.slice(name.length)}`
  },
})

export const imagePath = textKind({
  what: 'a repository',
  family: 'image',
  example: 'shop/orders',
  explain:
    'Lower-case letters and digits with single `.`, `_`, `__` or `-` between them, in parts divided by `/` (the reference grammar of the distribution project)',
  pattern: `(?=.{1,200}$)${PATH}`,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.length > 200, 'it has more than 200 characters'],
      [/[A-Z]/.test(text), 'it has an upper-case letter'],
      [text.includes(':') || text.includes('@'), 'it has a tag or digest, which have fields of their own'],
      [text.startsWith('/') || text.endsWith('/'), 'it starts or ends with `/`'],
      [true, 'it is not made of lower-case letters, digits and single `.`, `_`, `__` or `-` between them'],
    ),
  mend: (text) => text.toLowerCase().replace(/^\/|\/$/g, ''),
})

export const imageRoot = textKind({
  what: 'a registry with an optional path',
  family: 'image',
  example: 'harbor.example.com/mirror',
  explain: '`HOST`, `HOST:PORT` or `HOST/PATH`, without scheme, tag and digest (the reference grammar of the distribution project)',
  pattern: `(?=.{1,200}$)(?=[^/]*[.:]|localhost)${DOMAIN}(/${PATH})?`,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.length > 200, 'it has more than 200 characters'],
      [text.includes('://'), 'it starts like a URL; a registry has no scheme here'],
      [text.includes('@'), 'it has a digest, and a mirror has many images'],
      [text.endsWith('/'), 'it ends with `/`'],
      [!/^[^/]*[.:]|^localhost/.test(text), 'it does not start with the host of a registry'],
      [true, 'it is no host with an optional port, and a path of lower-case letters, digits and single `.`, `_`, `__` or `-` behind it'],
    ),
  mend: (text) =>
    text
      .trim()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/\/$/, ''),
})

export const systemPackage = textKind({
  what: 'a package of the operating system',
  family: 'name',
  example: 'libpq5',
  explain:
    'Lower-case letters, digits and `+ - .`, at least two, with a version after `=` when it is pinned (Debian policy §5.6.7; Alpine names are of that form)',
  pattern: '[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+:~-]+)?',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [/^-/.test(text), 'it starts with `-`, as an option does'],
      [/\s/.test(text), 'it has a space; each package is an item of its own'],
      [/^[^=]*[A-Z]/.test(text), 'its name has an upper-case letter'],
      [true, 'its name is not made of lower-case letters, digits and `+ - .`, or its version of these, `:` and `~`'],
    ),
  mend: (text) => text.trim(),
})

export const imageTag = textKind({
  what: 'a tag',
  family: 'image',
  example: '1.8.2',
  explain:
    'At most 128 letters, digits, `_`, `-` and `.`, with a letter, digit or `_` first (the reference grammar of the distribution project)',
  pattern: TAG,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.length > 128, 'it has more than 128 characters'],
      [/^[-.]/.test(text), 'it starts with a sign'],
      [/[/:]/.test(text), 'it is a whole reference, not only its tag'],
      [true, 'it has other signs than letters, digits, `_`, `-` and `.`'],
    ),
  mend: (text) => text.trim().replace(/[+/]/g, '-'),
})

export const digest = textKind({
  what: 'a digest',
  family: 'image',
  example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  explain: '`sha256:` and 64 lower-case hexadecimal digits (the OCI image specification)',
  pattern: DIGEST,
  find: (text) =>
    firstReason(
      [/^[0-9a-f]{64}$/.test(text), 'it does not name its algorithm'],
      [!/^sha(256|512):/.test(text), 'it does not start with `sha256:`'],
      [true, 'it has not 64 lower-case hexadecimal digits after `sha256:`'],
    ),
  mend: (text) => (/^[0-9a-fA-F]{64}$/.test(text) ? `sha256:${text.toLowerCase()}` : text.toLowerCase()),
})

export const release = textKind({
  what: 'a release',
  family: 'image',
  example: '1.4.2',
  explain: 'The tag of an image, with `@DIGEST` after it when the bytes are pinned: `1.4.2`, `1.4.2@sha256:…`',
  pattern: `${TAG}(@(${DIGEST}))?`,
  find(text) {
    const [tag = '', pinned] = text.split(/@(.*)/s)
    return imageTag.check(tag)?.reason ?? (pinned === undefined ? undefined : digest.check(pinned)?.reason)
  },
})

/** For texts that passed the check. */
export function parseRelease(text: string): { readonly tag: string; readonly digest: string | undefined } {
  const atSign = text.indexOf('@')
  return atSign < 0 ? { tag: text, digest: undefined } : { tag: text.slice(0, atSign), digest: text.slice(atSign + 1) }
}
