import type { ResolvedLogging, ResolvedLogOutput, ResolvedLogs, ResolvedSearchOutput } from '../../../schema/generated/resolved.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { image } from '../../kinds/image.ts'
import { splitKeyRef } from '../../kinds/key-ref.ts'
import { builtInFormat } from '../../kinds/log-formats.ts'
import { percentNumber } from '../../kinds/percent.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { logOutputKinds, runWithoutLogin, searchWhere } from '../diagnostics.ts'
import type { Logging, Login, LogOutput, SearchOutput, SecretKey, ServiceLogs } from '../logging-model.ts'

/** The words of `logging`, decided. */
export function deriveLogging(context: Context): Logging {
  const { logging } = context
  const outputs = Object.entries(logging.to).flatMap(([name, output]) => deriveOutput(name, output, context) ?? [])
  const { buffers } = logging
  return {
    agent: logging.agent,
    namespace: logging.namespace ?? `${context.environment.namespace}-logging`,
    // What is no image is told already, and the agent is the published one meanwhile.
    image: logging.image !== undefined && image.check(logging.image) === undefined ? logging.image : undefined,
    resources: logging.resources,
    placement: logging.placement,
    runtime: logging.runtime,
    formats: logging.formats,
    outputs,
    deadLetters: outputs.find(({ name }) => name === logging.deadLetters) ?? outputs[0],
    buffers: {
      limit: byteCount(buffers.limit),
      chunk: byteCount(buffers.chunk),
      flush: durationSeconds(buffers.flush),
      retry: durationSeconds(buffers.retry),
      whenFull: buffers.whenFull,
    },
  }
}

/** How the lines of a service become records: what it says, over what its format says. */
export function deriveServiceLogs(name: string, logs: ResolvedLogs, logging: ResolvedLogging): ServiceLogs {
  const known = builtInFormat(logs.format)
  const own = Object.hasOwn(logging.formats, logs.format) ? logging.formats[logs.format] : undefined
  return {
    format: logs.format,
    start: logs.multiline?.start ?? own?.multiline?.start,
    traces: logs.multiline === undefined ? known?.traces : undefined,
    mask: logs.mask,
    json: known?.json ?? false,
    regex: known === undefined ? own?.regex : known.regex,
    types: known?.types ?? own?.types ?? {},
    time: logs.time ?? own?.time,
    drop: logs.drop,
    sample: logs.sample && { ...logs.sample, keep: percentNumber(logs.sample.keep) },
    labels: logs.labels,
    keep: logs.keep === undefined ? undefined : durationSeconds(logs.keep),
    perDay: logs.perDay === undefined ? undefined : byteCount(logs.perDay),
    to: logs.to ?? Object.keys(logging.to),
    sidecar: logs.sidecar,
    files: Object.entries(logs.files).map(([file, { path, format, time, multiline }]) => {
      const { time: _time, multiline: _multiline, ...shared } = logs
      const own = {
        ...shared,
        format,
        files: {},
        ...(time === undefined ? {} : { time }),
        ...(multiline === undefined ? {} : { multiline }),
      }
      return { container: `${name}-logs-${file}`, path, logs: deriveServiceLogs(name, own, logging) }
    }),
  }
}

const RUN_NEEDS = ['storage', 'certificate']
const NEEDED = [
  ['kafka', 'brokers'],
  ['s3', 'bucket'],
  ['loki', 'url'],
  ['file', 'path'],
] as const
const KINDS = ['elasticsearch', 'opensearch', 'kafka', 's3', 'loki', 'file'] as const

