import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { cpuMillis } from '../../kinds/cpu.ts'
import type { Model, Service } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'

export const proxyLeavesFirst = defineDiagnostic<{ service: string; proxy: number; program: number }>({
  code: 'check/proxy-leaves-first',
  severity: 'error',
  message: ({ service, proxy, program }) =>
    `the proxy of \`${service}\` ends ${proxy}s after it is told to, while the program goes on serving for ${program}s`,
  note: () => 'A proxy that is no native sidecar is told at the same time as the program. What comes after it has gone is lost.',
})

export const proxyKilled = defineDiagnostic<{ service: string; proxy: number; grace: number }>({
  code: 'check/proxy-killed',
  severity: 'error',
  message: ({ service, proxy, grace }) => `the proxy of \`${service}\` wants ${proxy}s to end, but its pod is killed after ${grace}s`,
})

export const jobNeverEnds = defineDiagnostic<{ service: string; what: string }>({
  code: 'check/job-never-ends',
  severity: 'error',
  message: ({ service, what }) => `${what} of \`${service}\` never completes, because its proxy goes on when the program has ended`,
  note: () => 'A native sidecar ends with the program.',
})

export const excludedUnknown = defineDiagnostic<{ service: string; port: number }>({
  code: 'check/excluded-port-unknown',
  severity: 'error',
  message: ({ service, port }) => `\`${service}\` listens on no port ${port} that its proxy could leave alone`,
})

export const excludedCalled = defineDiagnostic<{ caller: string; callee: string; port: number }>({
  code: 'check/excluded-port-called',
  severity: 'error',
  message: ({ caller, callee, port }) =>
    `calls of \`${caller}\` to port ${port} of \`${callee}\` are encrypted at one end only: a proxy is left out of them`,
  note: () => 'The other end has a proxy that expects its identity. Take the port back, or leave it alone on both sides.',
})

export const probesRefused = defineDiagnostic<{ service: string; probe: string }>({
  code: 'check/probes-refused',
  severity: 'error',
  message: ({ service, probe }) => `the ${probe} probe of \`${service}\` comes in plain text, which its proxy refuses (\`mtls: strict\`)`,
  note: () => 'The kubelet has no certificate. Leave `rewriteProbes` as it is, or exclude the port of the probe.',
})

export const proxyLimitBelow = defineDiagnostic<{ service: string; what: string; request: string; limit: string }>({
  code: 'check/proxy-limit-below-request',
  severity: 'error',
  message: ({ service, what, request, limit }) =>
    `the proxy of \`${service}\` asks for ${request} of ${what}, but may use at most ${limit}`,
})

export const filterIncomplete = defineDiagnostic<{ service: string; filter: string; word: string }>({
  code: 'check/filter-incomplete',
  severity: 'error',
  message: ({ service, filter, word }) => `the filter \`${filter}\` of \`${service}\` has no \`${word}\``,
  note: () => 'Envoy takes `name`, and `typed_config` with its `@type`.',
})

export const filterPort = defineDiagnostic<{ service: string; filter: string }>({
  code: 'check/filter-port-outbound',
  severity: 'error',
  message: ({ service, filter }) => `the filter \`${filter}\` of \`${service}\` is for what it sends, and there its own ports mean nothing`,
})

export const moduleUrl = defineDiagnostic<{ service: string; module: string; url: string; reason: 'scheme' | 'moves' }>({
  code: 'check/module-url',
  severity: 'error',
  message: ({ service, module, url, reason }) =>
    reason === 'scheme'
      ? `the module \`${module}\` of \`${service}\` is at \`${url}\`, which is neither \`oci://\` nor \`https://\``
      : `the module \`${module}\` of \`${service}\` can change at any time: neither its tag nor a checksum holds it`,
  note: ({ reason }) => (reason === 'moves' ? 'Name a version, or say `sha256`.' : undefined),
})

/** Proxies against the programs beside them, and against those of callers and callees. */
export const proxies: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      if (!service.inMesh || service.component !== undefined) continue
      const words = { model, report, service, path: ['services', service.name, 'mesh', 'proxy'] }
      ending(words)
      exclusions(words)
      sizes(words)
      extensions(words)
      if (!service.mesh.proxy.rewriteProbes) refusedProbes(words)
    }
  },
}

interface Words extends ModelCheck {
  readonly service: Service
  readonly path: readonly string[]
}

