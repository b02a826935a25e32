import type { Fix, Report, Spot } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { builtInFormats } from '../kinds/log-formats.ts'
import { loadPlan } from '../plan/load.ts'
import type { PlanNode } from '../plan/plan.ts'
import { child, dig, isMap } from '../source/json.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { unknownName } from './diagnostics.ts'
import { subject } from './words.ts'

/** What a kind of name is called, and where such names are declared: in the platform, or in the service (or store) that uses them. */
const DECLARED: {
  readonly [kind: string]: {
    readonly what: string
    readonly in: 'platform' | 'owner' | 'container'
    readonly at: readonly (readonly string[])[]
    /** Names that nobody has to declare. */
    readonly known?: readonly string[]
  }
} = {
  environment: { what: 'an environment', in: 'platform', at: [['environments']] },
  service: { what: 'a service', in: 'platform', at: [['services']] },
  store: { what: 'a store', in: 'platform', at: [['stores']] },
  external: { what: 'an external', in: 'platform', at: [['externals']] },
  workload: { what: 'a service or store', in: 'platform', at: [['services'], ['stores']] },
  config: { what: 'a shared configuration', in: 'platform', at: [['config']] },
  gateway: { what: 'a gateway', in: 'platform', at: [['ingress', 'gateways']] },
  channel: { what: 'a channel', in: 'platform', at: [['monitoring', 'notify', 'channels']] },
  class: { what: 'a storage class', in: 'platform', at: [['storage', 'classes']] },
  snapshotClass: { what: 'a class of snapshots', in: 'platform', at: [['storage', 'snapshots']] },
  logFormat: { what: 'a log format', in: 'platform', at: [['logging', 'formats']], known: builtInFormats },
  logOutput: { what: 'an output of `logging`', in: 'platform', at: [['logging', 'to']] },
  role: { what: 'a role', in: 'platform', at: [['access', 'roles']] },
  issuer: { what: 'an issuer of the mesh', in: 'platform', at: [['mesh', 'issuers']] },
  authorizer: { what: 'an authorizer of the mesh', in: 'platform', at: [['mesh', 'authorizers']] },
  egressGateway: { what: 'an egress gateway of the mesh', in: 'platform', at: [['mesh', 'egress', 'gateways']] },
  volume: { what: 'a volume of the service', in: 'owner', at: [['volumes']] },
  version: { what: 'a version of the service', in: 'owner', at: [['versions']] },
}

/**
 * Every name that refers to something is checked against what is declared in any environment. Ports are checked per environment, where they are chosen.
 * The platform may still be wrong in other ways: what is not of the right type is passed over.
 */
export function checkReferences(root: JsonObject, report: Report): void {
  const known = new Map<string, ReadonlySet<string>>()

  function declared(kind: string, owner: readonly string[]): ReadonlySet<string> {
    const where = DECLARED[kind]
    if (where === undefined) throw new Error(`no kind of name: ${kind}`)
    const key = where.in === 'platform' ? kind : `${kind} ${owner.join('/')}`
    const before = known.get(key)
    if (before !== undefined) return before
    const names = new Set<string>(where.known)
    for (const path of where.at) {
      const holder = where.in === 'platform' ? root : dig(root, owner)
      for (const part of withOverlays(holder, where.in === 'platform' ? root : undefined)) addKeys(dig(part, path), names)
    }
    known.set(key, names)
    return names
  }

  /** A service and its overlays, or the platform and what its environments add to it. */
  function withOverlays(holder: Json | undefined, platformRoot: JsonObject | undefined): readonly (Json | undefined)[] {
    const overlays = child(platformRoot ?? holder, 'environments')
    return [holder, ...(isMap(overlays) ? Object.values(overlays) : [])]
  }

  function check(name: string, kindsOf: readonly string[], path: readonly string[], on: Spot['on']): void {
    if (kindsOf.some((kind) => kind === 'port') || name.includes('${')) return
    const owner = path.slice(0, 2)
    if (kindsOf.some((kind) => declared(kind, owner).has(name))) return
    const near = nearest(
      name,
      kindsOf.flatMap((kind) => [...declared(kind, owner)]),
    )
    const place: Spot = { pointer: toPointer(path), on }
    const fixes: readonly Fix[] = near === undefined ? [] : [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }]
    report(
      unknownName,
      place,
      {
        subject: subject(path.slice(0, -1)),
        name,
        kind: kindsOf
          .map((kind) => DECLARED[kind]?.what ?? kind)
          .join(', ')
          .replace(/, ([^,]*)$/, ' or $1'),
        nearest: near,
      },
      { fixes },
    )
  }

  function walk(node: PlanNode, value: Json | undefined, path: string[]): void {
    if (value === undefined || value === null) return
    switch (node.type) {
      case 'object':
      case 'any':
        if (!isMap(value) || node.props === undefined) return
        for (const key in node.props)
          if (Object.hasOwn(value, key)) within(path, key, () => walk(node.props?.[key] as PlanNode, value[key], path))
        return
      case 'map':
        if (!isMap(value)) return
        for (const key in value)
          within(path, key, () => {
            if (node.keyRef !== undefined) check(key, node.keyRef, path, 'key')
            walk(node.of, value[key], path)
          })
        return
      case 'list':
        if (Array.isArray(value))
          for (const [index, item] of (value as readonly Json[]).entries()) within(path, String(index), () => walk(node.of, item, path))
        return
      case 'scalar':
        if (node.ref !== undefined && typeof value === 'string') check(value, node.ref, path, 'value')
    }
  }

  walk(loadPlan(), root, [])
}

function within(path: string[], key: string, work: () => void): void {
  path.push(key)
  work()
  path.pop()
}

function addKeys(value: Json | undefined, names: Set<string>): void {
  if (isMap(value)) for (const key in value) if (value[key] !== null) names.add(key)
}
