import { defineDiagnostic, type Spot } from '../../diagnostics/diagnostic.ts'
import { carriesRequests } from '../../kinds/requests.ts'
import type { Model, Port, RequestSet, Requests, Service } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { coversRequests } from './patterns.ts'

export const notOfRequests = defineDiagnostic<{ service: string; word: string; port: string; protocol: string }>({
  code: 'check/no-requests-there',
  severity: 'error',
  message: ({ service, word, port, protocol }) =>
    `\`${word}\` says something of requests, and \`${port}\` of \`${service}\` carries ${protocol}, in which the mesh can't tell them apart`,
  note: () => 'Name ports that speak HTTP or gRPC. On others Istio would let nobody in, or refuse everybody.',
})

export const refusedAnyway = defineDiagnostic<{ service: string; who: string }>({
  code: 'check/refused-anyway',
  severity: 'error',
  message: ({ service, who }) => `all that ${who} may ask \`${service}\` for is refused by this`,
  note: () => 'What is denied is denied, whoever else allows it. Narrow the one, or take back the other.',
})

export const ofNobody = defineDiagnostic<{ service: string; other: string; word: string }>({
  code: 'check/policy-for-nobody',
  severity: 'error',
  message: ({ service, other, word }) => `\`${word}\` of \`${service}\` is about \`${other}\`, which never calls it`,
  note: () => 'Whoever does not declare a call is denied anyway. It would hide the day on which somebody adds it.',
})

export const deniesEverything = defineDiagnostic<{ service: string }>({
  code: 'check/denies-everything',
  severity: 'error',
  message: ({ service }) => `this refuses every request to \`${service}\``,
  note: () =>
    'Say which requests: `paths`, `methods`, `hosts`, `headers`, `claims`, `services`, `namespaces`, `networks` or what is left out (`except`).',
})

export const ownNamespace = defineDiagnostic<{ service: string; namespace: string }>({
  code: 'check/own-namespace',
  severity: 'error',
  message: ({ service, namespace }) => `\`${service}\` is opened to every pod of \`${namespace}\`, which is this platform's own namespace`,
  note: () => 'Every service of the platform could call it, declared or not. Whoever calls it says so under its own `calls`.',
})

export const hostNeverAsked = defineDiagnostic<{ service: string; callee: string; host: string }>({
  code: 'check/host-never-asked',
  severity: 'error',
  message: ({ service, callee, host }) => `\`${service}\` never asks \`${callee}\` for the host \`${host}\`, so nothing is let through`,
  note: ({ callee }) =>
    `Inside of the cluster its hosts are \`${callee}\` and \`${callee}.NAMESPACE.svc.cluster.local\`, and those that routes rewrite to.`,
})

export const noAuditor = defineDiagnostic<{ service: string }>({
  code: 'check/no-auditor',
  severity: 'error',
  message: ({ service }) => `requests to \`${service}\` are marked for an audit, and nothing writes them down`,
  note: () =>
    'Istio marks requests, and leaves the rest to a plugin of its proxies. Say which one you have under `mesh.auditor`, or use access logs.',
})

const LISTS = ['deny', 'audit'] as const
const REQUEST_WORDS = ['methods', 'paths', 'hosts'] as const

/** Policies that let nobody through, refuse what was meant to pass, or are about nobody. */
export const policies: Rule = {
  model(check) {
    if (check.model.mesh.provider === 'none') return
    for (const service of Object.values(check.model.services)) {
      if (!service.inMesh) continue
      tellCalls(service, check)
      tellNeighbours(service, check)
      for (const list of LISTS) for (const [index, set] of service.access[list].entries()) tellSet(set, [list, index], service, check)
      if (service.access.audit.length > 0 && check.model.mesh.auditor === undefined)
        check.report(noAuditor, atKey(check.model, 'services', service.name, 'access', 'audit'), { service: service.name })
    }
  },
}

/** What a call says of requests, against the ports and hosts that it goes to. */
function tellCalls(service: Service, { model, report }: ModelCheck): void {
  for (const { name, type, ports, hosts } of service.calls) {
    if (type !== 'service') continue
    const path = ['services', service.name, 'calls', name]
    tellPorts(name, ports, path, { model, report })
    const callee = model.services[name]
    if (callee === undefined) continue
    const asked = [
      name,
      `${name}.${callee.namespace}`,
      `${name}.${callee.namespace}.svc`,
      `${name}.${callee.namespace}.svc.cluster.local`,
      ...rewritten(callee),
    ]
    for (const [index, host] of hosts.entries())
      if (!asked.some((one) => matchesHost(host, one)))
        report(hostNeverAsked, at(model, ...path, 'hosts', index), { service: service.name, callee: name, host })
  }
}

