import type { KafkaOutput, LogOutput } from '../../engine/sdk.ts'
import type { LogScope } from '../_shared/log-scope.ts'
import { type LogSecret, logSecrets } from '../_shared/log-secrets.ts'
import { fluentdSize, fluentdString } from '../_shared/quote/fluentd.ts'
import { stateFolder } from './files.ts'

/** One output and its buffer, quoted. */
export interface OutputView {
  readonly name: string
  readonly type: LogOutput['type']
  /** Parameters of the plugin in the order of their lines; a value is quoted already. */
  readonly params: readonly { readonly key: string; readonly value: string }[]
  readonly buffer: {
    /** Records of one chunk have these in common. */
    readonly keys: string
    readonly path: string
    readonly timekey: number | undefined
    /** By time, or as soon as it has waited so long. */
    readonly flush: number | undefined
    readonly threads: number
    /** Whether it ends with its pod, so that it is sent before. */
    readonly isLostAtEnd: boolean
    readonly chunk: string
    readonly limit: string
    readonly retry: number
    readonly overflow: 'block' | 'drop_oldest_chunk'
  }
  /** Where the agent's secrets come from, for whoever reads the file. */
  readonly secrets: readonly LogSecret[]
  /** Labels of Loki, with where they stand in a record. */
  readonly labels: readonly { readonly key: string; readonly field: string }[]
}

type Params = readonly (readonly [key: string, value: string | undefined])[]

const SERVICE = '$.service.name'

/** What the template of an output reads. */
export function outputView(output: LogOutput, scope: LogScope): OutputView {
  const { buffers } = scope.logging
  const labels = output.type === 'loki' ? [...new Set(scope.lines.flatMap(({ logs }) => Object.keys(logs.labels)))].sort() : []
  const byTime = output.type === 's3'
  return {
    name: output.name,
    type: output.type,
    params: paramsOf(output, scope).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
    buffer: {
      keys: { elasticsearch: SERVICE, opensearch: SERVICE, kafka: 'tag', s3: `time,${SERVICE}`, loki: 'tag', file: `time,${SERVICE}` }[
        output.type
      ],
      path: fluentdString(`${stateFolder(scope)}/buffers/${output.name}`),
      timekey: output.type === 's3' ? output.every : output.type === 'file' ? 86_400 : undefined,
      flush: byTime ? undefined : buffers.flush,
      threads: output.type === 'loki' ? 1 : 2,
      isLostAtEnd: scope.files !== undefined,
      chunk: fluentdSize(output.type === 'loki' || output.type === 'kafka' ? Math.min(buffers.chunk, 2 ** 20) : buffers.chunk),
      limit: fluentdSize(buffers.limit),
      retry: buffers.retry,
      overflow: buffers.whenFull === 'wait' ? 'block' : 'drop_oldest_chunk',
    },
    secrets: Object.values(logSecrets(output)).filter((secret) => secret !== undefined),
    labels: labels.map((key) => ({ key, field: `$.labels.${key}` })),
  }
}

