import type {
  ResolvedMachine,
  ResolvedMesh,
  ResolvedMeshMetrics,
  ResolvedMeshProvider,
  ResolvedProxy,
  ResolvedProxyExclusions,
  ResolvedProxyFilter,
  ResolvedTraceTags,
} from '../../schema/generated/resolved.ts'
import type { Named, Port } from './model.ts'

/** The mesh, decided. */
export interface Mesh
  extends Omit<ResolvedMesh, 'providers' | 'accessLogs' | 'metrics' | 'tracing' | 'install' | 'rateLimiter' | 'addons'> {
  readonly addons: ResolvedMesh['addons'] & { readonly namespace: string }
  readonly rateLimiter: ResolvedMesh['rateLimiter'] & { readonly namespace: string; readonly service: MeshService }
  /** `revision` is that of the control plane: what `mesh.revision` says, unless that is a tag. */
  readonly install: Omit<ResolvedMesh['install'], 'revision'> & { readonly revision: string | undefined }
  /** By the name that Telemetry objects and the control plane know them by. */
  readonly providers: Named<MeshProvider>
  readonly telemetry: Telemetry
}

/** Who takes what the proxies tell. */
export interface MeshProvider extends Omit<ResolvedMeshProvider, 'port'> {
  readonly name: string
  /** The Service that proxies send to; undefined for what goes to a file. */
  readonly service: MeshService | undefined
}

/** A Service of the cluster that proxies reach whatever their own service calls. */
export interface MeshService {
  /** Its whole name. */
  readonly host: string
  readonly namespace: string
  readonly port: number
}

/** Whose proxy tells it: the caller's, the callee's, or both. */
export type Side = 'both' | 'client' | 'server'

/** What proxies tell. What is undefined is as Istio does it by itself, or, for a service, as the platform says. */
export interface Telemetry {
  readonly accessLogs: AccessLogs | undefined
  readonly metrics: ResolvedMeshMetrics | undefined
  readonly tracing: Tracing | undefined
}

/** Records of single requests. */
export interface AccessLogs {
  /** As the language names them. */
  readonly to: readonly string[]
  /** Names of providers; empty for none at all. */
  readonly providers: readonly string[]
  /** CEL. */
  readonly filter: string | undefined
  readonly side: Side
}

/** Spans. */
export interface Tracing {
  /** The name of a provider, or undefined for none at all. */
  readonly provider: string | undefined
  /** Percent. */
  readonly sampling: number
  readonly tags: ResolvedTraceTags
}

/** What is different for the proxies of one service. */
export interface ServiceMesh {
  /** Whole sections: what the service does not say in one is the platform's. */
  readonly telemetry: Telemetry
  readonly proxy: MeshProxy
}

/** The proxies of one service. What is undefined is as the control plane is installed. */
export interface MeshProxy extends Omit<ResolvedProxy, 'drain' | 'exclude' | 'filters'> {
  readonly drain: { readonly seconds: number; readonly untilIdle: boolean } | undefined
  readonly exclude: ResolvedProxyExclusions
  readonly filters: readonly ProxyFilter[]
}

/** An HTTP filter of Envoy, in its own words. */
export interface ProxyFilter extends Omit<ResolvedProxyFilter, 'port'> {
  readonly name: string
  /** Undefined is every port. */
  readonly port: Port | undefined
}

/** Machines outside of the cluster that run a proxy of the mesh. */
export interface Machine extends Omit<ResolvedMachine, 'account' | 'calls' | 'health'> {
  readonly account: string
  /** `period` in seconds; without a path a connection is enough. */
  readonly health: { readonly port: string; readonly path: string | undefined; readonly period: number } | undefined
  /** Whom they call, on which ports, by name; undefined is all of them. */
  readonly calls: readonly { readonly callee: string; readonly ports: readonly string[] | undefined }[]
}
