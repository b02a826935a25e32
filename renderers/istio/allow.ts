import {
  bothPatterns,
  carriesRequests,
  encryptionOf,
  isMember,
  type Model,
  machineCallers,
  type Port,
  plainCallers,
  type Requests,
  type Service,
  type Store,
  type Workload,
} from '../../engine/sdk.ts'
import { claimConditions, type Rule, tokenHolders } from './claims.ts'
import { principal } from './names.ts'
import { NOTHING, operation } from './operations.ts'
import { edgeSources, NOBODY_KNOWN, neighbourSource, type Source, serviceSource } from './sources.ts'

/** Who may ask for what, before tokens are looked at. */
interface Grant {
  /** Undefined for everybody. */
  readonly source: Source | undefined
  readonly ports: readonly Port[]
  readonly asked: Requests
  readonly isEdge: boolean
}

/** Who may call one workload: whoever declares it in `calls`, whom it invites, and whoever brings requests from outside; with a token, where it wants one. */
export function allowRules(workload: Workload, model: Model): readonly Rule[] {
  const grants = [
    ...callerGrants(workload, model),
    ...(workload.type === 'service' ? invitations(workload, model) : members(workload, model)),
  ]
  return grants.flatMap((grant) => (workload.type === 'store' ? [rule(grant)] : withTokens(grant, workload)))
}

/** Members of a store call each other. */
function members({ name, namespace, peers }: Store, model: Model): readonly Grant[] {
  if (peers.length === 0) return []
  return [{ source: { principals: [principal(name, namespace, model)] }, ports: peers, asked: NOTHING, isEdge: false }]
}

/** Callers that ask for the same are one rule. */
function callerGrants(workload: Workload, model: Model): readonly Grant[] {
  const grants = new Map<string, { readonly grant: Grant; readonly principals: string[] }>()
  for (const { name, ports, methods, paths, hosts } of workload.callers) {
    for (const { source, ports: open } of arrivals(serviceSource(name, model), ports, workload, model)) {
      const key = JSON.stringify([open.map(({ port }) => port), methods, paths, hosts, source === NOBODY_KNOWN])
      const before = grants.get(key)
      const principals = source.principals ?? []
      if (before === undefined)
        grants.set(key, { grant: { source, ports: open, asked: { methods, paths, hosts }, isEdge: false }, principals: [...principals] })
      else before.principals.push(...principals.filter((principal) => !before.principals.includes(principal)))
    }
  }
  return [
    ...[...grants.values()].map(({ grant, principals }) => (principals.length === 0 ? grant : { ...grant, source: { principals } })),
    ...machineCallers(workload, model).map(({ account, namespace, ports }) => ({
      source: { principals: [principal(account, namespace, model)] },
      ports,
      asked: NOTHING,
      isEdge: false,
    })),
  ]
}

/** How somebody comes: with an identity, unless a port takes plain text only; and whoever has none, only where plain text is taken. */
function arrivals(source: Source, ports: readonly Port[], workload: Workload, model: Model) {
  const isPlain = (port: Port) => encryptionOf(workload, port, model) === 'plain'
  const [known, unknown] =
    source === NOBODY_KNOWN
      ? [[], ports.filter((port) => encryptionOf(workload, port, model) !== 'strict')]
      : [ports.filter((port) => !isPlain(port)), ports.filter(isPlain)]
  return [
    { source, ports: known },
    { source: NOBODY_KNOWN, ports: unknown },
  ].filter((arrival) => arrival.ports.length > 0)
}

function invitations(service: Service, model: Model): readonly Grant[] {
  const { access, expose, metrics } = service
  const ports = service.ports.filter(({ protocol }) => protocol === 'TCP')
  if (ports.length === 0) return []
  const grant = (source: Source, called: readonly Port[], asked: Requests = NOTHING, isEdge = false): readonly Grant[] =>
    arrivals(source, called, service, model).map((arrival) => ({ ...arrival, asked, isEdge }))
  /** Of whom the address is all that is known. */
  const plain = (source: Source): readonly Grant[] => {
    const taken = ports.filter((port) => encryptionOf(service, port, model) !== 'strict')
    return taken.length === 0 ? [] : [{ source, ports: taken, asked: NOTHING, isEdge: true }]
  }
  const outside = plainCallers(service, model).filter(({ type }) => type === 'outside')
  return [
    ...(expose === undefined ? [] : edgeSources(expose, model).flatMap((source) => grant(source, [expose.port], NOTHING, true))),
    ...(metrics !== undefined && isMember(model.monitoring.namespace, model)
      ? grant({ namespaces: [model.monitoring.namespace] }, [metrics.port])
      : []),
    ...access.namespaces.flatMap((neighbour) => grant(neighbourSource(neighbour, model), neighbour.ports, neighbour)),
    ...(access.networks.length === 0 ? [] : plain({ ipBlocks: access.networks })),
    ...(access.anyone
      ? [{ source: undefined, ports, asked: NOTHING, isEdge: false }]
      : outside.flatMap(() => plain(seesSources(service) ? { ipBlocks: service.service.sources } : NOBODY_KNOWN))),
  ]
}

/** Whether a load balancer leaves the address of the caller as it is. */
function seesSources({ service }: Service): boolean {
  return service.type === 'LoadBalancer' && service.sources.length > 0 && service.externalTraffic === 'Local'
}

/** A request of a browser that asks whether it may ask (https://fetch.spec.whatwg.org/#cors-preflight-request) carries no token. */
const PREFLIGHT = { key: 'request.headers[access-control-request-method]', values: ['*'] }

/** What is granted, to whoever brings a token; and without one where it is public. Ports that carry no requests carry no tokens. */
function withTokens(grant: Grant, { access, traffic }: Service): readonly Rule[] {
  const { jwt } = access
  if (jwt === undefined || (jwt.of === 'edge' && !grant.isEdge)) return [rule(grant)]
  const routed = grant.ports.filter(({ appProtocol }) => carriesRequests(appProtocol))
  const others = grant.ports.filter(({ appProtocol }) => !carriesRequests(appProtocol))
  const inside = (asked: Pick<Requests, 'methods' | 'paths'>): Grant | undefined => {
    const [methods, paths] = [bothPatterns(asked.methods, grant.asked.methods), bothPatterns(asked.paths, grant.asked.paths)]
    return methods === undefined || paths === undefined || routed.length === 0
      ? undefined
      : { ...grant, ports: routed, asked: { ...grant.asked, methods, paths } }
  }
  const withToken = inside(jwt)
  const open = jwt.public && inside(jwt.public)
  const preflight = traffic.routes.some(({ cors }) => cors !== undefined) ? inside({ methods: ['OPTIONS'], paths: [] }) : undefined
  const when = claimConditions(jwt.claims)
  return [
    ...(withToken === undefined
      ? []
      : [
          {
            ...rule({ ...withToken, source: { ...withToken.source, requestPrincipals: tokenHolders(jwt.issuers) } }),
            ...(when.length === 0 ? {} : { when }),
          },
        ]),
    ...(open === undefined ? [] : [rule(open)]),
    ...(preflight === undefined ? [] : [{ ...rule(preflight), when: [PREFLIGHT] }]),
    ...(others.length === 0 ? [] : [rule({ ...grant, ports: others })]),
  ]
}

function rule({ source, ports, asked }: Grant): Rule {
  return { ...(source === undefined ? {} : { from: [{ source }] }), to: [{ operation: operation(ports, asked) }] }
}