function paramsOf(output: LogOutput, scope: LogScope): Params {
  const secrets = logSecrets(output)
  const { platform, environment } = scope
  switch (output.type) {
    case 'elasticsearch':
    case 'opensearch': {
      const elastic = output.type === 'elasticsearch'
      return [
        ['host', fluentdString(output.host)],
        ['port', String(output.port)],
        ['scheme', output.scheme],
        ['ca_file', secrets.ca && path(secrets.ca)],
        ['user', output.login && fluentdString(output.login.user)],
        ['password', secrets.password && content(secrets.password)],
        ['logstash_format', 'true'],
        ['logstash_prefix', fluentdString(`${output.index}-\${${SERVICE}}`)],
        ['logstash_dateformat', "'%Y.%m.%d'"],
        ['id_key', '_hash'],
        ['remove_keys', '_hash'],
        ['suppress_type_name', 'true'],
        ['reconnect_on_error', 'true'],
        ['reload_on_failure', 'true'],
        ['reload_connections', 'false'],
        ['request_timeout', '30s'],
        ['log_es_400_reason', elastic ? 'true' : undefined],
        ['log_os_400_reason', elastic ? undefined : 'true'],
        // It may start later than the agent does.
        ['verify_es_version_at_startup', elastic ? 'false' : undefined],
        ['default_elasticsearch_version', elastic ? '8' : undefined],
        ['verify_os_version_at_startup', elastic ? undefined : 'false'],
        ['default_opensearch_version', elastic ? undefined : '2'],
      ]
    }
    case 'kafka':
      return [
        ['brokers', fluentdString(output.brokers.join(','))],
        ['topic', fluentdString(output.topic)],
        ['partition_key_key', 'platgen_pod'],
        ['exclude_partition_key', 'true'],
        ['required_acks', '-1'],
        ['idempotent', 'true'],
        ['max_send_retries', '3'],
        ['compression_codec', 'gzip'],
        ...kafkaSecurity(output, secrets.ca, secrets.password),
      ]
    case 's3':
      return [
        ['s3_bucket', fluentdString(output.bucket)],
        ['s3_region', fluentdString(output.region)],
        ['s3_endpoint', output.endpoint && fluentdString(output.endpoint)],
        ['force_path_style', output.endpoint && 'true'],
        ['aws_key_id', secrets.accessKey && content(secrets.accessKey)],
        ['aws_sec_key', secrets.secretKey && content(secrets.secretKey)],
        ['path', fluentdString(`${output.prefix}/\${${SERVICE}}/%Y/%m/%d/`)],
        // The same chunk has the same name, so that sending it again replaces it.
        ['s3_object_key_format', "'%{path}%{time_slice}_%{hex_random}.%{file_extension}'"],
        ['hex_random_length', '16'],
        ['overwrite', 'true'],
        ['store_as', 'gzip'],
        // Whoever makes the bucket says what may be in it. The agent starts without it, too.
        ['auto_create_bucket', 'false'],
        ['check_bucket', 'false'],
        ['check_apikey_on_start', 'false'],
      ]
    case 'loki':
      return [
        ['url', fluentdString(output.url)],
        ['tenant', output.tenant && fluentdString(output.tenant)],
        ['username', output.login && fluentdString(output.login.user)],
        ['password', secrets.password && content(secrets.password)],
        ['ca_cert', secrets.ca && path(secrets.ca)],
        ['extra_labels', fluentdString(JSON.stringify({ platform: platform.name, environment: environment.name }))],
        ['line_format', 'json'],
        ['include_thread_label', 'false'],
      ]
    case 'file':
      return [
        ['path', fluentdString(`${output.path}/\${${SERVICE}}.%Y-%m-%d`)],
        ['append', 'true'],
      ]
  }
}

function kafkaSecurity({ tls, login, mechanism }: KafkaOutput, ca: LogSecret | undefined, password: LogSecret | undefined): Params {
  return [
    ['ssl_ca_cert', tls && ca !== undefined ? path(ca) : undefined],
    ['ssl_ca_certs_from_system', tls && ca === undefined ? 'true' : undefined],
    ['username', login && fluentdString(login.user)],
    ['password', password && content(password)],
    ['scram_mechanism', login && { 'scram-sha-256': 'sha256', 'scram-sha-512': 'sha512', plain: undefined }[mechanism]],
    ['sasl_over_ssl', login && String(tls)],
  ]
}

/** Where the file of a secret is. The names have no sign that Ruby or the configuration could take for something else. */
function path({ name }: LogSecret): string {
  return `"#{ENV['${name}_FILE']}"`
}

/** What stands in the file of a secret, without the line break at its end. */
function content({ name }: LogSecret): string {
  return `"#{File.read(ENV['${name}_FILE'] || '/dev/null').chomp}"`
}
