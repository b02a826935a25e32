import { type Family, firstOf, isMap, type KubernetesObject, open, type Variants, withoutHash } from '../../../engine/sdk.ts'
import { camel, type Path } from '../values/path.ts'
import { field } from './field.ts'
import { type References, referencesOf } from './image.ts'
import { podPath } from './pod.ts'

/** An object that makes pods. */
export interface Workload {
  readonly family: Family
  readonly podPath: Path
  /** Where its values are; empty for the one that the chart is about. */
  readonly scope: Path
  /** The container that it is about. */
  readonly container: string
}

/** What runs for long comes first. */
const ORDER = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'CronJob', 'Job']

/** The workloads of a chart, the one that it is about first. A chart of the platform itself is about none. */
export function workloadsOf(families: readonly Family[], owner: string, taken: ReadonlySet<string>): readonly Workload[] {
  const found = families.flatMap((family) => {
    const path = podPath(firstOf(family.place))
    return path === undefined ? [] : [{ family, path }]
  })
  const named = found.filter(({ family }) => family.name === owner)
  const main = owner === '' ? undefined : found.length === 1 ? found[0] : [...named].sort((a, b) => rank(a.family) - rank(b.family))[0]
  const scopes = new Set(taken)
  const workloads = found.map(({ family, path }): Workload => {
    const container = containerOf(family.place, path, [withoutHash(family.name), owner, suffixOf(family.name, owner)])
    if (family === main?.family) return { family, podPath: path, scope: [], container }
    return { family, podPath: path, scope: [scopeOf(family, owner, scopes)], container }
  })
  return workloads.sort((a, b) => a.scope.length - b.scope.length)
}

/** What the chart's main container runs, if there is one. */
export function mainReferences([main]: readonly Workload[]): References | undefined {
  if (main === undefined || main.scope.length > 0) return undefined
  const containers = open(field(main.family.place, ...main.podPath, 'spec', 'containers'))
  const container = containers.type === 'list' ? containers.items.find(({ key }) => key === main.container) : undefined
  const references = container && referencesOf(container.part)
  return references?.some((reference) => reference !== undefined) === true ? references : undefined
}

function rank({ kind }: Family): number {
  const index = ORDER.indexOf(kind)
  return index < 0 ? ORDER.length : index
}

/** The name of an object without that of its owner: `orders-v2` → `v2`. */
export function suffixOf(name: string, owner: string): string {
  const lasting = withoutHash(name)
  if (lasting === owner) return ''
  return owner !== '' && lasting.startsWith(`${owner}-`) ? lasting.slice(owner.length + 1) : lasting
}

/**
 * The same of an object, with the namespace where that is not the chart's own: `default-deny-agents`. A Namespace is called after the chart's own.
 * @param namespaces The chart's own namespace in each environment.
 */
export function objectSuffix({ kind, name, place }: Family, stem: string, namespaces: readonly string[]): string {
  const index = place.values.findIndex((value) => value !== undefined)
  const home = namespaces[index] ?? ''
  if (kind === 'Namespace') return suffixOf(name, home)
  const { namespace } = (place.values[index] as unknown as KubernetesObject).metadata
  const suffix = suffixOf(name, stem)
  if (namespace === undefined || namespace === home) return suffix
  return suffix === '' ? suffixOf(namespace, home) : `${suffix}-${suffixOf(namespace, home)}`
}

/** The namespace of an object, as a template says it: the release's own, one that is called after it, or another. */
export function namespaceText({ place }: Family, namespaces: readonly string[]): string {
  const index = place.values.findIndex((value) => value !== undefined)
  const home = namespaces[index] ?? ''
  const { namespace = home } = (place.values[index] as unknown as KubernetesObject).metadata
  if (namespace === home) return '{{ .Release.Namespace }}'
  return namespace.startsWith(`${home}-`) ? `{{ .Release.Namespace }}${namespace.slice(home.length)}` : namespace
}

/** Whether one map of variables is enough for the main containers of all workloads: one of them is the main one, or no two say different things. */
export function haveOneEnvironment(workloads: readonly Workload[]): boolean {
  if (workloads.some(({ scope }) => scope.length === 0)) return true
  const known = new Map<string, string>()
  return workloads.every(({ family, podPath: path, container }) => {
    const containers = open(field(family.place, ...path, 'spec', 'containers'))
    const main = containers.type === 'list' ? containers.items.find(({ key }) => key === container) : undefined
    const variables = main && open(field(main.part, 'env'))
    if (variables?.type !== 'list') return true
    return variables.items.every(({ key, part }) => {
      const text = JSON.stringify(part.values)
      const before = known.get(key)
      known.set(key, text)
      return before === undefined || before === text
    })
  })
}

/** How many families there are of each kind. */
export function countKinds(families: readonly Family[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { kind } of families) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

function scopeOf({ name, kind }: Family, owner: string, taken: Set<string>): string {
  const short = camel(suffixOf(name, owner) || kind)
  let scope = taken.has(short) ? `${short}Workload` : short
  for (let number = 2; taken.has(scope); number++) scope = `${short}Workload${number}`
  taken.add(scope)
  return scope
}

/** The container that has the name of its workload or owner, else the first. */
function containerOf(place: Variants, path: Path, names: readonly string[]): string {
  const containers = open(field(place, ...path, 'spec', 'containers'))
  if (containers.type !== 'list') return ''
  const known = containers.items.map(({ key }) => key)
  return names.find((name) => known.includes(name)) ?? known[0] ?? ''
}

/** Whether an object scales a workload. */
export function scales(autoscaler: Family, { family }: Workload): boolean {
  const target = firstOf(field(autoscaler.place, 'spec', 'scaleTargetRef'))
  return autoscaler.kind === 'HorizontalPodAutoscaler' && isMap(target) && target.kind === family.kind && target.name === family.name
}
