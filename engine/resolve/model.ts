import type {
  ResolvedAccess,
  ResolvedClass,
  ResolvedDelivery,
  ResolvedEnvironment,
  ResolvedExternal,
  ResolvedGateway,
  ResolvedImages,
  ResolvedIngress,
  ResolvedPersistentVolume,
  ResolvedRegistry,
  ResolvedRook,
  ResolvedSecrets,
  ResolvedService,
  ResolvedSnapshotClass,
  ResolvedStore,
  ResolvedTargets,
  ResolvedTest,
  ResolvedTools,
} from '../../schema/generated/resolved.ts'
import type { Spot } from '../diagnostics/diagnostic.ts'
import type { PodSecurity } from '../kinds/pod-security.ts'
import type { StoreMetrics } from '../stores/index.ts'
import type { Build } from './build-types.ts'
import type { PlacedRole } from './component.ts'
import type { RateLimits } from './limits-model.ts'
import type { Logging, ServiceLogs } from './logging-model.ts'
import type { Machine, Mesh, ServiceMesh } from './mesh-model.ts'
import type { CountedBy, Monitoring, ServiceAlerts, ServiceMetrics, Slo } from './monitoring-model.ts'
import type { Traffic, TrafficPolicy } from './traffic-model.ts'
import type { Access, Origination, Requests, Trust } from './trust-model.ts'

export type * from './build-types.ts'
export type * from './limits-model.ts'
export type * from './logging-model.ts'
export type * from './mesh-model.ts'
export type * from './monitoring-model.ts'
export type * from './traffic-model.ts'
export type * from './trust-model.ts'

/**
 * One environment, fully decided and frozen: overlays merged, defaults filled in, references resolved, `${…}` replaced.
 * What can be absent is absent because it means something. A renderer supplies no default.
 */
export interface Model {
  readonly platform: { readonly name: string; readonly owner: string | undefined; readonly version: string | undefined }
  readonly environment: Environment
  readonly targets: ResolvedTargets
  readonly registry: (ResolvedRegistry & { readonly project: string }) | undefined
  /** Where images come from that nobody names; `tools.image` and `chosenImage` read it. */
  readonly images: ResolvedImages
  readonly secrets: ResolvedSecrets & { readonly path: string }
  readonly config: Named<Named<string>>
  readonly ingress: Omit<ResolvedIngress, 'gateways'> & {
    readonly class: string
    readonly namespace: string
    /** Whether platgen knows where the controller of the class is usually installed. */
    readonly isKnownClass: boolean
    /** In the order of the file; at least one. */
    readonly gateways: readonly Gateway[]
  }
  readonly mesh: Mesh
  /** Whom the mesh believes and asks, and the doors to the outside. */
  readonly trust: Trust
  readonly logging: Logging
  readonly monitoring: Monitoring
  readonly storage: {
    readonly default: string | undefined
    readonly classes: Named<ResolvedClass>
    readonly volumes: Named<ResolvedPersistentVolume>
    readonly snapshots: Named<ResolvedSnapshotClass>
    /** The Ceph cluster that Rook runs; undefined when nobody asks for one. */
    readonly rook: (Omit<ResolvedRook, 'image'> & { readonly image: Image }) | undefined
  }
  readonly delivery: Delivery
  readonly tools: ResolvedTools
  readonly access: Omit<ResolvedAccess, 'roles'> & { readonly roles: Named<PlacedRole> }
  /** Every namespace that the environment has objects in: its own first, then those of components. */
  readonly namespaces: readonly Namespace[]
  /** Only what is enabled here, in the order of the file; then the components that the platform itself needs. */
  readonly services: Named<Service>
  readonly stores: Named<Store>
  readonly externals: Named<External>
}

/** How commits are delivered. */
export interface Delivery extends Omit<ResolvedDelivery, 'engine'> {
  /** What runs the pipelines; none when nothing does. */
  readonly engines: readonly Engine[]
  /** The clusters of all environments, in their order. */
  readonly clusters: readonly string[]
}

/** What can run pipelines. */
export type Engine = ResolvedDelivery['engine'][number]

/** Things by name, in the order of the file. */
export type Named<T> = { readonly [name: string]: T }

/** One place where the platform runs. */
export interface Environment extends Omit<ResolvedEnvironment, 'namespace' | 'production' | 'domain'> {
  readonly name: string
  readonly namespace: string
  readonly production: boolean
  readonly domain: string | undefined
}

