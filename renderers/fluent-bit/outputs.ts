import type { JsonObject, KafkaOutput, LogOutput, SearchOutput } from '../../engine/sdk.ts'
import type { LogScope } from '../_shared/log-scope.ts'
import { type LogSecret, logSecrets } from '../_shared/log-secrets.ts'
import { stateFolder } from './input.ts'

/** One output, with its buffer: https://docs.fluentbit.io/manual/data-pipeline/outputs. Nobody gives up on a chunk. */
export function outputSection(output: LogOutput, scope: LogScope): JsonObject {
  const { limit, whenFull } = scope.logging.buffers
  return {
    pipeline: {
      outputs: [
        {
          name: output.type === 'elasticsearch' ? 'es' : output.type,
          alias: `out-${output.name}`,
          match_regex: tagsFor(output, scope),
          // A bucket has a buffer of its own, and takes `no_limits` for five.
          retry_limit: output.type === 's3' ? '1000000' : 'no_limits',
          ...(whenFull === 'wait' || output.type === 's3' ? {} : { 'storage.total_limit_size': String(limit) }),
          ...optionsOf(output, scope),
        },
      ],
    },
  }
}

/** The tags that go to an output: all of them but those of services that do not send there. */
function tagsFor({ name }: LogOutput, { lines }: LogScope): string {
  const without = lines.flatMap(({ container, logs }) => (logs.to.includes(name) ? [] : [container]))
  return without.length === 0 ? String.raw`^line\.` : String.raw`^line\.(?!(?:${without.join('|')})\.)`
}

function optionsOf(output: LogOutput, scope: LogScope): JsonObject {
  const secrets = logSecrets(output)
  const { platform, environment, logging } = scope
  switch (output.type) {
    case 'elasticsearch':
    case 'opensearch':
      return searchOptions(output)
    case 'kafka':
      return {
        brokers: output.brokers.join(','),
        topics: output.topic,
        format: 'json',
        timestamp_key: '@timestamp',
        timestamp_format: 'iso8601_ns',
        // What one pod says stays in order.
        message_key_field: 'platgen_pod',
        queue_full_retries: '0',
        'rdkafka.acks': 'all',
        'rdkafka.enable.idempotence': 'true',
        'rdkafka.message.timeout.ms': '0',
        'rdkafka.compression.codec': 'gzip',
        ...kafkaSecurity(output, secrets.ca, secrets.password),
        processors: {
          logs: [
            // A key stands at the top of a record.
            { name: 'nest', operation: 'lift', nested_under: 'kubernetes', add_prefix: 'platgen_kubernetes.' },
            { name: 'modify', copy: 'platgen_kubernetes.pod_name platgen_pod' },
            {
              name: 'nest',
              operation: 'nest',
              wildcard: 'platgen_kubernetes.*',
              nest_under: 'kubernetes',
              remove_prefix: 'platgen_kubernetes.',
            },
            { name: 'lua', script: 'output.lua', call: 'cut' },
          ],
        },
      }
    case 's3':
      return {
        bucket: output.bucket,
        region: output.region,
        ...(output.endpoint === undefined ? {} : { endpoint: output.endpoint }),
        s3_key_format: `/${output.prefix}/$TAG[1]/%Y/%m/%d/%H%M%S-$UUID.gz`,
        compression: 'gzip',
        use_put_object: 'on',
        total_file_size: '50M',
        upload_timeout: `${output.every}s`,
        store_dir: `${stateFolder(scope)}/s3-${output.name}`,
        store_dir_limit_size: String(logging.buffers.limit),
        json_date_key: '@timestamp',
        json_date_format: 'iso8601',
      }
    case 'loki': {
      const url = new URL(output.url)
      return {
        ...server(url.hostname, Number(url.port), url.protocol === 'https:', secrets.ca),
        uri: `${url.pathname.replace(/\/$/, '')}/loki/api/v1/push`,
        ...(output.tenant === undefined ? {} : { tenant_id: output.tenant }),
        ...login('http_user', output.login?.user, secrets.password),
        labels: [
          `platform=${platform.name}`,
          `environment=${environment.name}`,
          "namespace=$kubernetes['namespace_name']",
          "service=$service['name']",
          'stream=$stream',
          ...ownLabels(scope).map((label) => `${label}=$labels['${label}']`),
        ].join(', '),
        line_format: 'json',
      }
    }
    case 'file':
      return {
        path: output.path,
        file: "$service['name'].%Y-%m-%d.log",
        enable_strftime: 'on',
        max_dynamic_files: '0',
        mkdir: 'on',
        // It wants a file for records without a service, which there are none of.
        fallback_path: output.path,
        fallback_file: 'others.log',
        format: 'plain',
        processors: { logs: [{ name: 'lua', script: 'output.lua', call: 'stamp', time_as_table: 'on' }] },
      }
  }
}

function searchOptions(output: SearchOutput): JsonObject {
  const secrets = logSecrets(output)
  return {
    ...server(output.host, output.port, output.scheme === 'https', secrets.ca),
    ...login('http_user', output.login?.user, secrets.password),
    logstash_format: 'on',
    logstash_prefix: output.index,
    // It has to start with a `$`. No tag has a ninth part, and nothing stands for it.
    logstash_prefix_key: `$TAG[9]${output.index}-$service['name']`,
    logstash_dateformat: '%Y.%m.%d',
    time_key: '@timestamp',
    time_key_nanos: 'on',
    // A record that is sent again has the same name, and is taken once.
    generate_id: 'on',
    suppress_type_name: 'on',
    buffer_size: '16M',
    trace_error: 'on',
    compress: 'gzip',
    workers: '2',
  }
}

function server(host: string, port: number, tls: boolean, ca: LogSecret | undefined): JsonObject {
  return {
    host,
    port: String(port === 0 ? (tls ? 443 : 80) : port),
    ...(tls ? { tls: 'on', 'tls.verify': 'on', 'tls.verify_hostname': 'on' } : { tls: 'off' }),
    ...(tls && ca !== undefined ? { 'tls.ca_file': path(ca) } : {}),
  }
}

function login(word: string, user: string | undefined, password: LogSecret | undefined): JsonObject {
  return user === undefined || password === undefined ? {} : { [word]: user, http_passwd: content(password) }
}

function kafkaSecurity(
  { tls, login: who, mechanism }: KafkaOutput,
  ca: LogSecret | undefined,
  password: LogSecret | undefined,
): JsonObject {
  return {
    'rdkafka.security.protocol': who === undefined ? (tls ? 'ssl' : 'plaintext') : tls ? 'sasl_ssl' : 'sasl_plaintext',
    ...(tls && ca !== undefined ? { 'rdkafka.ssl.ca.location': path(ca) } : {}),
    ...(who === undefined || password === undefined
      ? {}
      : {
          'rdkafka.sasl.mechanism': mechanism.toUpperCase(),
          'rdkafka.sasl.username': who.user,
          'rdkafka.sasl.password': content(password),
        }),
  }
}

/** Labels of Loki that services add. */
function ownLabels({ lines }: LogScope): readonly string[] {
  return [...new Set(lines.flatMap(({ logs }) => Object.keys(logs.labels)))].sort()
}

/** Where the file of a secret is. */
function path({ name }: LogSecret): string {
  return `\${${name}_FILE}`
}

/** What stands in the file of a secret: see `env` of the main file. */
function content({ name }: LogSecret): string {
  return `\${${name}}`
}
