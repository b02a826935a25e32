import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import type { Context } from '../context.ts'
import type { Edge, External, Named, Port, Requests, Service, Store } from '../model.ts'
import { choosePort } from './ports.ts'
import { askedBy, authorizerPort } from './trust.ts'

type Callee = Omit<Service, 'calls' | 'callers' | 'traffic'> | Omit<Store, 'callers'> | Omit<External, 'callers'>

const EVERYTHING: Requests = Object.freeze({ methods: [], paths: [], hosts: [] })

/** Whom each service calls, and the same from the other end. A name that is not declared, or not enabled here, is told elsewhere. */
export function deriveEdges(
  services: Named<Omit<Service, 'calls' | 'callers' | 'traffic'>>,
  context: Context,
): { readonly calls: ReadonlyMap<string, readonly Edge[]>; readonly callers: ReadonlyMap<string, readonly Edge[]> } {
  const calls = new Map<string, Edge[]>()
  const callers = new Map<string, Edge[]>()
  for (const caller of Object.keys(services)) {
    const edges: Edge[] = []
    const merged = context.merged[caller] as ResolvedService
    const asked = authorizerOf(caller, merged, services, context)
    const home = (services[caller] as Service).namespace
    const link = (name: string, type: Edge['type'], namespace: string, ports: readonly Port[], requests: Requests & Pick<Edge, 'pool'>) => {
      edges.push({ name, type, namespace, ports, ...requests })
      const back = callers.get(name) ?? []
      back.push({ name: caller, type: 'service', namespace: home, ports, ...requests })
      callers.set(name, back)
    }
    for (const [name, { ports: named, ...requests }] of Object.entries(merged.calls)) {
      const callee = find(name, services, context)
      if (callee === undefined) continue
      const all = callee.type === 'store' ? [callee.port, ...callee.morePorts] : callee.ports
      const path = ['services', caller, 'calls', name]
      const ports =
        named === undefined
          ? callee.type === 'store'
            ? [callee.port]
            : all
          : named
              .map((port, index) => choosePort(all, port, [...path, 'ports', String(index)], `\`calls\` of \`${caller}\``, name, context))
              .filter((port): port is Port => port !== undefined)
      if (named === undefined && all.length === 0) choosePort(all, undefined, path, `\`calls\` of \`${caller}\``, name, context)
      const more = asked !== undefined && asked.name === name && !ports.includes(asked.port) ? [asked.port] : []
      link(name, callee.type, namespaceOf(callee, context), [...ports, ...more], requests)
    }
    if (asked !== undefined && !Object.hasOwn(merged.calls, asked.name))
      link(asked.name, 'service', asked.namespace, [asked.port], EVERYTHING)
    calls.set(caller, edges)
  }
  return { calls, callers }
}

function namespaceOf(callee: Callee, { environment }: Context): string {
  return callee.type === 'external' ? environment.namespace : callee.namespace
}

/** The service of the platform whom the proxy of another one asks about requests, which is a call as well. */
function authorizerOf(caller: string, merged: ResolvedService, services: Parameters<typeof deriveEdges>[0], context: Context) {
  const asked = askedBy(merged, context.mesh)
  const name = asked?.authorizer.service
  const service = name === undefined ? undefined : services[name]
  if (asked === undefined || service === undefined || name === undefined || name === caller) return undefined
  const port = authorizerPort(asked.name, asked.authorizer, service.ports, context)
  return port && { name, namespace: service.namespace, port }
}

function find(
  name: string,
  services: Named<Omit<Service, 'calls' | 'callers' | 'traffic'>>,
  { stores, externals }: Context,
): Callee | undefined {
  for (const things of [services, stores, externals] as const) if (Object.hasOwn(things, name)) return things[name]
  return undefined
}