/** A namespace of the environment. */
export interface Namespace {
  readonly name: string
  readonly podSecurity: PodSecurity
  /** Whether pods get a proxy of the mesh by themselves. */
  readonly inMesh: boolean
  /** Whether it is the environment's own, where its services are. */
  readonly own: boolean
}

/** One way in from outside: the proxies of one class or selector. */
export interface Gateway extends Omit<ResolvedGateway, 'class' | 'namespace' | 'selector' | 'redirect' | 'issuer' | 'front' | 'limits'> {
  /** Its name under `ingress.gateways`; undefined for the one that there is when nobody declares any. */
  readonly key: string | undefined
  /** Name of its objects. */
  readonly name: string
  readonly class: string
  /** Where the pods of its proxy are. */
  readonly namespace: string
  /** Empty is every pod of that namespace. */
  readonly selector: Named<string>
  readonly issuer: ResolvedIngress['issuer']
  readonly redirect: boolean
  readonly limits: RateLimits | undefined
  readonly front: Front | undefined
}

/** An nginx in front of a gateway. */
export interface Front extends Omit<NonNullable<ResolvedIngress['front']>, 'ports' | 'timeout'> {
  /** Ports of the gateway at its `nodes`. */
  readonly ports: { readonly http: number; readonly https: number }
  /** Seconds. */
  readonly timeout: number
}

/** A gateway that a service is seen through, and the hosts it answers for there. */
export interface Way {
  readonly gateway: Gateway
  readonly hosts: readonly string[]
}

/** An image, and what platgen knows of it. */
export interface Image {
  /** `registry/repository:tag@digest`, as every output writes it. */
  readonly reference: string
  readonly registry: string
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
  /** Whether this platform builds it. */
  readonly own: boolean
  /** What `images.digests` calls it, when platgen chose it; undefined when somebody named it. */
  readonly chosen: string | undefined
}

/** What has to succeed before an image is built, and after it is deployed. */
export interface Test extends Pick<ResolvedTest, 'unit' | 'lint'> {
  /** What the commands run in, where somebody says it; else what the Dockerfile builds in. */
  readonly image: string | undefined
  /** Pattern of the reports of the unit tests, in the build context. */
  readonly reports: string | undefined
  readonly sonar: { readonly enabled: boolean; readonly key: string; readonly exclude: readonly string[] }
  /** Present when Robot tests run in this environment; with the folder of more suites. */
  readonly acceptance: { readonly suite: string | undefined } | undefined
}

/** A port of a pod and of its Service. */
export interface Port {
  readonly name: string
  /** On the container. */
  readonly port: number
  /** On the Service. */
  readonly servicePort: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  /** Always said, so that no mesh and no gateway has to guess: from the name of the port when not written. */
  readonly appProtocol: string
  readonly nodePort: number | undefined
  /** The sidecar that listens on it; undefined for the main container. */
  readonly sidecar: string | undefined
}

/** What a probe does, decided: one of four ways. */
export type ProbeAction =
  | {
      readonly type: 'http'
      readonly path: string
      readonly port: Port
      readonly scheme: 'HTTP' | 'HTTPS'
      readonly headers: Named<string>
    }
  | { readonly type: 'grpc'; readonly service: string; readonly port: Port }
  | { readonly type: 'tcp'; readonly port: Port }
  | { readonly type: 'command'; readonly command: readonly string[] }

/** A probe. All times in seconds. */
export interface Probe {
  readonly action: ProbeAction
  readonly delay: number
  readonly period: number
  readonly timeout: number
  readonly failures: number
  readonly successes: number
}

/** The probes of one container. What is undefined is not probed. */
export interface Probes {
  readonly ready: Probe | undefined
  readonly live: Probe | undefined
  readonly startup: Probe | undefined
}

/** Requests and limits, as Kubernetes quantities. A CPU limit can be absent on purpose. */
export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string; readonly storage: string }
  readonly limits: { readonly cpu: string | undefined; readonly memory: string; readonly storage: string }
}

/** Where the value of an environment variable comes from. */
export type EnvSource =
  | { readonly type: 'value'; readonly value: string }
  | { readonly type: 'field'; readonly field: string }
  | { readonly type: 'resource'; readonly resource: string }
  | { readonly type: 'config'; readonly config: string; readonly key: string }