function deriveOutput(name: string, output: ResolvedLogOutput, context: Context): LogOutput | undefined {
  const said = KINDS.filter((kind) => output[kind] !== undefined)
  if (said.length !== 1) reportHere(context, logOutputKinds, spot(context, 'key', 'logging', 'to', name), { name, said, known: KINDS })
  const { elasticsearch, opensearch, kafka, s3, loki, file } = output
  const platform = context.platform.name
  const place = `${platform}-${context.environment.name}`
  const namespace = context.logging.namespace ?? `${context.environment.namespace}-logging`
  const searched = elasticsearch ?? opensearch
  if (searched !== undefined && (searched.host === undefined) === (searched.run === undefined)) {
    reportHere(context, searchWhere, spot(context, 'key', 'logging', 'to', name), { name, both: searched.run !== undefined })
    return undefined
  }
  if (searched?.run !== undefined && searched.password === undefined)
    reportHere(
      context,
      runWithoutLogin,
      spot(context, 'key', 'logging', 'to', name, elasticsearch ? 'elasticsearch' : 'opensearch', 'run'),
      {
        name,
      },
    )
  if (searched?.run !== undefined && !RUN_NEEDS.every((word) => Object.hasOwn(searched.run as object, word))) return undefined
  // Without what it needs it is told already, and nothing is made of it.
  if (NEEDED.some(([kind, word]) => output[kind] !== undefined && !Object.hasOwn(output[kind], word))) return undefined
  if (elasticsearch !== undefined) return search('elasticsearch', name, elasticsearch, place, namespace)
  if (opensearch !== undefined) return search('opensearch', name, opensearch, place, namespace)
  if (kafka !== undefined) {
    const { brokers, topic, tls, mechanism } = kafka
    return {
      type: 'kafka',
      name,
      brokers: brokers.map((broker) => (broker.includes(':') ? broker : `${broker}:${tls ? 9093 : 9092}`)),
      topic: topic ?? `${place}-logs`,
      tls,
      ca: keyOf(kafka.ca),
      mechanism,
      login: loginOf(kafka.user, kafka.password),
    }
  }
  if (s3 !== undefined) {
    const access = keyOf(s3.accessKey)
    const secret = keyOf(s3.secretKey)
    return {
      type: 's3',
      name,
      bucket: s3.bucket,
      region: s3.region,
      endpoint: s3.endpoint,
      prefix: s3.prefix ?? `${platform}/${context.environment.name}`,
      every: durationSeconds(s3.every),
      keys: access && secret && { access, secret },
    }
  }
  if (loki !== undefined) {
    const { url, tenant, user, password, ca } = loki
    return { type: 'loki', name, url: url.replace(/\/+$/, ''), tenant, ca: keyOf(ca), login: loginOf(user, password) }
  }
  return file && { type: 'file', name, path: file.path }
}

/** Who may do everything in a new cluster. */
const FIRST_USER = { elasticsearch: 'elastic', opensearch: 'admin' }
const CLUSTER_IMAGE = {
  elasticsearch: 'docker.elastic.co/elasticsearch/elasticsearch:8.19.8',
  opensearch: 'docker.io/opensearchproject/opensearch:3.8.0',
}
const KIBANA_IMAGE = {
  elasticsearch: 'docker.elastic.co/kibana/kibana:8.19.8',
  opensearch: 'docker.io/opensearchproject/opensearch-dashboards:3.8.0',
}

function search(type: SearchOutput['type'], name: string, said: ResolvedSearchOutput, place: string, namespace: string): SearchOutput {
  const { run, port, user, password, keep, searches } = said
  const login = loginOf(user ?? FIRST_USER[type], password)
  const common = {
    type,
    name,
    login,
    index: said.index ?? place,
    keep: keep === undefined ? undefined : durationSeconds(keep),
    searches,
    views: Object.fromEntries(Object.entries(said.views).map(([view, { services }]) => [view, services])),
  }
  if (run === undefined) {
    const { host = '', scheme, ca, kibana } = said
    return { ...common, run, host, port, scheme, ca: keyOf(ca), kibana, copies: said.copies ?? 1 }
  }
  const service = `logs-${name}`
  return {
    ...common,
    run: {
      ...run,
      service,
      image: run.image ?? CLUSTER_IMAGE[type],
      kibana: run.kibana && { ...run.kibana, image: run.kibana.image ?? KIBANA_IMAGE[type] },
    },
    host: `${service}.${namespace}`,
    port: 9200,
    scheme: 'https',
    ca: { secret: run.certificate, key: 'ca.crt' },
    kibana: run.kibana && `http://${service}-kibana.${namespace}:5601`,
    copies: said.copies ?? (run.replicas > 1 ? 1 : 0),
  }
}

function loginOf(user: string | undefined, password: string | undefined): Login | undefined {
  const key = keyOf(password)
  return user === undefined || key === undefined ? undefined : { user, password: key }
}

function keyOf(reference: string | undefined): SecretKey | undefined {
  if (reference === undefined) return undefined
  const [secret, key] = splitKeyRef(reference)
  return { secret, key }
}
