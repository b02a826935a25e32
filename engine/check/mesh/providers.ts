import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { MeshProvider } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const providerWithoutHost = defineDiagnostic<{ name: string; type: string }>({
  code: 'check/provider-without-host',
  severity: 'error',
  message: ({ name, type }) => `\`${name}\` is a collector of type \`${type}\`, but nothing says where it is`,
  note: () => 'Say `host: SERVICE.NAMESPACE`.',
})

export const providerWord = defineDiagnostic<{ name: string; word: string; type: string }>({
  code: 'check/provider-word',
  severity: 'error',
  message: ({ name, word, type }) => `\`${word}\` of \`${name}\` has no effect: a provider of type \`${type}\` has none`,
})

export const twoFormats = defineDiagnostic<{ name: string }>({
  code: 'check/two-formats',
  severity: 'error',
  message: ({ name }) => `\`${name}\` has the format both as \`text\` and as \`fields\``,
})

export const collectorOutside = defineDiagnostic<{ name: string; host: string }>({
  code: 'check/collector-outside',
  severity: 'error',
  message: ({ name, host }) => `\`${name}\` is at \`${host}\`, which is no Service of the cluster`,
  note: () => 'Proxies send to a Service: `SERVICE.NAMESPACE`. A collector outside is fed by one inside.',
})

export const collectorBesideServices = defineDiagnostic<{ name: string; namespace: string }>({
  code: 'check/collector-beside-services',
  severity: 'error',
  message: ({ name, namespace }) => `\`${name}\` is in \`${namespace}\`, the environment's own namespace, where only declared calls pass`,
  note: () => 'Every proxy sends to it, so it belongs into a namespace of its own.',
})

export const reservedProvider = defineDiagnostic<{ name: string }>({
  code: 'check/reserved-provider',
  severity: 'error',
  message: ({ name }) => `\`${name}\` is a provider that exists anyway, and is not this one`,
  note: () => 'Choose another name.',
})

/** Names that Istio or the language give a meaning. */
const RESERVED: readonly string[] = ['none', 'text', 'json', 'envoy', 'envoy-json', 'prometheus', 'stackdriver']

/** `SERVICE`, `SERVICE.NAMESPACE`, and the same with what the cluster appends. */
const IN_CLUSTER = /^[^.]+(?:\.[^.]+(?:\.svc(?:\.cluster\.local)?)?)?$/

/** Whether a provider takes access logs, and no spans. */
export function isLogs(type: MeshProvider['type']): boolean {
  return type === 'file' || type === 'otel-logs' || type === 'grpc-logs'
}

/** Which types a word is for. */
const WORDS: { readonly [word: string]: (provider: MeshProvider) => boolean } = {
  host: ({ type }) => type !== 'file',
  port: ({ type }) => type !== 'file',
  path: ({ type }) => type === 'file' || type === 'opentelemetry',
  timeout: ({ type, path }) => type === 'opentelemetry' && path !== undefined,
  maxTagLength: ({ type }) => type === 'opentelemetry' || type === 'zipkin' || type === 'datadog',
  text: ({ type }) => type === 'file' || type === 'otel-logs',
  fields: ({ type }) => type === 'file' || type === 'otel-logs',
  logName: ({ type }) => type === 'otel-logs' || type === 'grpc-logs',
  headers: ({ type }) => type === 'grpc-logs',
}

/** Providers that can't work, and words of theirs that nobody reads. */
export const meshProviders: Rule = {
  model({ model, report }) {
    for (const provider of Object.values(model.mesh.providers)) {
      const { name, type, service } = provider
      const path = ['mesh', 'providers', name]
      if (writtenAt(model, ...path) === undefined) continue
      if (RESERVED.includes(name) || (name === 'jaeger' && model.mesh.addons.jaeger !== undefined))
        report(reservedProvider, atKey(model, ...path), { name })
      const host = writtenAt(model, ...path, 'host')
      if (type !== 'file' && host === undefined) report(providerWithoutHost, at(model, ...path, 'type'), { name, type })
      for (const [word, isFor] of Object.entries(WORDS)) {
        const place = writtenAt(model, ...path, word)
        if (place !== undefined && !isFor(provider)) report(providerWord, place, { name, word, type })
      }
      const fields = writtenAt(model, ...path, 'fields')
      if (provider.text !== undefined && fields !== undefined)
        report(twoFormats, fields, { name }, { related: [{ message: 'and here', place: atKey(model, ...path, 'text') }] })
      if (service === undefined || provider.host === undefined) continue
      if (!IN_CLUSTER.test(provider.host)) report(collectorOutside, at(model, ...path, 'host'), { name, host: provider.host })
      else if (service.namespace === model.environment.namespace)
        report(collectorBesideServices, at(model, ...path, 'host'), { name, namespace: service.namespace })
    }
  },
}
