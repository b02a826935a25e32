import type { ServiceLogs } from '../../engine/sdk.ts'
import { timePattern } from '../../engine/sdk.ts'
import type { Lines, LogScope } from '../_shared/log-scope.ts'
import { fluentdRegex, fluentdString } from '../_shared/quote/fluentd.ts'

/** How the lines of one service become records, quoted, in the order in which it happens. */
export interface ServiceView {
  /** Of the container. */
  readonly name: string
  /** Match pattern of its tags. */
  readonly pattern: string
  readonly start: string | undefined
  readonly traces: string | undefined
  readonly mask: readonly { readonly expression: string; readonly with: string }[]
  readonly dropLines: readonly Condition[]
  readonly json: boolean
  /** A line that looks like a JSON object. */
  readonly looksJson: string
  readonly expression: string | undefined
  readonly types: string | undefined
  readonly time: TimeView | undefined
  readonly dropRecords: readonly Condition[]
  readonly sample: { readonly chance: string; readonly key: string; readonly expression: string } | undefined
  readonly service: string
  readonly labels: string
  readonly to: readonly string[]
}

interface Condition {
  readonly key: string
  readonly expression: string
}

interface TimeView {
  /** Ruby for the text of the field. */
  readonly text: string
  readonly expression: string
  readonly format: string | undefined
  readonly zone: string
}

/** The language's name in detect_exceptions. */
const TRACES: { readonly [Language in NonNullable<ServiceLogs['traces']>]: string } = {
  java: 'java',
  python: 'python',
  go: 'go',
  node: 'js',
}

/** What the template of a service reads: for what it prints, or for one of its files. */
export function serviceView({ service, container: name, logs }: Lines, { platform, environment }: LogScope): ServiceView {
  return {
    name,
    pattern: containerPattern(name, environment.namespace),
    start: logs.start && fluentdRegex(logs.start),
    traces: logs.traces && TRACES[logs.traces],
    mask: logs.mask.map((mask) => ({ expression: fluentdRegex(mask.match), with: fluentdString(mask.with) })),
    dropLines: logs.drop
      .filter(({ field }) => field === undefined)
      .map(({ match }) => ({ key: 'message', expression: fluentdRegex(match) })),
    json: logs.json,
    looksJson: fluentdRegex(String.raw`^\s*\{`),
    expression: logs.regex && fluentdRegex(logs.regex),
    types: typesOf(logs.types),
    time: logs.time && {
      text: fluentdString(`\${${rubyField(logs.time.field)}.to_s}`),
      expression: fluentdRegex(`\\A(?<platgen_time>${timePattern(logs.time.format)})\\z`),
      format: logs.time.format === 'unix' ? undefined : fluentdString(logs.time.format),
      zone: fluentdString(logs.time.zone === 'UTC' ? '+00:00' : logs.time.zone),
    },
    dropRecords: logs.drop.flatMap(({ field, match }) =>
      field === undefined ? [] : [{ key: accessor(field), expression: fluentdRegex(match) }],
    ),
    sample: logs.sample && {
      chance: fluentdString(`\${rand < ${logs.sample.keep / 100} ? "keep" : "drop"}`),
      key: accessor(logs.sample.field),
      expression: fluentdRegex(logs.sample.match),
    },
    service: fluentdString(JSON.stringify({ name: service, environment: environment.name })),
    labels: fluentdString(JSON.stringify({ platform: platform.name, ...logs.labels })),
    to: logs.to,
  }
}

/** What the template for all other containers reads. */
export function othersView({ platform, environment, logging }: LogScope): object {
  const name = String.raw`tag[/_([^_]+)-[0-9a-f]{64}\.log\z/, 1]`
  return {
    service: fluentdString(`\${{"name" => ${name}, "environment" => "${environment.name}"}}`),
    labels: fluentdString(JSON.stringify({ platform: platform.name })),
    to: logging.outputs.map((output) => output.name),
  }
}

/**
 * Tags come from file names, `POD_NAMESPACE_CONTAINER-ID.log`, and the container is called as the service is. A wildcard would take the records of
 * `shop-api` for those of `shop`, so that the ID is told by its form: https://docs.fluentd.org/configuration/config-file (regular expressions, since 1.11.2).
 */
export function containerPattern(container: string, namespace: string): string {
  return `/.*var\\.log\\.containers\\.[^_]+_${namespace}_${container}-[0-9a-f]{64}\\.log/`
}

function typesOf(types: ServiceLogs['types']): string | undefined {
  const pairs = Object.entries(types).map(([field, type]) => `${field}:${type}`)
  return pairs.length === 0 ? undefined : pairs.join(',')
}

/** https://docs.fluentd.org/plugin-helper-overview/api-plugin-helper-record_accessor: a dotted name is one key, brackets go deeper. */
export function accessor(field: string): string {
  const parts = field.split('.')
  return fluentdString(parts.length === 1 ? field : `$${parts.map((part) => `['${part}']`).join('')}`)
}

/** Ruby for a field that may not be there, or lie below something that is no record. */
function rubyField(field: string): string {
  const [first = '', ...rest] = field.split('.')
  return rest.reduce((value, part) => `(${value}.is_a?(Hash) ? ${value}["${part}"] : nil)`, `record["${first}"]`)
}
