import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { isOfRook } from '../kinds/ceph.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const rookFewNodes = defineDiagnostic<{ what: string; wanted: number; nodes: number }>({
  code: 'check/rook-few-nodes',
  severity: 'error',
  message: ({ what, wanted, nodes }) => `Rook is given ${nodes} nodes, but ${what} wants ${wanted}, each on a node of its own`,
  note: () => 'Name more nodes, none at all (then every node is used), or ask for fewer.',
})

export const rookIdle = defineDiagnostic({
  code: 'check/rook-without-class',
  severity: 'warning',
  message: () => 'nothing lies in the Ceph cluster that Rook would run',
  note: () => 'Declare a class of type `ceph-rbd` or `cephfs` without a `clusterId`.',
})

/** The Ceph cluster of Rook against the nodes that it is given, and against the classes that lie in it. */
export const rook: Rule = {
  model({ model, report }) {
    const { storage } = model
    const { rook: cluster, classes } = storage
    if (cluster === undefined) return
    const nodes = cluster.nodes.length
    const inside = Object.entries(classes).filter(([, declared]) => isOfRook(declared, storage))
    if (inside.length === 0) report(rookIdle, atKey(model, 'storage', 'rook'), {})
    if (nodes === 0) return
    const place = at(model, 'storage', 'rook', 'nodes')
    const few = (what: string, wanted: number) => wanted > nodes && report(rookFewNodes, place, { what, wanted, nodes })
    few('its map of monitors', cluster.monitors)
    for (const [name, { replicas }] of inside) few(`the class \`${name}\``, replicas ?? 3)
  },
}
