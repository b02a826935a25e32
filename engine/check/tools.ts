import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { atKey } from '../resolve/origin.ts'
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

type Tools = Model['tools']
type Tool = Exclude<keyof Tools, 'charts'>

/** Tools that people open in a browser, through an Ingress of their chart. */
const SEEN = ['harbor', 'sonarqube', 'gitlab'] as const

/** What tools need of the rest, whom they are for, and what the environments of one cluster have to agree on. */
export const tools: Rule = {
  platform({ models, report }) {
    lacks(models, report)
    idle(models, report)
    hosts(models, report)
    agreement(models, report)
  },
}

/** The environments that have a tool, by the place that speaks for it: an environment that says nothing itself is one with the platform. */
function speakers(tool: Tool, models: readonly Model[]): readonly (readonly [Spot, readonly [Model, ...Model[]]])[] {
  const found = new Map<string, [Spot, [Model, ...Model[]]]>()
  for (const model of models) {
    if (model.tools[tool] === undefined) continue
    const spot = atKey(model, 'tools', tool)
    const key = JSON.stringify(spot)
    const before = found.get(key)
    if (before === undefined) found.set(key, [spot, [model]])
    else before[1].push(model)
  }
  return [...found.values()]
}

function lacks(models: readonly Model[], report: Report): void {
  for (const [spot, some] of speakers('harbor', models))
    if (some.some(({ registry }) => registry === undefined))
      report(toolLacks, spot, {
        tool: 'harbor',
        needs: 'a `registry`',
        hint: 'Its address is `registry.host`, which nodes pull from and pipelines push to.',
      })
  for (const tool of SEEN)
    for (const [spot, some] of speakers(tool, models))
      if (some.some(({ ingress }) => ingress.api !== 'ingress'))
        report(toolLacks, spot, {
          tool,
          needs: '`ingress: { api: ingress }`',
          hint: 'Its chart is reached through an Ingress. Where there is another way in, install it as one of `tools.charts`.',
        })
}

function idle(models: readonly Model[], report: Report): void {
  for (const [spot, some] of speakers('ingress-nginx', models))
    if (some.every(({ ingress }) => ingress.api !== 'ingress'))
      report(toolIdle, spot, { tool: 'ingress-nginx', reason: '`ingress.api` is not `ingress`' })
  for (const [spot, some] of speakers('cert-manager', models)) {
    const [first] = some
    if (some.every(({ ingress }) => ingress.issuer === undefined))
      report(toolIdle, spot, { tool: 'cert-manager', reason: '`ingress` names no issuer' })
    else if (first.tools['cert-manager']?.acme !== undefined && some.every(({ ingress }) => ingress.issuer?.kind !== 'ClusterIssuer'))
      report(toolIdle, atKey(first, 'tools', 'cert-manager', 'acme'), {
        tool: 'cert-manager.acme',
        reason: '`ingress.issuer` is no ClusterIssuer',
      })
  }
  for (const [spot, some] of speakers('sonarqube', models)) {
    const [{ delivery, tools }] = some
    if (delivery.gate !== undefined && hostOf(delivery.gate.url) !== tools.sonarqube?.host)
      report(toolIdle, spot, { tool: 'sonarqube', reason: '`delivery.gate` asks another server' })
  }
  for (const [spot, some] of speakers('metrics-server', models))
    if (some.every(({ services }) => !Object.values(services).some(isScaled)))
      report(toolIdle, spot, { tool: 'metrics-server', reason: 'no service scales by CPU or memory' })
}

function hostOf(url: string): string | undefined {
  return /^https?:\/\/([^/:?#]+)/.exec(url)?.[1]
}

function isScaled({ versions }: Model['services'][string]): boolean {
  return versions.some(({ replicas }) => replicas.max > replicas.min && (replicas.cpu !== undefined || replicas.memory !== undefined))
}

/** Hosts of tools that services have, too. Environments are looked at together: outside of the clusters there is one system of names. */
function hosts(models: readonly Model[], report: Report): void {
  const told = new Set<string>()
  const own = models.flatMap((model) => {
    const { tools, registry } = model
    const all: readonly (readonly [tool: Tool, host: string | undefined])[] = [
      ['harbor', tools.harbor && registry?.host.replace(/:\d+$/, '')],
      ['sonarqube', tools.sonarqube?.host],
      ['gitlab', tools.gitlab && `gitlab.${tools.gitlab.domain}`],
    ]
    return all.map(([tool, host]) => ({ model, tool, host }))
  })
  for (const { services } of models)
    for (const { name, expose, component } of Object.values(services))
      for (const { model, tool, host } of own) {
        if (host === undefined || component !== undefined || expose?.host.includes(host) !== true || told.has(tool)) continue
        told.add(tool)
        report(
          toolHostTaken,
          { pointer: toPointer(['services', name, 'expose']), on: 'key' },
          { tool, host, service: name },
          { related: [{ message: 'the tool', place: atKey(model, 'tools', tool) }] },
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

/** The first tool that two environments of a cluster have differently. */
function differentTool(one: Tools, other: Tools): string | undefined {
  const name = (['harbor', 'ingress-nginx', 'cert-manager', 'metrics-server', 'sonarqube', 'gitlab', 'charts'] as const).find(
    (tool) => JSON.stringify(one[tool]) !== JSON.stringify(other[tool]),
  )
  return name === undefined ? undefined : `tools.${name}`
}

function agreement(models: readonly Model[], report: Report): void {
  const first = new Map<string, Model>()
  for (const model of models) {
    const { cluster } = model.environment
    const before = first.get(cluster)
    if (before === undefined) first.set(cluster, model)
    else {
      const hasTools = Object.entries(before.tools).some(([name, tool]) => name !== 'charts' && tool !== undefined)
      // The first is enough: what follows from it differs too.
      const different =
        differentTool(before.tools, model.tools) ?? (hasTools ? SHARED.find(([, of]) => of(before) !== of(model))?.[0] : undefined)
      if (different !== undefined)
        report(
          toolsDiffer,
          { pointer: toPointer(['environments', model.environment.name]), on: 'key' },
          { cluster, what: different, first: before.environment.name, second: model.environment.name },
          { related: [{ message: 'the tools', place: { pointer: '/tools', on: 'key' } }] },
        )
    }
  }
}
