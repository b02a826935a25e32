/** Who may talk to whom, computed from the NetworkPolicies of the output alone, is who was declared to call whom. No tool is needed. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, inject, test } from 'vitest'
import type { Json } from '../../engine/source/source.ts'
import { allowedEdges, outsidePeers, type Pods, podsOf } from './network/policies.ts'
import { get, readObjects, scalar } from './objects.ts'

const rendered = inject('rendered')
const environments = rendered.flatMap((platform) =>
  platform.environments.map((environment) => ({
    title: `${platform.name} in ${environment.name}`,
    environment,
    objects: readObjects(join(platform.out, 'manifests', environment.name)).list,
  })),
)

/** The service or store that pods belong to. */
const ownerOf = (pods: Pods) => pods.labels['app.kubernetes.io/name'] ?? pods.workload
const unique = (edges: readonly string[]) => [...new Set(edges)].sort()

describe('the edges between pods', () => {
  test.each(environments)('are the declared calls: $title', ({ environment, objects }) => {
    const allowed = allowedEdges(objects).map(({ from, to, port }) => `${ownerOf(from)} → ${ownerOf(to)}:${port.number}/${port.protocol}`)
    expect(unique(allowed)).toEqual(unique(environment.calls))
  })

  test.each(rendered)('never lead from one environment of $name to another', ({ out, environments: all }) => {
    const objects = all.flatMap(({ name }) => readObjects(join(out, 'manifests', name)).list)
    const environmentOf = new Map(all.flatMap(({ name, namespaces }) => namespaces.map((namespace) => [namespace, name])))
    const crossing = allowedEdges(objects).filter(({ from, to }) => environmentOf.get(from.namespace) !== environmentOf.get(to.namespace))
    expect(
      crossing.map(({ from, to, port }) => `${from.namespace}/${ownerOf(from)} → ${to.namespace}/${ownerOf(to)}:${port.number}`),
    ).toEqual([])
  })

  test.each(environments)('that leave the cluster are the declared ones: $title', ({ environment, objects }) => {
    const leaving = podsOf(objects).flatMap((pods) =>
      outsidePeers(objects, pods, 'Egress')
        .filter(({ peer }) => get(peer, 'ipBlock') !== undefined)
        .flatMap(({ ports }) => (ports.length === 0 ? ['any'] : ports.map(portName)).map((port) => `${ownerOf(pods)}:${port}`)),
    )
    expect(unique(leaving)).toEqual(unique(environment.leaving.map((call) => call.replace(/ → .*:/, ':'))))
  })

  test.each(environments)('without an end are those that the platform asks for: $title', ({ environment, objects }) => {
    const open = podsOf(objects).flatMap((pods) =>
      (['Ingress', 'Egress'] as const).flatMap((direction) =>
        outsidePeers(objects, pods, direction)
          .filter(({ peer }) => isDeepStrictEqual(peer, {}))
          .flatMap(({ ports }) =>
            (ports.length === 0 ? ['any'] : ports.map(portName)).map((port) => `${ownerOf(pods)} ${direction} ${port}`),
          ),
      ),
    )
    expect(unique(open)).toEqual(unique(environment.open))
  })
})

function portName(port: Json): string {
  return `${scalar(get(port, 'port'))}/${scalar(get(port, 'protocol')) || 'TCP'}`
}
