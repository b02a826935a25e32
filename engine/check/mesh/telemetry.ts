import { defineDiagnostic, type Fix, type Spot } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { doubtOf } from './attributes.ts'
import { isLogs } from './providers.ts'

export const unknownMeshProvider = defineDiagnostic<{ name: string; what: string; nearest: string | undefined }>({
  code: 'check/unknown-mesh-provider',
  severity: 'error',
  message: ({ name, what }) => `${what} go to \`${name}\`, which is not declared`,
  note: ({ nearest }) => (nearest === undefined ? 'Declare it under `mesh.providers`.' : `Did you mean \`${nearest}\`?`),
})

export const providerOfOtherKind = defineDiagnostic<{ name: string; what: string; type: string }>({
  code: 'check/provider-of-other-kind',
  severity: 'error',
  message: ({ name, what, type }) => `${what} go to \`${name}\`, which is of type \`${type}\` and takes none`,
})

export const noneBesideOthers = defineDiagnostic({
  code: 'check/none-beside-others',
  severity: 'error',
  message: () => 'access logs go to `none`, and to others too',
})

export const doubtfulExpression = defineDiagnostic<{ what: string; reason: 'attribute' | 'bracket' | 'assignment' }>({
  code: 'check/doubtful-expression',
  severity: 'error',
  message: ({ what, reason }) => {
    switch (reason) {
      case 'attribute':
        return `the expression asks for \`${what}\`, which Envoy does not know`
      case 'bracket':
        return `the expression has a \`${what}\` without its other half`
      case 'assignment':
        return 'the expression compares with `=`; CEL writes `==`'
    }
  },
  note: () => 'A proxy that can not read an expression logs nothing, or keeps the configuration it had before.',
})

export const unknownMetricTag = defineDiagnostic<{ tag: string; nearest: string | undefined }>({
  code: 'check/unknown-metric-tag',
  severity: 'error',
  message: ({ tag }) => `no metric of Istio has a tag \`${tag}\` that could be removed`,
  note: ({ nearest }) => (nearest === undefined ? undefined : `Did you mean \`${nearest}\`?`),
})

export const tagTwoWays = defineDiagnostic<{ tag: string; first: string; second: string }>({
  code: 'check/tag-two-ways',
  severity: 'error',
  message: ({ tag, first, second }) => `the tag \`${tag}\` has both \`${first}\` and \`${second}\``,
})

/** https://istio.io/latest/docs/reference/config/metrics/#labels */
const TAGS: readonly string[] =
  'reporter source_workload source_workload_namespace source_canonical_service source_canonical_revision source_principal source_app source_version source_cluster destination_workload destination_workload_namespace destination_principal destination_app destination_version destination_service destination_service_name destination_service_namespace destination_canonical_service destination_canonical_revision destination_cluster request_protocol response_code response_flags grpc_response_status connection_security_policy'.split(
    ' ',
  )

/** What access logs can always go to. */
const BUILT_IN: readonly string[] = ['text', 'json', 'none']

/** What proxies tell: to whom, of which requests, with which tags. */
export const telemetry: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none') return
    const told = new Set<string>()
    for (const path of [['mesh'], ...Object.keys(model.services).map((name) => ['services', name, 'mesh'])]) {
      const words = { model, report, told, path }
      logs(words)
      spans(words)
      metrics(words)
    }
  },
}

interface Words extends ModelCheck {
  readonly path: readonly string[]
  /** Places that were told already: a default holds for many services. */
  readonly told: Set<string>
}

function isNew({ told }: Words, place: Spot): boolean {
  if (told.has(place.pointer)) return false
  told.add(place.pointer)
  return true
}

function telemetryOf({ model, path }: Words) {
  const [section, name] = path
  return section === 'services' && name !== undefined ? model.services[name]?.mesh.telemetry : model.mesh.telemetry
}

function logs(words: Words): void {
  const { model, report, path } = words
  const said = telemetryOf(words)?.accessLogs
  if (said === undefined) return
  const place = at(model, ...path, 'accessLogs', 'to')
  if (writtenAt(model, ...path, 'accessLogs', 'to') !== undefined && isNew(words, place)) {
    for (const [index, name] of said.to.entries()) {
      const where = at(model, ...path, 'accessLogs', 'to', index)
      if (name === 'none' && said.to.length > 1) report(noneBesideOthers, where, {})
      if (!BUILT_IN.includes(name)) provider(words, name, 'access logs', where, BUILT_IN)
    }
  }
  expression(words, said.filter, 'accessLogs', 'filter')
}

function spans(words: Words): void {
  const { model, report, path } = words
  const said = telemetryOf(words)?.tracing
  if (said === undefined) return
  const place = at(model, ...path, 'tracing', 'provider')
  if (path[0] === 'mesh' && said.provider !== undefined) provider(words, said.provider, 'spans', place, ['none'])
  for (const [tag, { value, header, env }] of Object.entries(said.tags)) {
    const ways = Object.entries({ value, header, env }).flatMap(([word, given]) => (given === undefined ? [] : [word]))
    const [first, second] = ways
    if (first === undefined || second === undefined || writtenAt(model, ...path, 'tracing', 'tags', tag) === undefined) continue
    const where = atKey(model, ...path, 'tracing', 'tags', tag, second)
    if (isNew(words, where))
      report(
        tagTwoWays,
        where,
        { tag, first, second },
        { related: [{ message: 'and here', place: atKey(model, ...path, 'tracing', 'tags', tag, first) }] },
      )
  }
}

function metrics(words: Words): void {
  const { model, report, path } = words
  const said = telemetryOf(words)?.metrics
  if (said === undefined) return
  for (const tag of Object.keys(said.tags)) expression(words, said.tags[tag], 'metrics', 'tags', tag)
  for (const [index, tag] of said.remove.entries()) {
    if (TAGS.includes(tag)) continue
    const place = at(model, ...path, 'metrics', 'remove', index)
    const near = nearest(tag, TAGS)
    if (isNew(words, place)) report(unknownMetricTag, place, { tag, nearest: near }, { fixes: instead(near, place) })
  }
}

function expression(words: Words, text: string | undefined, ...word: readonly string[]): void {
  const { model, report, path } = words
  if (text === undefined || writtenAt(model, ...path, ...word) === undefined) return
  const doubt = doubtOf(text)
  const place = at(model, ...path, ...word)
  if (doubt === undefined || !isNew(words, place)) return
  const { what, reason, instead: repaired } = doubt
  report(
    doubtfulExpression,
    place,
    { what, reason },
    {
      fixes:
        repaired === undefined ? [] : [{ message: 'repair the expression', changes: [{ replace: place, text: JSON.stringify(repaired) }] }],
    },
  )
}

/** A name of a provider: declared, and of the right kind. */
function provider({ model, report }: Words, name: string, what: 'access logs' | 'spans', place: Spot, more: readonly string[]): void {
  const found = Object.hasOwn(model.mesh.providers, name) ? model.mesh.providers[name] : undefined
  if (found === undefined) {
    const near = nearest(name, [...Object.keys(model.mesh.providers).filter((other) => other !== 'envoy-json'), ...more])
    report(unknownMeshProvider, place, { name, what, nearest: near }, { fixes: instead(near, place) })
  } else if (isLogs(found.type) !== (what === 'access logs')) report(providerOfOtherKind, place, { name, what, type: found.type })
}

function instead(near: string | undefined, place: Spot): readonly Fix[] {
  return near === undefined ? [] : [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }]
}
