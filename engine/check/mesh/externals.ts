import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { carriesRequests } from '../../kinds/requests.ts'
import type { External, Model, Port } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'

export const overlap = defineDiagnostic<{ external: string; other: string; what: string }>({
  code: 'check/externals-overlap',
  severity: 'error',
  message: ({ external, other, what }) => `the mesh can't tell \`${external}\` and \`${other}\` apart: both are ${what}`,
  note: () => 'Connections would go to either of them. Declare it once; or for bytes, say `addresses` of both, which have to differ.',
})

export const wildcardOf = defineDiagnostic<{ external: string; host: string; reason: string }>({
  code: 'check/wildcard-external',
  severity: 'error',
  message: ({ external, host, reason }) => `\`${host}\` of \`${external}\` stands for many hosts: ${reason}`,
  note: () => 'Declare each host that needs it by its whole name.',
})

export const tlsInHttp = defineDiagnostic<{ external: string; port: string; number: number }>({
  code: 'check/http-on-tls-port',
  severity: 'error',
  message: ({ external, port, number }) => `\`${port}\` of \`${external}\` says plain HTTP, and ${number} is where TLS is spoken`,
  note: () =>
    'Call it `https` when the program encrypts by itself. When it does not, let the proxy do it: `ports: { http: { port: 80, tls: 443 } }`, and give the program an `http://` address.',
})

export const tlsTwice = defineDiagnostic<{ external: string; port: string }>({
  code: 'check/encrypted-twice',
  severity: 'error',
  message: ({ external, port }) => `\`${port}\` of \`${external}\` says that the program encrypts, and \`tls\` would encrypt that again`,
  note: () => 'Call the port `http` (or `tcp`), or take `tls` away.',
})

export const gatewayCant = defineDiagnostic<{ external: string; gateway: string; port: string; protocol: string }>({
  code: 'check/gateway-cant-carry',
  severity: 'error',
  message: ({ external, gateway, port, protocol }) =>
    `\`${port}\` of \`${external}\` can't leave through \`${gateway}\`: ${protocol} does not say which host is meant`,
  note: () => 'A gateway tells its connections apart by the host that TLS or HTTP names. Let this one leave straight from the pods.',
})

export const clientWithoutGateway = defineDiagnostic<{ external: string; secret: string }>({
  code: 'check/client-without-gateway',
  severity: 'error',
  message: ({ external, secret }) =>
    `certificate \`${secret}\` for \`${external}\` is read by gateways only, and nothing says \`through\` which one it goes`,
  note: () => 'Proxies beside pods read no Secrets. Say `through`, and keep the Secret in the namespace of that gateway.',
})

export const secretElsewhere = defineDiagnostic<{ secret: string; namespace: string; gateway: string; own: string }>({
  code: 'check/secret-elsewhere',
  severity: 'error',
  message: ({ secret, namespace, gateway, own }) =>
    `gateway \`${gateway}\` looks for Secret \`${secret}\` in namespace \`${namespace}\`, and this platform has it in \`${own}\``,
  note: () =>
    'A proxy reads Secrets of its own namespace only. Keep this one there under a name of its own, so that nobody takes the two for one.',
})

export const needsProxy = defineDiagnostic<{ external: string; word: string; caller: string | undefined }>({
  code: 'check/needs-proxy',
  severity: 'error',
  message: ({ external, word, caller }) =>
    caller === undefined
      ? `\`${word}\` of \`${external}\` has no effect: there is no mesh whose proxies could do it (\`mesh: istio\`)`
      : `\`${word}\` of \`${external}\` has no effect for \`${caller}\`, which has no proxy`,
  note: () => 'The program would call as it is told to, without encryption and past every gateway.',
})

export const egressOpen = defineDiagnostic<{ environment: string }>({
  code: 'check/egress-open',
  severity: 'error',
  message: ({ environment }) => `pods of \`${environment}\`, which is production, may reach what nobody declared, and nobody says why`,
  note: () => 'Say `mesh: { egress: { undeclared: allow, reason: … } }`, or `deny`.',
})

export const reasonForNothing = defineDiagnostic({
  code: 'check/egress-reason-without-effect',
  severity: 'error',
  message: () => 'there is a reason for an open egress, and it is closed',
  note: () => 'A waiver that hides nothing would hide the next mistake. Remove it.',
})

