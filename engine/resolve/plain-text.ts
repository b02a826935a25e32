import type { Encryption, Gateway, Model, Port, Service, Store, Workload } from './model.ts'

/** Whether the pods of a namespace have a proxy of the mesh, and with it an identity. */
export function isMember(namespace: string, { environment, mesh }: Pick<Model, 'environment' | 'mesh'>): boolean {
  return (
    mesh.provider !== 'none' && (namespace === environment.namespace || namespace === mesh.namespace || mesh.members.includes(namespace))
  )
}

/** Whether what brings requests in from outside has an identity of the mesh: Istio's own gateways have, others only in a namespace that is a member. */
export function edgeIsInMesh({ class: name, namespace }: Gateway, { ingress, mesh }: Pick<Model, 'mesh' | 'ingress'>): boolean {
  return ingress.api === 'istio' || (ingress.api === 'gateway' && name === 'istio') || mesh.members.includes(namespace)
}

/** How connections to one port of a workload have to come. */
export function encryptionOf(workload: Workload, port: Port, model: Pick<Model, 'mesh' | 'services'>): Encryption {
  if (workload.type === 'store') return storeEncryption(workload, model)
  return workload.access.mtls.ports.find((other) => other.port.name === port.name)?.mode ?? workload.access.mtls.mode
}

/**
 * A database that speaks first never sees who it talks to: while its proxy waits for the first bytes of the client, to tell TLS from plain text, the client waits for its greeting.
 * So it is one or the other, and plain text where a caller has no proxy.
 * https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#server-first-protocols
 */
function storeEncryption({ engine, callers }: Store, { mesh, services }: Pick<Model, 'mesh' | 'services'>): Encryption {
  if (mesh.mtls === 'strict' || engine !== 'mysql' || callers.length === 0) return mesh.mtls
  return callers.every(({ name }) => services[name]?.inMesh === true) ? 'strict' : 'plain'
}

/** Somebody who reaches a port without the mesh, and the path in the language that says so. */
export interface PlainCaller {
  /** In Markdown. */
  readonly who: string
  readonly type: 'service' | 'namespace' | 'network' | 'outside' | 'edge'
  readonly ports: readonly Port[]
  readonly says: readonly (string | number)[]
}

/** Whoever is known to reach a workload of the mesh in plain text. Scrapes are not among them: Istio serves metrics beside the proxy, on a port that no policy covers. */
export function plainCallers(workload: Workload, model: Model): readonly PlainCaller[] {
  if (!workload.inMesh) return []
  const found: PlainCaller[] = workload.callers.flatMap(({ name, ports }) => {
    const caller = model.services[name] as Service
    return caller.inMesh ? [] : [{ who: `\`${name}\``, type: 'service' as const, ports, says: ['services', name, 'calls', workload.name] }]
  })
  if (workload.type === 'store') return found
  const { access, expose, name, service } = workload
  const ports = workload.ports.filter(({ protocol }) => protocol === 'TCP')
  const path = ['services', name]
  for (const neighbour of access.namespaces)
    if (neighbour.trustDomain === undefined && !isMember(neighbour.name, model))
      found.push({
        who: `pods of namespace \`${neighbour.name}\``,
        type: 'namespace',
        ports: neighbour.ports,
        says: [...path, 'access', 'namespaces', neighbour.name],
      })
  for (const [index, network] of access.networks.entries())
    found.push({ who: `\`${network}\``, type: 'network', ports, says: [...path, 'access', 'networks', index] })
  if (service.type === 'NodePort' || service.type === 'LoadBalancer')
    found.push({ who: `whoever uses its ${service.type}`, type: 'outside', ports, says: [...path, 'service', 'type'] })
  const strangers = (expose?.ways ?? []).flatMap(({ gateway }) => (edgeIsInMesh(gateway, model) ? [] : [gateway.namespace]))
  for (const namespace of new Set(strangers))
    found.push({
      who: `the edge in namespace \`${namespace}\``,
      type: 'edge',
      ports: expose === undefined ? [] : [expose.port],
      says: [...path, 'expose'],
    })
  return found
}
