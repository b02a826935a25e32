import type { Model, Service } from '../../engine/sdk.ts'
import { fluentdString } from '../_shared/quote/fluentd.ts'

/** Everything that the template may read: decided, and quoted. */
export interface FluentdView {
  readonly environment: string
  /** containerd writes CRI lines, docker JSON. */
  readonly cri: boolean
  readonly paths: string
  readonly positions: string
  /** Services whose stack traces of several lines become one record. */
  readonly traces: readonly { readonly id: string; readonly pattern: string; readonly languages: string }[]
  /** Match patterns of the services whose lines are JSON. */
  readonly json: readonly { readonly id: string; readonly pattern: string }[]
  readonly labels: readonly { readonly key: string; readonly value: string }[]
  readonly output: {
    readonly host: string
    readonly port: number
    readonly scheme: string
    readonly login: { readonly user: string; readonly secret: string; readonly key: string } | undefined
    readonly index: string
    readonly buffer: string
    readonly errors: string
  }
}

const TRACED: readonly string[] = ['java', 'python', 'go']

/** Nothing when there is nowhere to send the records to. */
export function fluentdView(model: Model): FluentdView | undefined {
  const { logging, environment, platform } = model
  const { elasticsearch } = logging
  if (logging.agent !== 'fluentd' || elasticsearch === undefined) return undefined
  const services = Object.values(model.services)
  return {
    environment: environment.name,
    cri: logging.runtime === 'containerd',
    paths: fluentdString(`/var/log/containers/*_${environment.namespace}_*.log`),
    positions: fluentdString(`/var/log/fluentd/${environment.namespace}.pos`),
    traces: services
      .filter(({ logs }) => TRACED.includes(logs.format))
      .map((service) => ({ id: `traces_${service.name}`, pattern: pattern('raw\\.', service, model), languages: service.logs.format })),
    json: services
      .filter(({ logs }) => logs.format === 'json')
      .map((service) => ({ id: `json_${service.name}`, pattern: pattern('(raw\\.)?', service, model) })),
    labels: [
      { key: 'platform', value: fluentdString(platform.name) },
      { key: 'environment', value: fluentdString(environment.name) },
    ],
    output: {
      host: fluentdString(elasticsearch.host),
      port: elasticsearch.port,
      scheme: elasticsearch.scheme,
      login:
        elasticsearch.password === undefined ? undefined : { user: fluentdString(elasticsearch.user), ...secretOf(elasticsearch.password) },
      index: fluentdString(elasticsearch.index ?? `${platform.name}-${environment.name}`),
      buffer: fluentdString(`/var/log/fluentd/${environment.namespace}.buffer`),
      errors: fluentdString(`/var/log/fluentd/${environment.namespace}.errors`),
    },
  }
}

/**
 * Tags come from file names, `POD_NAMESPACE_CONTAINER-ID.log`, and the container is called as the service is. A wildcard would take the records of
 * `shop-api` for those of `shop`, so that the ID is told by its form: https://docs.fluentd.org/configuration/config-file (regular expressions, since 1.11.2).
 */
function pattern(prefix: string, { name }: Service, { environment }: Model): string {
  return `/${prefix}var\\.log\\.containers\\.[^_]+_${environment.namespace}_${name}-[0-9a-f]{64}\\.log/`
}

/** `SECRET/KEY`, both of which have no sign that could end a comment. */
function secretOf(reference: string): { readonly secret: string; readonly key: string } {
  const slash = reference.indexOf('/')
  return { secret: reference.slice(0, slash), key: reference.slice(slash + 1) }
}