/** Someone this workload talks to, on which ports, and what for. */
export interface Edge extends Requests {
  readonly name: string
  readonly type: 'service' | 'store' | 'external'
  /** Where its pods are; for an external, and a store that runs elsewhere, that of whoever declares it. */
  readonly namespace: string
  readonly ports: readonly Port[]
  /** Most connections that each pod keeps open; absent when nobody counts them. */
  readonly pool?: number
}

/** A file from the configuration of the service. */
export interface ConfigFile {
  readonly path: string
  /** The text of a file of the service's own ConfigMap, or undefined when a shared one holds it. */
  readonly text: string | undefined
  readonly shared: { readonly config: string; readonly key: string } | undefined
  /** Permissions as a number. */
  readonly mode: number
}

/** One secret the workload reads. */
export interface SecretUse {
  readonly name: string
  readonly secret: string
  readonly key: string
  readonly as: 'file' | 'env' | 'file-env'
  /** Where the file is; also set for `env`, where nothing mounts it. */
  readonly path: string
  readonly optional: boolean
}

/** An empty folder in a read-only root file system. */
export interface WritablePath {
  readonly path: string
  readonly size: string
  readonly medium: 'Memory' | undefined
}

/** A workload of the same service with an image of its own. Always at least one; a service without `versions` has one without a name. */
export interface Version {
  /** `v2`, or undefined for a service without versions. */
  readonly name: string | undefined
  /** Name of its workload: the service's, with `-v2` for a version. */
  readonly workload: string
  readonly image: Image
  readonly env: Named<EnvSource>
  readonly replicas: Replicas
  /** How connections to its pods are made, where that differs from the service. */
  readonly policy: TrafficPolicy
}

/** How many pods, and what an autoscaler aims at. */
export interface Replicas extends Omit<ResolvedService['replicas'], 'max' | 'cpu' | 'memory'> {
  readonly max: number
  /** Percent of the request, or undefined when the autoscaler does not look at it. */
  readonly cpu: number | undefined
  readonly memory: number | undefined
}

/** A container beside the main one. */
export interface Container {
  readonly name: string
  readonly image: Image
  readonly command: readonly string[] | undefined
  readonly args: readonly string[] | undefined
  readonly env: Named<EnvSource>
  readonly resources: Resources
  readonly mounts: Named<{ readonly path: string; readonly subPath: string | undefined; readonly readOnly: boolean }>
  readonly security: {
    readonly user: number
    readonly group: number
    readonly readOnlyRoot: boolean
    readonly privileged: boolean
    readonly capabilities: readonly string[]
  }
}

/** A container that runs as long as the main one does. */
export interface Sidecar extends Container {
  readonly ports: readonly Port[]
  readonly probes: Probes
}

/** How a new release gets its requests. */
export type Canary = NonNullable<ResolvedService['rollout']['canary']> & { readonly by: 'argo-rollouts' | 'flagger' | undefined }

