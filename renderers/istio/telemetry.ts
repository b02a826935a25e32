import type { AccessLogs, KubernetesObject, Model, Service, Side, Telemetry, Tracing } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels, platformLabels } from '../_shared/labels.ts'
import { isEmpty, metadata } from '../_shared/metadata.ts'

/**
 * https://istio.io/latest/docs/reference/config/telemetry/ What the proxies of a namespace tell. Named `default`, like the other objects that hold for all of it:
 * two without a selector in one namespace would be merged in no particular order.
 */
export function platformTelemetry(namespace: string, model: Model): KubernetesObject | undefined {
  const spec = telemetrySpec(model.mesh.telemetry)
  if (isEmpty(spec)) return undefined
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: metadata('default', namespace, platformLabels(model)),
    spec,
  }
}

/** What the proxies of one service tell otherwise. A section replaces the one of the namespace. */
export function serviceTelemetry(service: Service, model: Model): KubernetesObject | undefined {
  const spec = telemetrySpec(service.mesh.telemetry)
  if (isEmpty(spec)) return undefined
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service)),
    spec: { selector: everyPodOf(service.name), ...spec },
  }
}

function telemetrySpec({ accessLogs, metrics, tracing }: Telemetry): object {
  return {
    ...(accessLogs === undefined ? {} : { accessLogging: [logging(accessLogs)] }),
    ...(metrics === undefined ? {} : { metrics: [{ providers: [{ name: 'prometheus' }], overrides: overrides(metrics) }] }),
    ...(tracing === undefined ? {} : { tracing: [spans(tracing)] }),
  }
}

/** A provider is always named: without one Istio's analysis objects (IST0157). */
function logging({ providers, filter, side }: AccessLogs): object {
  if (providers.length === 0) return { disabled: true }
  return {
    providers: providers.map((name) => ({ name })),
    ...(filter === undefined ? {} : { filter: { expression: filter } }),
    ...(side === 'both' ? {} : { match: { mode: MODES[side] } }),
  }
}

const MODES: { readonly [Which in Side]: string } = { both: 'CLIENT_AND_SERVER', client: 'CLIENT', server: 'SERVER' }

/** What the other side counts is switched off, rather than left to a default that another Telemetry may have changed. */
function overrides({ tags, remove, disable, side }: NonNullable<Telemetry['metrics']>): readonly object[] {
  const mode = MODES[side]
  const changed = {
    ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, { operation: 'UPSERT', value }])),
    ...Object.fromEntries(remove.map((name) => [name, { operation: 'REMOVE' }])),
  }
  return [
    ...(side === 'both'
      ? []
      : [{ match: { metric: 'ALL_METRICS', mode: MODES[side === 'client' ? 'server' : 'client'] }, disabled: true }]),
    ...(isEmpty(changed) ? [] : [{ match: { metric: 'ALL_METRICS', mode }, tagOverrides: changed }]),
    ...disable.map((name) => ({ match: { metric: name.toUpperCase().replaceAll('-', '_'), mode }, disabled: true })),
  ]
}

function spans({ provider, sampling, tags }: Tracing): object {
  if (provider === undefined) return { disableSpanReporting: true }
  return {
    providers: [{ name: provider }],
    randomSamplingPercentage: sampling,
    ...(isEmpty(tags) ? {} : { customTags: Object.fromEntries(Object.entries(tags).map(([name, tag]) => [name, tagOf(tag)])) }),
  }
}

function tagOf({ value, header, env, default: otherwise }: Tracing['tags'][string]): object {
  const missing = otherwise === undefined ? {} : { defaultValue: otherwise }
  if (header !== undefined) return { header: { name: header, ...missing } }
  return env === undefined ? { literal: { value } } : { environment: { name: env, ...missing } }
}
