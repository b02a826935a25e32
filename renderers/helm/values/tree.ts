import type { Json } from '../../../engine/sdk.ts'
import { defaultOf, define, differenceOf } from './defaults.ts'
import type { Slot } from './slot.ts'
import type { Group } from './slots.ts'

/** The values of a chart in the shape of values.yaml: a group, or a value. */
export interface Tree {
  readonly below: Map<string, Tree>
  slot?: Slot
  /** Of a group whose keys are the user's words. */
  description?: string
}

/** What people look for first. The others follow in the order of the objects. */
export const CUSTOMARY = [
  'replicaCount',
  'schedule',
  'image',
  'imagePullSecrets',
  'env',
  'resources',
  'service',
  'ingress',
  'httpRoute',
  'grpcRoute',
  'autoscaling',
  'persistence',
  'podDisruptionBudget',
  'networkPolicy',
  'serviceAccount',
  'serviceMonitor',
  'config',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'podAnnotations',
  'podLabels',
  'nodeSelector',
  'tolerations',
  'affinity',
  'topologySpreadConstraints',
  'priorityClassName',
  'terminationGracePeriodSeconds',
  'extraVolumes',
  'extraVolumeMounts',
  'initContainers',
  'sidecars',
] as const

/** What people hardly ever look for. */
export const LAST = ['virtualService', 'labels', 'annotations', 'checksums', 'commonLabels', 'tests']

/** Words that mean something to Helm, or to the chart that this one is part of. */
export const TAKEN: ReadonlySet<string> = new Set(['global', 'enabled', 'tags', 'import-values'])

/** The groups of values, switches and customary names first. */
export function treeOf(slots: readonly Slot[], groups: readonly Group[]): Tree {
  const root: Tree = { below: new Map() }
  for (const { path, description } of groups) if (description !== undefined) at(root, path).description = description
  for (const slot of slots) at(root, slot.path).slot = slot
  return ordered(root)
}

/** Words of the user stay in their order. */
function ordered({ below, ...rest }: Tree): Tree {
  if (rest.description !== undefined) return { below, ...rest }
  const entries = [...below].map(([key, part]) => [key, ordered(part)] as const)
  return { below: new Map(entries.sort(([a], [b]) => rank(a) - rank(b))), ...rest }
}

function rank(name: string): number {
  if (name === 'enabled' || name === 'create') return -1
  const index = (CUSTOMARY as readonly string[]).indexOf(name)
  return index < 0 ? CUSTOMARY.length + 1 + LAST.indexOf(name) : index
}

function at(root: Tree, path: readonly string[]): Tree {
  let tree = root
  for (const segment of path) {
    const next = tree.below.get(segment) ?? { below: new Map() }
    tree.below.set(segment, next)
    tree = next
  }
  return tree
}

/** What the values file of an environment says: what is different there. */
export function differencesOf(tree: Tree, base: number, environment: number): { readonly [key: string]: Json } {
  const all: Record<string, Json> = {}
  for (const [key, { below, slot }] of tree.below) {
    if (slot === undefined) {
      const inner = differencesOf({ below }, base, environment)
      if (Object.keys(inner).length > 0) define(all, key, inner)
      continue
    }
    const value = slot.values[environment]
    const rest = value === undefined ? undefined : differenceOf(value, defaultOf(slot, base))
    if (rest !== undefined) define(all, key, rest)
  }
  return all
}