/** A workload that your teams build or run. */
export interface Service
  extends Omit<
    ResolvedService,
    | 'image'
    | 'build'
    | 'ports'
    | 'expose'
    | 'metrics'
    | 'alerts'
    | 'slo'
    | 'calls'
    | 'env'
    | 'files'
    | 'secrets'
    | 'health'
    | 'resources'
    | 'replicas'
    | 'init'
    | 'sidecars'
    | 'versions'
    | 'writable'
    | 'account'
    | 'lifecycle'
    | 'enabled'
    | 'owner'
    | 'migrate'
    | 'security'
    | 'waivers'
    | 'environments'
    | 'traffic'
    | 'mesh'
    | 'limits'
    | 'access'
    | 'test'
    | 'logs'
    | 'rollout'
  > {
  readonly name: string
  readonly type: 'service'
  readonly namespace: string
  /** Whether its pods have a proxy of the mesh. */
  readonly inMesh: boolean
  /** Set for what nobody declared but the platform itself needs: the path in the language that asks for it. */
  readonly component: { readonly says: readonly string[] } | undefined
  readonly owner: string | undefined
  /** With who shifts requests to a new release, where one is to get them little by little. Undefined when nobody does, which a check tells. */
  readonly rollout: Omit<ResolvedService['rollout'], 'canary'> & { readonly canary: Canary | undefined }
  readonly image: Image
  /** How the image is built; undefined when somebody else builds it. */
  readonly build: Build | undefined
  readonly test: Test
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never'
  /** Main container's first, then the sidecars', in the order of the file. */
  readonly ports: readonly Port[]
  /** `ways`: the gateways, in the order in which the service names them. */
  readonly expose:
    | (Omit<NonNullable<ResolvedService['expose']>, 'port' | 'gateway'> & { readonly port: Port; readonly ways: readonly Way[] })
    | undefined
  readonly metrics: ServiceMetrics<Port> | undefined
  /** Who counts its requests; undefined when nobody does. */
  readonly counted: CountedBy | undefined
  readonly alerts: ServiceAlerts
  readonly slo: Slo | undefined
  readonly calls: readonly Edge[]
  /** The names under `calls`, those included that are not enabled here. */
  readonly declaredCalls: readonly string[]
  /** Services of this environment that declare a call to it, with the ports they call. */
  readonly callers: readonly Edge[]
  readonly env: Named<EnvSource>
  readonly files: readonly ConfigFile[]
  readonly secrets: readonly SecretUse[]
  readonly probes: Probes
  readonly resources: Resources
  readonly replicas: Replicas
  readonly init: readonly Container[]
  readonly sidecars: readonly Sidecar[]
  readonly versions: readonly Version[]
  readonly writable: readonly WritablePath[]
  readonly account: {
    readonly name: string
    readonly existing: boolean
    readonly roles: readonly string[]
    readonly token: boolean
    readonly annotations: Named<string>
  }
  readonly security: ResolvedService['security'] & { readonly fsGroup: number }
  /** Seconds. `drain` is 0 when there is nothing to drain. */
  readonly lifecycle: {
    readonly drain: number
    readonly grace: number
    readonly preStop: readonly string[] | undefined
    readonly postStart: readonly string[] | undefined
  }
  readonly access: Access
  readonly traffic: Traffic
  readonly mesh: ServiceMesh
  readonly limits: RateLimits | undefined
  readonly logs: ServiceLogs
  /** The opt-outs that are in use here, each with the reason: the written one, or that this is not production. A judge's waiver is written from it. */
  readonly waived: Waived
  readonly migrate:
    | { readonly command: readonly string[]; readonly deadline: number; readonly retries: number; readonly resources: Resources }
    | undefined
}

/** The safe defaults that a workload can opt out of. */
export type WaiverName =
  | 'replicas'
  | 'root'
  | 'writableRoot'
  | 'capabilities'
  | 'privileged'
  | 'secretEnv'
  | 'health'
  | 'limits'
  | 'account'
  | 'digest'
  | 'network'
  | 'mirror'
  | 'fault'
  | 'backup'
/** The opt-outs in use, with their reasons. The reason is empty in production when nobody gave one, which is an error. */
export type Waived = { readonly [Name in WaiverName]?: string }

/** A database, cache or queue, in the cluster or outside. */
export interface Store
  extends Omit<
    ResolvedStore,
    | 'resources'
    | 'image'
    | 'version'
    | 'database'
    | 'user'
    | 'secret'
    | 'rootPasswordKey'
    | 'external'
    | 'waivers'
    | 'environments'
    | 'connections'
    | 'config'
    | 'backup'
    | 'databases'
    | 'users'
    | 'topics'
    | 'operator'
  > {
  readonly name: string
  readonly type: 'store'
  readonly namespace: string
  readonly inMesh: boolean
  /** What its pods are in the platform. */
  readonly role: 'database' | 'cache' | 'queue' | 'search' | 'storage'
  /** Where clients talk to it. */
  readonly port: Port
  /** More ports that may be called by name. */
  readonly morePorts: readonly Port[]
  /** Name of the Service that gives each member a DNS name. */
  readonly headless: string
  /** Its members: the pods of its StatefulSet, the first being the primary where there is one from the start. One, when it runs outside. */
  readonly members: readonly { readonly name: string; readonly host: string }[]
  /** The claims of those pods. */
  readonly claims: readonly string[]
  /** Labels by which those pods are found, and the container of the server in them. */
  readonly pods: Named<string>
  readonly container: string
  /** The operator that runs it; undefined for a StatefulSet of ours. */
  readonly operator: OperatedBy | undefined
  /** Whether the first of several members is the one that is written to. */
  readonly firstLeads: boolean
  /** Ports that members use among each other. None for a single server. */
  readonly peers: readonly Port[]
  /** Most connections of clients; undefined where the engine has no such limit. */
  readonly connections: number | undefined
  /** Settings that somebody wrote, in the engine's own words. */
  readonly config: Named<string>
  /** Where its metrics are: on the server itself, or on the exporter beside it. */
  readonly metrics: StoreMetrics
  /** Every database that it has; none for an engine without. */
  readonly databases: readonly string[]
  /** More users than the one of services, by name. */
  readonly users: Named<StoreUser>
  /** Topics that an operator makes. */
  readonly topics: Named<{ readonly partitions: number; readonly replicas: number; readonly config: Named<string> }>
  /** How its data is copied; undefined when nobody asked for it, or it runs outside. */
  readonly backup: Backup | undefined
  /** The proxy beside each member that leads to the primary, where members choose one. */
  readonly proxy: Image | undefined
  /** Where its volume is mounted, and where its configuration is. */
  readonly folders: { readonly data: string; readonly configuration: string }
  /** In the cluster its Service, outside the declared host. */
  readonly host: string
  /** Any member, for reading; the same where members are equal, or there is one. */
  readonly readHost: string
  readonly external: { readonly host: string; readonly addresses: readonly string[] } | undefined
  readonly image: Image
  /** Version of the engine, as an operator wants to know it beside the image. */
  readonly release: string
  readonly database: string | undefined
  readonly user: string | undefined
  readonly secret: string
  /** The key of that Secret with the password of `user`. */
  readonly passwordKey: string
  readonly rootPasswordKey: string
  /** Secrets that come into being with it, so that nobody has to make them. */
  readonly madeSecrets: readonly string[]
  /** The keys of its Secret that its own program reads, each once; none when it runs outside. Only MySQL and MongoDB have a root, and a client may be that one. */
  readonly secretKeys: readonly string[]
  readonly resources: Resources
  readonly waived: Waived
  readonly callers: readonly Edge[]
}

