import type { ResolvedAccess } from '../../schema/generated/resolved.ts'
import type { PodSecurity } from '../kinds/pod-security.ts'
import type { JsonObject } from '../source/source.ts'
import type { Model, Named } from './model.ts'

/** A workload that the platform itself needs (a log agent, a Prometheus, a backup), said in the words of a service: everything that follows from a service follows from it. */
export interface Component {
  /** Unique among services, stores and externals; a clash is told to the user, at the thing of that name. */
  readonly name: string
  /** The path in the language that asks for it, `['logging']`: findings about it point there. */
  readonly says: readonly string[]
  /** Namespace of its own. Default is the environment's. */
  readonly namespace?: string
  /** What a namespace of its own has to allow. Default `restricted`. Several components of one namespace get what the most demanding one needs. */
  readonly podSecurity?: PodSecurity
  /** Whether its pods have a proxy of the mesh. Default: in the environment's namespace as everybody, elsewhere false. */
  readonly mesh?: boolean
  /**
   * A service whose pods get it, instead of pods of its own: `service` then says what is added to that one, which are `sidecars`, `volumes` and `calls`.
   * Names of these begin with that of the component.
   */
  readonly beside?: string
  /** Shared configuration of this name that it brings along, by key, for one beside a service. */
  readonly config?: Named<string>
  /** What could stand under `services.NAME`; short forms are fine. `${…}` in it is plain text, and `defaults` of the platform do not reach it. */
  readonly service: JsonObject
  /** Roles of its account, by name, as under `access.roles`. The account gets all of them. A name is made unique by that of the component. */
  readonly roles?: JsonObject
}

/** A component in the long form of the language. */
export interface WrittenComponent extends Omit<Component, 'service' | 'roles'> {
  readonly service: JsonObject
  readonly roles: JsonObject
}

/** Says which components an environment needs, once its own services are decided. */
export type Expand = (model: Model) => readonly WrittenComponent[]

/** A role of the model: with the namespace that it is in. */
export type PlacedRole = ResolvedAccess['roles'][string] & { readonly namespace: string }
