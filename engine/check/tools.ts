import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { toPointer } from '../source/pointer.ts'
import type { Rule } from './check.ts'

export const toolLacks = defineDiagnostic<{ tool: string; needs: string; hint: string }>({
  code: 'check/tool-lacks',
  severity: 'error',
  message: ({ tool, needs }) => `\`${tool}\` needs ${needs}`,
  note: ({ hint }) => hint,
})

export const toolIdle = defineDiagnostic<{ tool: string; reason: string }>({
  code: 'check/tool-idle',
  severity: 'warning',
  message: ({ tool, reason }) => `nobody uses \`${tool}\`: ${reason}`,
})

export const toolsDiffer = defineDiagnostic<{ cluster: string; what: string; first: string; second: string }>({
  code: 'check/tools-differ',
  severity: 'error',
  message: ({ cluster, what, first, second }) =>
    `environments \`${first}\` and \`${second}\` share the tools of cluster \`${cluster}\`, but not \`${what}\``,
  note: () => 'A tool is installed once for a cluster. Let them agree, or say that they are on different clusters (`cluster`).',
})

export const toolHostTaken = defineDiagnostic<{ tool: string; host: string; service: string }>({
  code: 'check/tool-host-taken',
  severity: 'error',
  message: ({ tool, host, service }) => `\`${host}\` is the host of \`${tool}\` and of service \`${service}\``,
})

const place = (...path: readonly string[]): Spot => ({ pointer: toPointer(['tools', ...path]), on: 'key' })
/** Tools that people open in a browser, through an Ingress of their chart. */
const SEEN = ['harbor', 'sonarqube', 'gitlab'] as const

/** What tools need of the rest, whom they are for, and what the environments of one cluster have to agree on. */
export const tools: Rule = {
  platform({ models, report }) {
    const [first] = models
    if (first === undefined) return
    lacks(first, models, report)
    idle(first, models, report)
    hosts(first, models, report)
    agreement(models, report)
  },
}

function lacks({ tools }: Model, models: readonly Model[], report: Report): void {
  if (tools.harbor !== undefined && models.some(({ registry }) => registry === undefined))
    report(toolLacks, place('harbor'), {
      tool: 'harbor',
      needs: 'a `registry`',
      hint: 'Its address is `registry.host`, which nodes pull from and pipelines push to.',
    })
  if (models.every(({ ingress }) => ingress.api === 'ingress')) return
  for (const tool of SEEN)
    if (tools[tool] !== undefined)
      report(toolLacks, place(tool), {
        tool,
        needs: '`ingress: { api: ingress }`',
        hint: 'Its chart is reached through an Ingress. Where there is another way in, install it as one of `tools.charts`.',
      })
}

function idle({ tools }: Model, models: readonly Model[], report: Report): void {
  const all = (test: (model: Model) => boolean) => models.every(test)
  if (tools['ingress-nginx'] !== undefined && all(({ ingress }) => ingress.api !== 'ingress'))
    report(toolIdle, place('ingress-nginx'), { tool: 'ingress-nginx', reason: '`ingress.api` is not `ingress`' })
  const manager = tools['cert-manager']
  if (manager !== undefined && all(({ ingress }) => ingress.issuer === undefined))
    report(toolIdle, place('cert-manager'), { tool: 'cert-manager', reason: '`ingress` names no issuer' })
  else if (manager?.acme !== undefined && all(({ ingress }) => ingress.issuer?.kind !== 'ClusterIssuer'))
    report(toolIdle, place('cert-manager', 'acme'), { tool: 'cert-manager.acme', reason: '`ingress.issuer` is no ClusterIssuer' })
  if (tools['metrics-server'] !== undefined && all(({ services }) => !Object.values(services).some(isScaled)))
    report(toolIdle, place('metrics-server'), { tool: 'metrics-server', reason: 'no service scales by CPU or memory' })
}

function isScaled({ versions }: Model['services'][string]): boolean {
  return versions.some(({ replicas }) => replicas.max > replicas.min && (replicas.cpu !== undefined || replicas.memory !== undefined))
}

function hosts({ tools, registry }: Model, models: readonly Model[], report: Report): void {
  const own: readonly (readonly [tool: string, host: string | undefined])[] = [
    ['harbor', tools.harbor && registry?.host.replace(/:\d+$/, '')],
    ['sonarqube', tools.sonarqube?.host],
    ['gitlab', tools.gitlab && `gitlab.${tools.gitlab.domain}`],
  ]
  const told = new Set<string>()
  for (const { services } of models)
    for (const { name, expose, component } of Object.values(services))
      for (const [tool, host] of own) {
        if (host === undefined || component !== undefined || expose?.host.includes(host) !== true || told.has(tool)) continue
        told.add(tool)
        report(
          toolHostTaken,
          { pointer: toPointer(['services', name, 'expose']), on: 'key' },
          { tool, host, service: name },
          { related: [{ message: 'the tool', place: place(tool) }] },
        )
      }
}

/** What the values of tools are made of, and where it stands. */
const SHARED: readonly (readonly [what: string, of: (model: Model) => string | undefined])[] = [
  ['registry.host', ({ registry, tools }) => (tools.harbor === undefined ? undefined : registry?.host)],
  ['ingress.class', ({ ingress }) => ingress.class],
  ['ingress.namespace', ({ ingress, tools }) => (tools['ingress-nginx'] === undefined ? undefined : ingress.namespace)],
  ['ingress.issuer', ({ ingress }) => ingress.issuer?.name],
  ['storage.default', ({ storage }) => storage.default],
]

function agreement(models: readonly Model[], report: Report): void {
  const first = new Map<string, Model>()
  for (const model of models) {
    const { cluster } = model.environment
    const { charts: _charts, ...known } = model.tools
    const before = first.get(cluster)
    if (before === undefined) first.set(cluster, model)
    else if (Object.keys(known).length > 0) {
      // The first is enough: what follows from it differs too.
      const different = SHARED.find(([, of]) => of(before) !== of(model))
      if (different !== undefined)
        report(
          toolsDiffer,
          { pointer: toPointer(['environments', model.environment.name]), on: 'key' },
          { cluster, what: different[0], first: before.environment.name, second: model.environment.name },
          { related: [{ message: 'the tools', place: { pointer: '/tools', on: 'key' } }] },
        )
    }
  }
}