/** The operator that runs a store. */
export interface OperatedBy extends Pick<NonNullable<ResolvedStore['operator']>, 'name'> {
  /** Where the operator itself is. */
  readonly namespace: string
  /** Whether the pods of the store ask the Kubernetes API. */
  readonly asksApi: boolean
  /** Ports of those pods that the operator calls. */
  readonly calledPorts: readonly number[]
}

/** One more user of a database. */
export interface StoreUser {
  readonly secret: string
  readonly key: string
  readonly grants: Named<'read' | 'write' | 'all'>
  /** Most connections; undefined for as many as the store has. */
  readonly connections: number | undefined
}

/** How the data of a store is copied and brought back. */
export interface Backup {
  /** Name of the CronJob that makes a copy, and of those that bring one back: one, or for each member one. */
  readonly job: string
  readonly restoreJobs: readonly string[]
  readonly schedule: string
  readonly timeZone: string
  /** Minutes after which a copy is removed. */
  readonly keepMinutes: number
  /** Seconds that the newest copy may be old before somebody is told. */
  readonly withinSeconds: number
  readonly deadline: string
  /** Room for a copy on its way. */
  readonly work: string
  readonly resources: Resources
  readonly target:
    | { readonly type: 'claim'; readonly claim: string; readonly size: string | undefined; readonly class: string | undefined }
    | {
        readonly type: 's3'
        readonly bucket: string
        readonly path: string
        readonly region: string
        readonly secret: string
        /** Whom the Jobs call: an external, or a store. */
        readonly external: string
      }
    | { readonly type: 'snapshot'; readonly class: string; readonly claim: string }
}

/** Copies that are files, in a claim or in a bucket. */
export interface FiledBackup extends Backup {
  readonly target: Exclude<Backup['target'], { readonly type: 'snapshot' }>
}

/** Something outside of the cluster that services call. */
export interface External extends Omit<ResolvedExternal, 'ports' | 'through' | 'machine'> {
  readonly name: string
  readonly type: 'external'
  /** `servicePort` is what callers name, `port` where it listens. */
  readonly ports: readonly Port[]
  /** The ports whose TLS our own proxies make. */
  readonly originations: readonly Origination[]
  /** The gateway that connections leave through. */
  readonly through: string | undefined
  /** Machines of ours with a proxy of the mesh; undefined for what others run. */
  readonly machine: Machine | undefined
  readonly callers: readonly Edge[]
}

/** What runs in the cluster and has objects of its own. */
export type Workload = Service | Store

/**
 * Where a value of a model was decided: the pointer of whoever won, by its path in the language (not in the model, where some things are derived).
 * `at(model, 'services', 'orders', 'ports', 'http')`.
 */
export type At = (model: Model, ...path: readonly (string | number)[]) => Spot