function ending({ model, report, service, path }: Words): void {
  const { name, kind, lifecycle, migrate } = service
  const { drain, native } = service.mesh.proxy
  if (drain !== undefined && !native && drain.seconds < lifecycle.drain)
    report(
      proxyLeavesFirst,
      at(model, ...path, 'drain'),
      { service: name, proxy: drain.seconds, program: lifecycle.drain },
      { related: [{ message: 'the program', place: at(model, 'services', name, 'lifecycle', 'drain') }] },
    )
  if (drain !== undefined && drain.seconds > lifecycle.grace)
    report(
      proxyKilled,
      at(model, ...path, 'drain'),
      { service: name, proxy: drain.seconds, grace: lifecycle.grace },
      { related: [{ message: 'the pod', place: at(model, 'services', name, 'lifecycle', 'grace') }] },
    )
  const what = kind === 'Job' || kind === 'CronJob' ? 'a run' : migrate === undefined ? undefined : 'a migration'
  if (!native && what !== undefined)
    report(
      jobNeverEnds,
      at(model, ...path, 'native'),
      { service: name, what },
      { fixes: [{ message: 'make it a native sidecar', changes: [{ replace: at(model, ...path, 'native'), text: 'true' }] }] },
    )
}

function exclusions({ model, report, service, path }: Words): void {
  const { exclude } = service.mesh.proxy
  for (const [index, port] of exclude.inbound.entries()) {
    const place = at(model, ...path, 'exclude', 'inbound', index)
    if (!service.ports.some((own) => own.port === port)) report(excludedUnknown, place, { service: service.name, port })
    if (model.mesh.mtls !== 'strict') continue
    for (const caller of service.callers)
      if (isInMesh(model, caller.name) && caller.ports.some((called) => called.port === port))
        report(
          excludedCalled,
          place,
          { caller: caller.name, callee: service.name, port },
          { related: [{ message: 'the call', place: atKey(model, 'services', caller.name, 'calls', service.name) }] },
        )
  }
  for (const [index, port] of exclude.outbound.entries())
    for (const { name: callee, type, ports } of service.calls)
      if (
        type !== 'external' &&
        isInMesh(model, callee) &&
        ports.some((called) => called.servicePort === port) &&
        model.mesh.mtls === 'strict'
      )
        report(
          excludedCalled,
          at(model, ...path, 'exclude', 'outbound', index),
          { caller: service.name, callee, port },
          { related: [{ message: 'the call', place: atKey(model, 'services', service.name, 'calls', callee) }] },
        )
}

function isInMesh({ services, stores }: Model, name: string): boolean {
  return services[name]?.inMesh === true || stores[name]?.inMesh === true
}

function refusedProbes({ model, report, service, path }: Words): void {
  if (model.mesh.mtls !== 'strict') return
  for (const [probe, found] of Object.entries(service.probes)) {
    const action = found?.action
    if (action === undefined || action.type === 'command' || service.mesh.proxy.exclude.inbound.includes(action.port.port)) continue
    report(
      probesRefused,
      at(model, ...path, 'rewriteProbes'),
      { service: service.name, probe },
      { related: [{ message: 'the probe', place: at(model, 'services', service.name, 'health') }] },
    )
    return
  }
}

function sizes({ model, report, service, path }: Words): void {
  const { cpu, memory } = service.mesh.proxy
  for (const [word, said, count] of [
    ['cpu', cpu, cpuMillis],
    ['memory', memory, byteCount],
  ] as const) {
    if (said?.request === undefined || said.limit === undefined || count(said.limit) >= count(said.request)) continue
    report(
      proxyLimitBelow,
      at(model, ...path, word, 'limit'),
      { service: service.name, what: word === 'cpu' ? 'CPU' : word, request: said.request, limit: said.limit },
      { related: [{ message: 'the request', place: at(model, ...path, word, 'request') }] },
    )
  }
}

function extensions({ model, report, service, path }: Words): void {
  const { filters, modules } = service.mesh.proxy
  for (const { name, filter, on } of filters) {
    const place = at(model, ...path, 'filters', name, 'filter')
    for (const word of ['name', 'typed_config'])
      if (filter[word] === undefined) report(filterIncomplete, place, { service: service.name, filter: name, word })
    const port = writtenAt(model, ...path, 'filters', name, 'port')
    if (on === 'outbound' && port !== undefined) report(filterPort, port, { service: service.name, filter: name })
  }
  for (const [module, { url, sha256 }] of Object.entries(modules)) {
    const reason = /^(?:oci|https):\/\//.test(url) ? (sha256 === undefined && !isFixed(url) ? 'moves' : undefined) : 'scheme'
    if (reason !== undefined)
      report(moduleUrl, at(model, ...path, 'modules', module, 'url'), { service: service.name, module, url, reason })
  }
}

/** Whether the tag of an image names a version, or it is named by digest. */
function isFixed(url: string): boolean {
  return /@sha256:|:(?!latest$)[^/:]+$/.test(url.replace(/^[a-z]+:\/\//, ''))
}
