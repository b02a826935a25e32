import { defineDiagnostic, type Fix } from '../../diagnostics/diagnostic.ts'
import { parseIp } from '../../kinds/ip.ts'
import type { EnvSource, Model, Named, Service } from '../../resolve/model.ts'
import { at, saysOf } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { ModelCheck, Rule } from '../check.ts'

export const undeclaredHost = defineDiagnostic<{ service: string; host: string; callee: string | undefined }>({
  code: 'check/undeclared-host',
  severity: 'warning',
  message: ({ service, host, callee }) =>
    callee === undefined
      ? `\`${service}\` is told of \`${host}\`, which is neither a service, nor a store, nor an external of this platform`
      : `\`${service}\` is told of \`${host}\`, but does not declare that it calls \`${callee}\``,
  note: ({ callee }) =>
    callee === undefined
      ? 'A connection to it is denied. Declare it under `externals` and in `calls`; or name it in `mesh.egress.links` when it is only a link for people.'
      : `A call that is not declared is denied. Add \`${callee}\` to \`calls\`.`,
})

/** The host of every URL in a text, JDBC and the like included. */
const URL_HOST = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@"'<>]*@)?(\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9.-]*)/gi

/** Names of XML and JSON vocabularies, which look like addresses and are none. */
const VOCABULARIES: readonly string[] = [
  'www.w3.org',
  'xmlns.jcp.org',
  'java.sun.com',
  'maven.apache.org',
  'json-schema.org',
  'schemas.xmlsoap.org',
  'www.springframework.org',
]

/** Addresses in what services are told, against what they declare that they call. */
export const undeclaredHosts: Rule = {
  model(check) {
    if (check.model.mesh.provider === 'none') return
    for (const service of Object.values(check.model.services)) if (service.component === undefined) tell(service, check)
  },
}

type Path = readonly (string | number)[]

function tell(service: Service, { model, report }: ModelCheck): void {
  const told = new Set<string>()
  for (const { text, path } of textsOf(service, model))
    for (const [, raw = ''] of text.matchAll(URL_HOST)) {
      const host = raw.toLowerCase().replace(/\.$/, '')
      const key = `${path.join('/')} ${host}`
      if (told.has(key) || !isLiteral(host, path, model) || isNotCalled(host, model)) continue
      told.add(key)
      const callee = declared(host, model)
      if (callee !== undefined && (callee === service.name || service.declaredCalls.includes(callee))) continue
      const place = at(model, ...path)
      report(
        undeclaredHost,
        place,
        { service: service.name, host, callee },
        callee === undefined ? {} : { fixes: [fix(service.name, callee)] },
      )
    }
}

function fix(service: string, callee: string): Fix {
  const to = toPointer(['services', service, 'calls'])
  return { message: `declare that \`${service}\` calls \`${callee}\``, changes: [{ add: { to, key: callee, value: '{}' } }] }
}

/** Every text that the containers of a service see. */
function* textsOf(service: Service, model: Model): Iterable<{ readonly text: string; readonly path: Path }> {
  const base = ['services', service.name]
  const ofEnv = function* (env: Named<EnvSource>, path: Path): Iterable<{ readonly text: string; readonly path: Path }> {
    for (const [name, source] of Object.entries(env)) {
      if (source.type === 'value') yield { text: source.value, path: [...path, 'env', name] }
      if (source.type === 'config')
        yield { text: model.config[source.config]?.[source.key] ?? '', path: ['config', source.config, source.key] }
    }
  }
  yield* ofEnv(service.env, base)
  for (const [index, step] of service.init.entries()) yield* ofEnv(step.env, [...base, 'init', index])
  for (const sidecar of service.sidecars) yield* ofEnv(sidecar.env, [...base, 'sidecars', sidecar.name])
  for (const version of service.versions) if (version.name !== undefined) yield* ofEnv(version.env, [...base, 'versions', version.name])
  for (const config of service.config)
    for (const [key, text] of Object.entries(model.config[config] ?? {})) yield { text, path: ['config', config, key] }
  for (const { path, text, shared } of service.files) {
    if (text !== undefined) yield { text, path: [...base, 'files', path] }
    if (shared !== undefined) yield { text: model.config[shared.config]?.[shared.key] ?? '', path: ['config', shared.config, shared.key] }
  }
}

/** Whether somebody wrote the host itself: what a reference stands for is looked at where the reference is. A file of its own is only known by its text. */
function isLiteral(host: string, path: Path, model: Model): boolean {
  if (path[2] === 'files') return true
  const [said] = saysOf(model, path.map(String))
  const value = said?.value
  const text = typeof value === 'object' && value !== null && 'value' in value ? value.value : value
  return typeof text === 'string' && text.toLowerCase().includes(host)
}

/** Hosts that nothing is asked of the network for: the pod itself, addresses, what people follow, and what the platform itself shows to the world. */
function isNotCalled(host: string, { environment, mesh, services }: Model): boolean {
  if (host === 'localhost' || parseIp(host.replace(/^\[|\]$/g, '')) !== undefined || VOCABULARIES.includes(host)) return true
  if (host === 'kubernetes' || host.startsWith('kubernetes.default')) return true
  const { domain } = environment
  if (domain !== undefined && (host === domain || host.endsWith(`.${domain}`))) return true
  return [...mesh.egress.links, ...Object.values(services).flatMap(({ expose }) => expose?.host ?? [])].some((pattern) =>
    matches(pattern, host),
  )
}

function matches(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host
}

/** What of the platform has this host: by its short name, its whole name, or that of one of its pods. */
function declared(host: string, { services, stores, externals }: Model): string | undefined {
  for (const external of Object.values(externals)) if (matches(external.host, host) || host === external.name) return external.name
  for (const store of Object.values(stores)) if (store.external !== undefined && store.external.host === host) return store.name
  const [first = '', second = ''] = host.split('.')
  for (const label of [first, second])
    for (const name of [label, label.replace(/-headless$/, '')])
      if (Object.hasOwn(services, name) || Object.hasOwn(stores, name)) return name
  return undefined
}
