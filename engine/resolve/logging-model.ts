import type {
  ResolvedLogDrop,
  ResolvedLogFormat,
  ResolvedLogging,
  ResolvedLogMask,
  ResolvedLogSearch,
  ResolvedLogs,
  ResolvedLogTime,
  ResolvedSearchCluster,
} from '../../schema/generated/resolved.ts'

/** A key of a Secret. */
export interface SecretKey {
  readonly secret: string
  readonly key: string
}

/** Who logs in, and with what. */
export interface Login {
  readonly user: string
  readonly password: SecretKey
}

/** An Elasticsearch or OpenSearch of the platform's own. */
export interface SearchCluster extends Omit<ResolvedSearchCluster, 'image' | 'kibana'> {
  /** Of its StatefulSet and Service. */
  readonly service: string
  readonly image: string
  /** Kibana, or OpenSearch Dashboards. */
  readonly kibana: (Omit<NonNullable<ResolvedSearchCluster['kibana']>, 'image'> & { readonly image: string }) | undefined
}

/** Elasticsearch or OpenSearch. */
export interface SearchOutput {
  readonly type: 'elasticsearch' | 'opensearch'
  readonly name: string
  /** The cluster that runs here; undefined for one that runs elsewhere. */
  readonly run: SearchCluster | undefined
  /** Seconds that records are kept; undefined for ever. */
  readonly keep: number | undefined
  /** Copies of each index beside the first. */
  readonly copies: number
  readonly searches: { readonly [name: string]: ResolvedLogSearch }
  /** Views of the user's own: whose records each shows, `*` for any letters. */
  readonly views: { readonly [name: string]: readonly string[] }
  /** Where people look, from the inside of the cluster when it runs here. */
  readonly kibana: string | undefined
  readonly host: string
  readonly port: number
  readonly scheme: 'https' | 'http'
  readonly ca: SecretKey | undefined
  readonly login: Login | undefined
  /** First part of the names of its indices; `-SERVICE-DAY` follows. */
  readonly index: string
}

/** A topic of Kafka. */
export interface KafkaOutput {
  readonly type: 'kafka'
  readonly name: string
  /** `HOST:PORT`. */
  readonly brokers: readonly string[]
  readonly topic: string
  readonly tls: boolean
  readonly ca: SecretKey | undefined
  readonly mechanism: 'scram-sha-256' | 'scram-sha-512' | 'plain'
  readonly login: Login | undefined
}

/** A bucket. */
export interface S3Output {
  readonly type: 's3'
  readonly name: string
  readonly bucket: string
  readonly region: string
  readonly endpoint: string | undefined
  /** First part of the keys, without a slash at its end. */
  readonly prefix: string
  /** Seconds that go into one object. */
  readonly every: number
  readonly keys: { readonly access: SecretKey; readonly secret: SecretKey } | undefined
}

/** Loki. */
export interface LokiOutput {
  readonly type: 'loki'
  readonly name: string
  readonly url: string
  readonly tenant: string | undefined
  readonly ca: SecretKey | undefined
  readonly login: Login | undefined
}

/** Files on the node. */
export interface FileOutput {
  readonly type: 'file'
  readonly name: string
  /** The folder. */
  readonly path: string
}

/** One place where records go. */
export type LogOutput = SearchOutput | KafkaOutput | S3Output | LokiOutput | FileOutput

/** How logs are collected in one environment. */
export interface Logging extends Pick<ResolvedLogging, 'agent' | 'placement' | 'resources'> {
  /** Of the agent. */
  readonly namespace: string
  /** As somebody named it; undefined for a published one. */
  readonly image: string | undefined
  readonly runtime: 'containerd' | 'docker'
  /** Formats of the user's own, by name. */
  readonly formats: { readonly [name: string]: ResolvedLogFormat }
  /** In the order of the file. */
  readonly outputs: readonly LogOutput[]
  /** What could not be processed goes there; undefined when there is no output. */
  readonly deadLetters: LogOutput | undefined
  /** Bytes and seconds. */
  readonly buffers: {
    readonly limit: number
    readonly chunk: number
    readonly flush: number
    readonly retry: number
    readonly whenFull: 'wait' | 'drop-oldest'
  }
}

/** A file with logs, and the container that prints it. */
export interface LogFile {
  /** The container beside the main one. */
  readonly container: string
  readonly path: string
  /** How its lines become records. What the service says of masks, labels and outputs holds for them too. */
  readonly logs: ServiceLogs
}

/** How the lines of one service become records, and where these go. Everything happens in the order of these words. */
export interface ServiceLogs {
  /** As it was written: a built-in one, or a name of `logging.formats`. */
  readonly format: string
  /** Expression for the first line of a record; undefined when a line is a record. */
  readonly start: string | undefined
  /** The language whose stack traces become one record. */
  readonly traces: 'java' | 'python' | 'go' | 'node' | undefined
  readonly mask: readonly ResolvedLogMask[]
  /** Whether a line is a JSON object. */
  readonly json: boolean
  /** Expression whose named groups become fields. */
  readonly regex: string | undefined
  readonly types: { readonly [field: string]: 'integer' | 'float' | 'bool' }
  /** The field that holds the time; undefined for the time of the runtime. */
  readonly time: ResolvedLogTime | undefined
  readonly drop: readonly ResolvedLogDrop[]
  /** The share that is kept, from 0 to 100, of records whose field matches. */
  readonly sample: { readonly keep: number; readonly field: string; readonly match: string } | undefined
  readonly labels: { readonly [label: string]: string }
  /** Seconds that its records are kept, where that differs from the output. */
  readonly keep: number | undefined
  /** Bytes a day, when somebody said so. */
  readonly perDay: number | undefined
  /** Names of outputs. */
  readonly to: readonly string[]
  /** What reads the files: a container that prints each, or the agent itself. */
  readonly sidecar: ResolvedLogs['sidecar']
  /** Files that it writes instead of printing them. */
  readonly files: readonly LogFile[]
}
