import type { StoreEngine } from '../engine.ts'

/**
 * What platgen knows of an operator that runs stores: what it calls its objects, and where it differs from the StatefulSets that platgen writes itself.
 * Whoever depends on a store is told what the operator really makes.
 */
export interface StoreOperator {
  /** The engine that it runs. */
  readonly engine: string
  /** Where its own documentation installs it. */
  readonly namespace: string
  /** What is otherwise than where platgen runs the engine. */
  readonly differs: Partial<StoreEngine>
  /** What follows the name of the store: in its Service for clients, in the one that leads to any member, and in the one of single members. */
  readonly suffixes: { readonly host: string; readonly read: string; readonly members: string }
  /** What stands in front of the number in the name of a member, where `*` is the name of the store, and the number of the first. */
  readonly member: { readonly prefix: string; readonly first: number }
  /** What stands in front of the name of a member in that of its claim. */
  readonly claimPrefix: string
  /** The label of its pods that holds the name of the store. */
  readonly podLabel: string
  /** The container of the server in those pods. */
  readonly container: string
  /** The Secret that it makes for clients; undefined when they need none. `given`: the keys of one that somebody else makes; undefined when it takes none. */
  readonly secret: { readonly suffix: string; readonly passwordKey: string; readonly given: readonly string[] | undefined } | undefined
  /** Whether it picks the image by the version of the engine. */
  readonly picksImage: boolean
  /** Whether its pods ask the Kubernetes API. */
  readonly asksApi: boolean
  /** Ports of its pods that the operator itself calls. */
  readonly calledPorts: readonly number[]
  /** Words of a store that it has no use for, by their path, and why. */
  readonly cannot: readonly { readonly word: readonly string[]; readonly reason: string }[]
}

/** What no operator passes on, because it decides about the command line. */
export const NO_ARGS = Object.freeze({ word: ['args'], reason: 'it decides about the command line itself' })
