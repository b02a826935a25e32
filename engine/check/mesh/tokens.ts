import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Issuer, Service, Tokens } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { keySetProblem } from './key-set.ts'
import { areDisjoint, coversRequests } from './patterns.ts'

export const noKeys = defineDiagnostic<{ issuer: string; text: string }>({
  code: 'check/issuer-without-keys',
  severity: 'error',
  message: ({ issuer, text }) => `nothing says where the keys of issuer \`${issuer}\` are, and \`${text}\` is no address to ask`,
  note: () => 'Say `keys: https://…`. Only an issuer that is an `https` URL can be asked where its keys are (OpenID Connect Discovery).',
})

export const keysTwice = defineDiagnostic<{ issuer: string }>({
  code: 'check/keys-two-ways',
  severity: 'error',
  message: ({ issuer }) => `issuer \`${issuer}\` has its keys two ways, and Istio refuses that`,
  note: () => 'Say `url`, `inline` or `file`.',
})

export const badKeySet = defineDiagnostic<{ issuer: string; reason: string }>({
  code: 'check/bad-key-set',
  severity: 'error',
  message: ({ issuer, reason }) => `the keys of issuer \`${issuer}\` are no JSON Web Key Set: ${reason}`,
  note: () => 'It looks like `{"keys":[{"kty":"RSA","e":"AQAB","n":"…"}]}` (RFC 7517).',
})

export const privateKey = defineDiagnostic<{ issuer: string; key: string }>({
  code: 'check/private-key',
  severity: 'error',
  message: ({ issuer, key }) => `the key set of issuer \`${issuer}\` holds ${key}, with which anybody who reads it can sign tokens`,
  note: () => 'Only public keys belong here. Treat the key as lost, and renew it.',
  conceal: true,
})

export const keysUnencrypted = defineDiagnostic<{ issuer: string; url: string }>({
  code: 'check/keys-unencrypted',
  severity: 'error',
  message: ({ issuer, url }) => `the keys of issuer \`${issuer}\` are fetched from \`${url}\` without encryption`,
  note: () => 'Whoever answers on the way decides which tokens are good. Use `https`, or a Service of the cluster.',
})

export const sameIssuer = defineDiagnostic<{ issuer: string; other: string; service: string; text: string }>({
  code: 'check/issuer-twice',
  severity: 'error',
  message: ({ issuer, other, service, text }) => `\`${service}\` trusts \`${text}\` twice, as \`${other}\` and as \`${issuer}\``,
  note: () => 'A token is checked against the first one only, with its keys and audiences.',
})

export const tokenNeverNeeded = defineDiagnostic<{ service: string }>({
  code: 'check/token-never-needed',
  severity: 'error',
  message: ({ service }) => `everything of \`${service}\` that is open with a token is open without one too`,
  note: () => 'Name fewer `public` paths, or take `jwt` away.',
})

export const nothingAsked = defineDiagnostic<{ service: string; caller: string }>({
  code: 'check/outside-of-token-paths',
  severity: 'error',
  message: ({ service, caller }) =>
    `nothing that \`${caller}\` asks \`${service}\` for is open: with a token other paths or methods are, and without one too`,
  note: () => 'Every request would be refused. Widen `access.jwt` of the one, or mend `calls` of the other.',
})

/** Tokens that nobody can check, and requests that no token opens. */
export const tokens: Rule = {
  model(check) {
    const { model } = check
    if (model.mesh.provider === 'none') return
    for (const issuer of Object.values(model.trust.issuers)) tellKeys(issuer, check)
    for (const service of Object.values(model.services))
      if (service.inMesh && service.access.jwt !== undefined) tellUse(service, service.access.jwt, check)
  },
}

function tellKeys({ name, issuer, keys }: Issuer, { model, report }: ModelCheck): void {
  const path = ['mesh', 'issuers', name]
  const said = (['url', 'inline', 'file'] as const).filter((word) => writtenAt(model, ...path, 'keys', word) !== undefined)
  if (said.length > 1) report(keysTwice, atKey(model, ...path, 'keys'), { issuer: name })
  // A file that can't be read is told already.
  if (keys.type !== 'inline' && said.includes('file')) return
  switch (keys.type) {
    case 'discovery':
      if (!issuer.startsWith('https://')) report(noKeys, at(model, ...path, 'issuer'), { issuer: name, text: issuer })
      return
    case 'url':
      if (keys.url.startsWith('http://') && !/^http:\/\/[^/:]+\.svc(\.cluster\.local)?(:|\/|$)/.test(keys.url))
        report(keysUnencrypted, at(model, ...path, 'keys', 'url'), { issuer: name, url: keys.url })
      return
    case 'inline': {
      const problem = keySetProblem(keys.jwks)
      const place = at(model, ...path, 'keys', said.includes('file') ? 'file' : 'inline')
      if (problem?.type === 'private') report(privateKey, place, { issuer: name, key: problem.key })
      else if (problem !== undefined) report(badKeySet, place, { issuer: name, reason: problem.reason })
    }
  }
}

function tellUse(service: Service, jwt: Tokens, { model, report }: ModelCheck): void {
  const path = ['services', service.name, 'access', 'jwt']
  const known = new Map<string, string>()
  for (const [index, { name, issuer }] of jwt.issuers.entries()) {
    const other = known.get(issuer)
    if (other === undefined) known.set(issuer, name)
    else report(sameIssuer, at(model, ...path, 'issuers', index), { issuer: name, other, service: service.name, text: issuer })
  }
  const open = jwt.public
  if (open !== undefined && coversRequests({ ...open, hosts: [] }, { ...jwt, hosts: [] }))
    report(tokenNeverNeeded, atKey(model, ...path, 'public'), { service: service.name })
  if (jwt.of === 'edge') return
  for (const { name, methods, paths } of service.callers) {
    const isShut = (asked: { readonly methods: readonly string[]; readonly paths: readonly string[] } | undefined) =>
      asked === undefined || areDisjoint(asked.methods, methods) || areDisjoint(asked.paths, paths)
    if (isShut(jwt) && isShut(open))
      report(
        nothingAsked,
        atKey(model, 'services', name, 'calls', service.name),
        { service: service.name, caller: name },
        { related: [{ message: 'what a token opens', place: atKey(model, ...path) }] },
      )
  }
}
