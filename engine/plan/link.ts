import type { ObjectNode, PlanNode } from './plan.ts'

/** plan.json: nodes by name. A child is a node, the name of one, or one that says `is` and what differs here. */
export interface PlanFile {
  readonly root: string
  readonly nodes: { readonly [name: string]: RawNode }
}

/** A child of a node that is not linked yet. */
export type RawChild = string | RawNode
/** A node whose `props` and `of` are children that are not linked yet. */
export interface RawNode {
  readonly is?: string
  readonly props?: { readonly [key: string]: RawChild }
  readonly of?: RawChild
  readonly [field: string]: unknown
}

type Draft = Record<string, unknown>

/** Replaces names by the nodes they name. Circles are fine: a service holds overlays of a service. */
export function linkPlan(file: PlanFile): ObjectNode {
  const named = new Map<string, Draft>(Object.keys(file.nodes).map((name) => [name, {}]))
  const variants: { readonly draft: Draft; readonly is: string; readonly differs: RawNode }[] = []

  function find(name: string): Draft {
    const draft = named.get(name)
    if (draft === undefined) throw new Error(`plan.json has no node ${name}`)
    return draft
  }

  function fill(draft: Draft, raw: RawNode): Draft {
    const { is, props, of, ...rest } = raw
    if (is !== undefined) {
      variants.push({ draft, is, differs: rest })
      return draft
    }
    Object.assign(draft, rest)
    if (of !== undefined) draft.of = link(of)
    if (props !== undefined) {
      const linked: Draft = Object.create(null) as Draft
      for (const [key, child] of Object.entries(props)) linked[key] = link(child)
      draft.props = linked
    }
    if (draft.type === 'object') draft.required ??= []
    return draft
  }

  function link(child: RawChild): Draft {
    return typeof child === 'string' ? find(child) : fill({}, child)
  }

  for (const [name, raw] of Object.entries(file.nodes)) fill(find(name), raw)
  for (const { draft, is, differs } of variants) Object.assign(draft, find(is), differs)
  return find(file.root) as unknown as PlanNode as ObjectNode
}
