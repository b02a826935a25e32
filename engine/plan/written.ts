import type { Pointer, Spot } from '../diagnostics/diagnostic.ts'
import { isMap } from '../source/places.ts'
import { fromPointer, toPointer } from '../source/pointer.ts'
import type { Json, JsonObject } from '../source/source.ts'
import type { PlanNode } from './plan.ts'

/** Where something stands in platform.yaml as it was written. */
export interface Written {
  readonly pointer: Pointer
  /** What stands there; undefined when nothing does. */
  readonly value: Json | undefined
  /** What the language wants there in the long form; undefined where it has no word. */
  readonly node: PlanNode | undefined
  /** The outermost node that is written at this very place: an object, when a short form stands for it. */
  readonly outer: PlanNode | undefined
  /** Whether null may stand there, and whether what stands there only changes something (plan.ts). */
  readonly nullable: boolean
  readonly partial: boolean
  /** Whether it ends at a name in a list of names, which is a key in the long form. */
  readonly named: boolean
}

/** The place in what was written that a place in the long form means. A name in a list of names is a value there, not a key. */
export function writtenSpot(root: PlanNode, platform: JsonObject, { pointer, on }: Spot): Spot {
  const written = toWritten(root, platform, pointer)
  return { pointer: written.pointer, on: written.named ? 'value' : on }
}

/**
 * Where a pointer into the long form points in what was written: `/services/web/calls/catalog` is `/services/web/calls/1` when `calls` is a list of
 * names. A pointer that is one already stays as it is, and what nobody wrote is the nearest thing that holds it.
 */
export function toWritten(root: PlanNode, platform: JsonObject, pointer: Pointer): Written {
  const path: string[] = []
  let value: Json | undefined = platform
  let node: PlanNode | undefined = root
  let outer: PlanNode | undefined = root
  let partial = false
  let nullable = false
  let named = false

  for (const segment of fromPointer(pointer)) {
    const short = throughShort(node, value, segment)
    node = short.node
    if (short.index !== undefined) {
      path.push(short.index)
      value = undefined
      node = outer = node?.type === 'map' ? node.of : node
      named = true
      continue
    }
    if (short.consumed) continue
    if (typeof value !== 'object' || value === null) break
    path.push(segment)
    const isPartial: boolean = partial || (node !== undefined && 'partial' in node && node.partial === true)
    nullable = isPartial && (node?.type === 'object' || node?.type === 'map')
    partial = node?.type === 'list' ? false : isPartial || (node?.type === 'map' && node.overlay === true)
    value = child(value, segment)
    node = outer = below(node, segment)
  }
  const last: boolean = partial || (node !== undefined && 'partial' in node && node.partial === true)
  return { pointer: toPointer(path), value, node, outer, nullable, partial: last, named }
}

interface Through {
  readonly node: PlanNode | undefined
  /** The segment names what the short form stands for, and is not written. */
  readonly consumed?: true
  /** The segment is a name in a list of names, at this index. */
  readonly index?: string
}

/** Follows short forms until the node is the one that the value was written for. */
function throughShort(node: PlanNode | undefined, value: Json | undefined, segment: string): Through {
  if (node?.type === 'object' && node.short !== undefined && !isMap(value)) {
    const short = node.props[node.short]
    return segment === node.short ? { node: short, consumed: true } : throughShort(short, value, segment)
  }
  if (node?.type === 'list' && node.short === true && !Array.isArray(value))
    return segment === '0' ? { node: node.of, consumed: true } : throughShort(node.of, value, segment)
  if (node?.type === 'map' && node.short === true && Array.isArray(value)) {
    const index = (value as readonly Json[]).indexOf(segment)
    return { node, index: index < 0 ? segment : String(index) }
  }
  return { node }
}

function below(node: PlanNode | undefined, segment: string): PlanNode | undefined {
  switch (node?.type) {
    case 'object':
      return node.props[segment]
    case 'any':
      return node.props?.[segment]
    case 'map':
    case 'list':
      return node.of
    default:
      return undefined
  }
}

function child(value: Json, segment: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(segment)]
  return isMap(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}