function rewritten({ traffic }: Service): readonly string[] {
  return traffic.routes.flatMap(({ action }) =>
    action.type === 'forward' && action.rewrite?.host !== undefined ? [action.rewrite.host] : [],
  )
}

function matchesHost(pattern: string, host: string): boolean {
  const plain = pattern.replace(/:(\d+|\*)$/, '')
  if (plain.startsWith('*')) return host.endsWith(plain.slice(1))
  return plain.endsWith('*') ? host.startsWith(plain.slice(0, -1)) : plain === host
}

function tellNeighbours(service: Service, { model, report }: ModelCheck): void {
  for (const { name, ports } of service.access.namespaces) {
    const path = ['services', service.name, 'access', 'namespaces', name]
    if (name === service.namespace) report(ownNamespace, atKey(model, ...path), { service: service.name, namespace: name })
    tellPorts(service.name, ports, path, { model, report })
  }
}

/** A word of requests, with ports none of which carries any. */
function tellPorts(owner: string, ports: readonly Port[], path: readonly string[], { model, report }: ModelCheck): void {
  const [first] = ports
  if (first === undefined || ports.some(({ appProtocol }) => carriesRequests(appProtocol))) return
  for (const word of REQUEST_WORDS) {
    const place = writtenAt(model, ...path, word)
    if (place !== undefined) report(notOfRequests, place, { service: owner, word, port: first.name, protocol: first.appProtocol })
  }
}

function tellSet(set: RequestSet, word: readonly [string, number], service: Service, check: ModelCheck): void {
  const { model, report } = check
  const path = ['services', service.name, 'access', ...word]
  const place = at(model, ...path)
  const bytes = set.ports.find(({ appProtocol }) => !carriesRequests(appProtocol))
  if (set.ofRequests && (bytes !== undefined || set.ports.length === 0)) {
    const port = bytes ?? service.ports[0]
    if (port !== undefined)
      report(notOfRequests, bytes === undefined ? place : at(model, ...path, 'ports'), {
        service: service.name,
        word: word[0],
        port: port.name,
        protocol: port.appProtocol,
      })
  }
  const callers = new Set(service.callers.map(({ name }) => name))
  for (const [names, where] of [
    [set.services, 'services'],
    [set.except.services, 'except/services'],
  ] as const)
    for (const [index, other] of names.entries())
      if (!callers.has(other) && Object.hasOwn(model.services, other))
        report(ofNobody, at(model, ...path, ...where.split('/'), index), { service: service.name, other, word: word[0] })
  if (word[0] === 'deny') tellRefused(set, place, service, check)
}

/** What somebody may ask for, and nothing of it passes. */
function tellRefused(set: RequestSet, place: Spot, service: Service, { model, report }: ModelCheck): void {
  if (Object.keys(set.headers).length + Object.keys(set.claims).length > 0 || isNarrowed(set)) return
  const who = [...set.services, ...set.namespaces, ...set.networks]
  const all = set.ports.length === service.ports.filter(({ protocol }) => protocol === 'TCP').length
  if (who.length === 0 && all && set.methods.length + set.paths.length + set.hosts.length === 0) {
    report(deniesEverything, place, { service: service.name })
    return
  }
  const swallows = (ports: readonly Port[], asked: Requests) =>
    ports.every((port) => set.ports.includes(port)) && coversRequests(set, asked)
  for (const { name, ports, methods, paths, hosts } of service.callers)
    if ((who.length === 0 || set.services.includes(name)) && swallows(ports, { methods, paths, hosts }))
      report(refusedAnyway, place, { service: service.name, who: `\`${name}\`` }, related(model, ['services', name, 'calls', service.name]))
  for (const neighbour of service.access.namespaces)
    if ((who.length === 0 || set.namespaces.includes(neighbour.name)) && swallows(neighbour.ports, neighbour))
      report(
        refusedAnyway,
        place,
        { service: service.name, who: `namespace \`${neighbour.name}\`` },
        related(model, ['services', service.name, 'access', 'namespaces', neighbour.name]),
      )
}

function isNarrowed({ except }: RequestSet): boolean {
  return Object.values(except).some((words) => words.length > 0)
}

function related(model: Model, path: readonly string[]) {
  return { related: [{ message: 'it is allowed here', place: atKey(model, ...path) }] }
}
