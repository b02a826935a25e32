import type { ResolvedCallers, ResolvedRequests } from '../../../schema/generated/resolved.ts'
import { carriesRequests } from '../../kinds/requests.ts'
import type { Context } from '../context.ts'
import type { Access, Neighbour, Port, RequestSet, Tokens } from '../model.ts'
import { choosePort } from './ports.ts'
import { deriveIssuer } from './trust.ts'

/** Who may call a service beside those that declare it. */
export function deriveAccess(name: string, written: ResolvedCallers, all: readonly Port[], context: Context): Access {
  const path = ['services', name, 'access']
  const ports = all.filter(({ protocol }) => protocol === 'TCP')
  const routed = ports.filter(({ appProtocol }) => carriesRequests(appProtocol))
  const subject = `\`access\` of \`${name}\``
  const { mtls, jwt, authorize } = written
  const mode = mtls.mode ?? context.mesh.mtls

  function named(names: readonly string[] | undefined, ...place: readonly string[]): readonly Port[] | undefined {
    return names?.flatMap((port, index) => {
      const found = choosePort(ports, port, [...path, ...place, String(index)], subject, name, context)
      return found === undefined ? [] : [found]
    })
  }

  function neighbour(namespace: string): Neighbour {
    const {
      accounts,
      trustDomain,
      methods,
      paths,
      hosts,
      ports: only,
    } = written.namespaces[namespace] as ResolvedCallers['namespaces'][string]
    const own = trustDomain === context.mesh.install.trustDomain ? undefined : trustDomain
    const called = named(only, 'namespaces', namespace, 'ports') ?? all
    return { name: namespace, accounts, trustDomain: own, methods, paths, hosts, ports: called }
  }

  function requestSet(list: 'deny' | 'audit') {
    return (set: ResolvedRequests, index: number): RequestSet => {
      const { except } = set
      const ofRequests = [set.methods, set.paths, set.hosts, except.methods, except.paths, except.hosts].some((words) => words.length > 0)
      const isOfRequests = ofRequests || Object.keys(set.headers).length + Object.keys(set.claims).length > 0
      return { ...set, ports: named(set.ports, list, String(index), 'ports') ?? (isOfRequests ? routed : ports), ofRequests: isOfRequests }
    }
  }

  return {
    namespaces: Object.keys(written.namespaces).map(neighbour),
    networks: written.networks,
    anyone: written.anyone,
    mtls: {
      mode,
      ports: Object.entries(mtls.ports).flatMap(([key, portMode]) => {
        const port = choosePort(ports, key, [...path, 'mtls', 'ports', key], subject, name, context)
        return port === undefined || portMode === mode ? [] : [{ port, mode: portMode }]
      }),
    },
    jwt: jwt && tokens(jwt, context),
    authorize: authorize && { ...authorize, ports: named(authorize.ports, 'authorize', 'ports') ?? routed },
    deny: written.deny.map(requestSet('deny')),
    audit: written.audit.map(requestSet('audit')),
  }
}

function tokens({ issuers, audiences, ...jwt }: NonNullable<ResolvedCallers['jwt']>, context: Context): Tokens {
  return {
    claims: jwt.claims,
    methods: jwt.methods,
    paths: jwt.paths,
    of: jwt.of,
    public: jwt.public,
    issuers: issuers.flatMap((name) => {
      const found = context.mesh.issuers[name]
      if (found === undefined) return []
      const issuer = deriveIssuer(name, found, context)
      return [audiences.length === 0 ? issuer : { ...issuer, audiences }]
    }),
  }
}
