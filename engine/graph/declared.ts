import type { Edge, Model, Port, Service } from '../resolve/model.ts'
import { portText, serviceFacts, storeFacts } from './describe.ts'
import type { Graph } from './graph.ts'
import { createUnion, idOf, type Union } from './union.ts'

/** Everything that environments declare, drawn over one another. At least one environment. */
export function declaredGraph(models: readonly Model[]): Graph {
  const [first] = models
  if (first === undefined) throw new Error('a graph is of at least one environment')
  const union = createUnion(first.platform.name)
  for (const model of models) draw(model, union.enter(model.environment.name))
  return union.graph()
}

function draw(model: Model, union: Union): void {
  const { services, stores, externals, mesh } = model
  union.about(mesh.provider === 'none' ? 'no mesh' : `mesh: ${mesh.provider}, mTLS ${mesh.mtls}`)
  drawEdge(model, union)
  for (const service of Object.values(services)) {
    union.node(kindOf(service), service.name)
    drawPorts(union, serviceId(service.name, model), service.ports)
    for (const text of serviceFacts(service)) union.fact(serviceId(service.name, model), text)
  }
  for (const store of Object.values(stores)) {
    union.node('store', store.name)
    drawPorts(union, idOf('store', store.name), [store.port])
    for (const text of storeFacts(store)) union.fact(idOf('store', store.name), text)
  }
  for (const external of Object.values(externals)) {
    if (external.callers.length === 0) continue
    union.node('external', external.name)
    drawPorts(union, idOf('external', external.name), external.ports)
    union.fact(idOf('external', external.name), external.host)
  }
  for (const service of Object.values(services)) {
    for (const edge of service.calls) drawCall(union, service, edge, model)
    drawRoutes(union, service, model)
  }
}

function kindOf({ component }: Service): 'service' | 'component' {
  return component === undefined ? 'service' : 'component'
}

function serviceId(name: string, { services }: Model): string {
  const service = services[name]
  return idOf(service === undefined ? 'service' : kindOf(service), name)
}

function drawPorts(union: Union, node: string, ports: readonly Port[]): void {
  for (const port of ports) union.port(node, port.name, portText(port))
}

/** Peers that talk to each other are a fact of theirs, and no line. */
function drawCall(union: Union, caller: Service, { name, type, ports }: Edge, model: Model): void {
  if (name === caller.name) return
  const callee = type === 'service' ? serviceId(name, model) : idOf(type, name)
  const all = type === 'store' ? 1 : (type === 'service' ? model.services[name] : model.externals[name])?.ports.length
  union.edge('call', idOf(kindOf(caller), caller.name), undefined, callee, ports.length === all ? [] : ports.map((port) => port.name))
}

/** Where the routes of a service send requests on to another one. */
function drawRoutes(union: Union, { name, traffic }: Service, model: Model): void {
  for (const { action } of traffic.routes) {
    if (action.type !== 'forward') continue
    for (const { service, port } of action.to) if (service !== name) drawOn(union, 'route', name, service, port, model)
    const mirror = action.mirror?.to
    if (mirror !== undefined && mirror.service !== name) drawOn(union, 'mirror', name, mirror.service, mirror.port, model)
  }
}

function drawOn(union: Union, kind: 'route' | 'mirror', from: string, to: string, port: Port | undefined, model: Model): void {
  union.edge(kind, serviceId(from, model), undefined, serviceId(to, model), port === undefined ? [] : [port.name])
}

/** Where requests come in from outside: the hosts of each gateway, and which service answers for each path. */
function drawEdge(model: Model, union: Union): void {
  const { services, ingress } = model
  for (const gateway of ingress.gateways) {
    const seen = Object.values(services).flatMap(({ name, expose }) => {
      const way = expose?.ways.find((one) => one.gateway === gateway)
      return expose === undefined || way === undefined || way.hosts.length === 0 ? [] : [{ name, expose, hosts: way.hosts }]
    })
    if (seen.length === 0) continue
    const node = idOf('gateway', gateway.name)
    const [kind, who] = gateway.internal ? (['network', 'the own network'] as const) : (['world', 'the world'] as const)
    union.node(kind, who)
    union.node('gateway', gateway.name)
    union.fact(node, ingress.api === 'istio' ? 'istio' : `${ingress.api}, class ${gateway.class}`)
    if (gateway.clients !== 'anybody') union.fact(node, `clients: ${gateway.clients}`)
    union.edge('expose', idOf(kind, who), undefined, node, [])
    for (const { name, expose, hosts } of seen)
      for (const address of hosts.flatMap((host) => addresses(host, expose))) {
        union.port(node, address, address)
        union.edge('expose', node, address, serviceId(name, model), [expose.port.name])
      }
  }
  for (const { name, service, ports } of Object.values(services)) {
    if (service.type !== 'LoadBalancer' && service.type !== 'NodePort') continue
    union.node('world', 'the world')
    union.edge(
      'expose',
      idOf('world', 'the world'),
      undefined,
      serviceId(name, model),
      ports.length > 1 ? ports.map((port) => port.name) : [],
    )
  }
}

function addresses(host: string, { as, tls, path, listen }: NonNullable<Service['expose']>): readonly string[] {
  switch (as) {
    case 'http':
      return path.map((one) => `${tls === undefined ? 'http' : 'https'}://${host}${one === '/' ? '' : one}`)
    case 'passthrough':
      return [`tls://${host}`]
    case 'tcp':
      return [`tcp://${host}:${listen}`]
  }
}
