import type { PlanNode, ReferenceKind, ScalarNode } from '../../../engine/plan/plan.ts'
import type { Json } from '../../../engine/source/source.ts'
import { isMap, type Path } from './mutate.ts'

/** A place of platform.yaml that can be perturbed. */
export type Place =
  | { readonly type: 'leaf'; readonly path: Path; readonly value: Json; readonly node: Partial<ScalarNode> }
  /** An entry that nothing requires. */
  | { readonly type: 'entry'; readonly path: Path; readonly value: Json }

/** Every leaf and every optional entry that is written, as the plan of the language sees them. */
export function placesOf(node: PlanNode | undefined, value: Json, path: Path = []): Place[] {
  switch (node?.type) {
    case 'object': {
      if (!isMap(value)) return node.short === undefined ? leaf(path, value, {}) : placesOf(node.props[node.short], value, path)
      return Object.entries(value)
        .filter(([key]) => !key.startsWith('x-'))
        .flatMap(([key, inner]) => [
          ...entry([...path, key], inner, node.required.includes(key)),
          ...placesOf(node.props[key], inner, [...path, key]),
        ])
    }
    case 'map': {
      const names: Partial<ScalarNode> = node.keyRef === undefined ? {} : { ref: node.keyRef }
      if (Array.isArray(value)) return value.flatMap((item: Json, index) => leaf([...path, index], item, names))
      if (!isMap(value)) return leaf(path, value, names)
      return Object.entries(value).flatMap(([key, inner]) => [
        ...entry([...path, key], inner, false),
        ...placesOf(node.of, inner, [...path, key]),
      ])
    }
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item: Json, index) => placesOf(node.of, item, [...path, index]))
        : placesOf(node.of, value, path)
    case 'scalar':
      return leaf(path, value, node)
    default:
      return anything(node, value, path)
  }
}

/** Contents that only a renderer or a patch understands. */
function anything(node: PlanNode | undefined, value: Json, path: Path): Place[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => anything(undefined, item, [...path, index]))
  if (!isMap(value)) return leaf(path, value, {})
  const known = node?.type === 'any' ? node.props : undefined
  return Object.entries(value).flatMap(([key, inner]) => [
    ...entry([...path, key], inner, false),
    ...placesOf(known?.[key], inner, [...path, key]),
  ])
}

function leaf(path: Path, value: Json, node: Partial<ScalarNode>): Place[] {
  return typeof value === 'object' && value !== null ? [] : [{ type: 'leaf', path, value, node }]
}

function entry(path: Path, value: Json, isRequired: boolean): Place[] {
  return isRequired ? [] : [{ type: 'entry', path, value }]
}

/** The names of one kind that the platform declares, for references. Ports, volumes and versions are the owner's: whatever service has them. */
export function declaredNames(platform: Json, kind: ReferenceKind): readonly string[] {
  const keys = (...path: readonly string[]) =>
    Object.keys(path.reduce<Json | undefined>((inner, key) => (isMap(inner) ? inner[key] : undefined), platform) ?? {})
  const ofServices = (section: string) => keys('services').flatMap((name) => keys('services', name, section))
  switch (kind) {
    case 'service':
      return keys('services')
    case 'store':
      return keys('stores')
    case 'workload':
      return [...keys('services'), ...keys('stores')]
    case 'external':
      return keys('externals')
    case 'environment':
      return keys('environments')
    case 'config':
      return keys('config')
    case 'channel':
      return keys('monitoring', 'notify', 'channels')
    case 'snapshotClass':
      return keys('storage', 'snapshots')
    case 'class':
      return keys('storage', 'classes')
    case 'issuer':
      return keys('mesh', 'issuers')
    case 'authorizer':
      return keys('mesh', 'authorizers')
    case 'egressGateway':
      return keys('mesh', 'egress', 'gateways')
    case 'gateway':
      return keys('ingress', 'gateways')
    case 'logFormat':
      return [...keys('logging', 'formats'), 'plain', 'json']
    case 'logOutput':
      return keys('logging', 'to')
    case 'role':
      return keys('access', 'roles')
    case 'port':
      return ofServices('ports')
    case 'volume':
      return ofServices('volumes')
    case 'version':
      return ofServices('versions')
  }
}