/** What leaves the mesh: whether it can be told apart, encrypted, and sent the way that is asked for. */
export const externals: Rule = {
  model(check) {
    const { model, report } = check
    const { mesh, environment } = model
    const called = Object.values(model.externals).filter(({ callers }) => callers.length > 0)
    for (const external of called) tellProxies(external, check)
    if (mesh.provider === 'none') return
    const known = new Map<string, External>()
    for (const external of called) {
      tellWildcard(external, check)
      tellPorts(external, check)
      const claim = claimsOf(external).find(({ key }) => known.has(key))
      const other = claim && known.get(claim.key)
      if (claim !== undefined && other !== undefined)
        report(
          overlap,
          at(model, 'externals', external.name, 'host'),
          { external: external.name, other: other.name, what: claim.what },
          { related: [{ message: `\`${other.name}\` is this one`, place: at(model, 'externals', other.name, 'host') }] },
        )
      for (const { key } of claimsOf(external)) if (!known.has(key)) known.set(key, external)
    }
    if (mesh.egress.undeclared === 'allow' && environment.production && mesh.egress.reason === undefined)
      report(egressOpen, at(model, 'mesh', 'egress', 'undeclared'), { environment: environment.name })
  },
  platform({ models, report }) {
    const [first] = models
    if (first === undefined || models.some(({ mesh }) => mesh.egress.undeclared === 'allow' && mesh.egress.reason !== undefined)) return
    const model = models.find(({ mesh }) => mesh.egress.reason !== undefined)
    if (model !== undefined) report(reasonForNothing, atKey(model, 'mesh', 'egress', 'reason'), {}, { environment: model.environment.name })
  },
}

/** What only a proxy does, and callers that have none. */
function tellProxies({ name, originations, through, callers }: External, { model, report }: ModelCheck): void {
  const words = [...originations.map(({ port }) => ['ports', port.name, 'tls']), ...(through === undefined ? [] : [['through']])]
  if (words.length === 0) return
  const outside = callers.map((edge) => edge.name).find((caller) => model.services[caller]?.inMesh === false)
  if (outside === undefined) return
  const caller = model.mesh.provider === 'none' ? undefined : outside
  for (const path of words)
    report(needsProxy, atKey(model, 'externals', name, ...path), { external: name, word: path.at(-1) as string, caller })
}

function tellWildcard({ name, host, ports, alias, originations, through }: External, { model, report }: ModelCheck): void {
  if (!host.startsWith('*')) return
  const say = (reason: string, ...path: readonly string[]) =>
    report(wildcardOf, atKey(model, 'externals', name, ...path), { external: name, host, reason })
  for (const port of ports)
    if (isBytes(port))
      say(
        'a connection that carries bytes names none of them',
        ...(writtenAt(model, 'externals', name, 'ports', port.name) ? ['ports', port.name] : ['host']),
      )
  if (alias) say('a short name can only stand for one', 'alias')
  for (const { port } of originations) say('a proxy that encrypts has to know whom it talks to', 'ports', port.name, 'tls')
  if (through !== undefined) say('a gateway has to know where a connection goes on to', 'through')
}

function tellPorts({ name, ports, originations, through }: External, { model, report }: ModelCheck): void {
  const path = ['externals', name]
  for (const port of ports) {
    const encrypts = originations.some((origination) => origination.port.name === port.name)
    if (carriesRequests(port.appProtocol) && !encrypts && port.port === 443)
      report(tlsInHttp, atKey(model, ...path, 'ports', port.name), { external: name, port: port.name, number: port.port })
    if (encrypts && (port.appProtocol === 'https' || port.appProtocol === 'tls'))
      report(tlsTwice, atKey(model, ...path, 'ports', port.name, 'tls'), { external: name, port: port.name })
    if (through !== undefined && isBytes(port))
      report(gatewayCant, at(model, ...path, 'through'), { external: name, gateway: through, port: port.name, protocol: port.appProtocol })
  }
  for (const { client, port } of originations) {
    if (client === undefined) continue
    const place = at(model, ...path, 'ports', port.name, 'tls', 'client')
    const gateway = through === undefined ? undefined : model.trust.gateways[through]
    if (gateway === undefined) {
      if (through === undefined) report(clientWithoutGateway, place, { external: name, secret: client })
      continue
    }
    const holder = gateway.namespace === model.environment.namespace ? undefined : ownHolder(client, model)
    if (holder !== undefined)
      report(
        secretElsewhere,
        place,
        { secret: client, namespace: gateway.namespace, gateway: gateway.name, own: model.environment.namespace },
        { related: [{ message: 'it is read here', place: at(model, ...holder) }] },
      )
  }
}

/** Where a service of the platform reads a Secret of this name, in its own namespace. */
function ownHolder(secret: string, { services }: Model): readonly string[] | undefined {
  for (const service of Object.values(services))
    for (const use of service.secrets) if (use.secret === secret) return ['services', service.name, 'secrets', use.name]
  return undefined
}

function isBytes({ appProtocol }: Port): boolean {
  return !carriesRequests(appProtocol) && appProtocol !== 'https' && appProtocol !== 'tls'
}

/** What a proxy tells an external by: its host and port, and for bytes the addresses that they go to. */
function claimsOf({ host, ports, addresses }: External): readonly { readonly key: string; readonly what: string }[] {
  return ports.flatMap((port) => [
    { key: `${host}:${port.servicePort}`, what: `\`${host}:${port.servicePort}\`` },
    ...(isBytes(port) ? addresses : []).map((network) => ({
      key: `${network} ${port.servicePort}`,
      what: `bytes for port ${port.servicePort} of \`${network}\``,
    })),
  ])
}
