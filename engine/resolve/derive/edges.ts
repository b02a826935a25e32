import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import type { Context } from '../context.ts'
import type { Edge, External, Named, Port, Service, Store } from '../model.ts'
import { choosePort } from './ports.ts'

type Callee = Omit<Service, 'calls' | 'callers' | 'traffic'> | Omit<Store, 'callers'> | Omit<External, 'callers'>

/** Whom each service calls, and the same from the other end. A name that is not declared, or not enabled here, is told elsewhere. */
export function deriveEdges(
  services: Named<Omit<Service, 'calls' | 'callers' | 'traffic'>>,
  context: Context,
): { readonly calls: ReadonlyMap<string, readonly Edge[]>; readonly callers: ReadonlyMap<string, readonly Edge[]> } {
  const calls = new Map<string, Edge[]>()
  const callers = new Map<string, Edge[]>()
  for (const caller of Object.keys(services)) {
    const edges: Edge[] = []
    for (const [name, call] of Object.entries((context.merged[caller] as ResolvedService).calls)) {
      const callee = find(name, services, context)
      if (callee === undefined) continue
      const all = callee.type === 'store' ? [callee.port] : callee.ports
      const path = ['services', caller, 'calls', name]
      const ports =
        call.ports === undefined
          ? all
          : call.ports
              .map((port, index) => choosePort(all, port, [...path, 'ports', String(index)], `\`calls\` of \`${caller}\``, name, context))
              .filter((port): port is Port => port !== undefined)
      if (call.ports === undefined && all.length === 0) choosePort(all, undefined, path, `\`calls\` of \`${caller}\``, name, context)
      edges.push({ name, type: callee.type, namespace: namespaceOf(callee, context), ports })
      const back = callers.get(name) ?? []
      back.push({ name: caller, type: 'service', namespace: (services[caller] as Service).namespace, ports })
      callers.set(name, back)
    }
    calls.set(caller, edges)
  }
  return { calls, callers }
}

function namespaceOf(callee: Callee, { environment }: Context): string {
  return callee.type === 'external' ? environment.namespace : callee.namespace
}

function find(
  name: string,
  services: Named<Omit<Service, 'calls' | 'callers' | 'traffic'>>,
  { stores, externals }: Context,
): Callee | undefined {
  for (const things of [services, stores, externals] as const) if (Object.hasOwn(things, name)) return things[name]
  return undefined
}
