import { carriesRequests } from '../../kinds/requests.ts'
import type { Neighbour, Requests, Service } from '../../resolve/model.ts'
import { isMember } from '../../resolve/plain-text.ts'
import type { Idle, Word } from '../idle.ts'

const ACCESS_WORDS = ['mtls', 'jwt', 'authorize', 'deny', 'audit'] as const

/** Words about callers that only a proxy can hold them to. */
export const idleAccess: readonly Idle[] = [
  ...ACCESS_WORDS.flatMap((word): readonly Idle[] => [
    { field: `access/${word}`, when: (_service, { mesh }) => mesh.provider === 'none', reason: 'the platform has no mesh (`mesh: istio`)' },
    {
      field: `access/${word}`,
      when: ({ inMesh }, { mesh }) => mesh.provider !== 'none' && !inMesh,
      reason: 'its pods have no proxy, because they use the network of their node',
    },
  ]),
  ...(['jwt', 'authorize'] as const).map(
    (word): Idle => ({
      field: `access/${word}`,
      when: ({ inMesh, ports }) => inMesh && !ports.some(({ appProtocol }) => carriesRequests(appProtocol)),
      reason: 'none of its ports carries HTTP or gRPC',
    }),
  ),
  {
    field: 'access/jwt/of',
    when: ({ inMesh, access, expose }) => inMesh && access.jwt?.of === 'edge' && expose === undefined,
    reason: 'nothing comes through the edge, because it has no `expose`',
  },
]

const OF_CALLS = ['methods', 'paths', 'hosts'] as const

function narrows({ methods, paths, hosts }: Requests): boolean {
  return methods.length + paths.length + hosts.length > 0
}

/** Who is called decides what may be asked: only a proxy beside a service of the platform looks at requests. */
function idleCall(name: string): Word['idle'] {
  return (_service, model) => {
    if (model.mesh.provider === 'none') return 'the platform has no mesh (`mesh: istio`), and a NetworkPolicy only knows ports'
    const callee = model.services[name]
    if (callee === undefined) return `\`${name}\` is no service, and only those look at requests`
    return callee.inMesh ? undefined : `\`${name}\` has no proxy that looks at requests`
  }
}

const idleNeighbour: Word['idle'] = (_service, { mesh }) =>
  mesh.provider === 'none' ? 'the platform has no mesh (`mesh: istio`), and a NetworkPolicy only knows ports' : undefined

/** What a call, or another namespace, says of requests, where nobody would look at them. */
export function requestWords({ calls, access }: Service): readonly Word[] {
  return [
    ...calls.filter(narrows).flatMap(({ name }) => OF_CALLS.map((word) => ({ path: ['calls', name, word], idle: idleCall(name) }))),
    ...access.namespaces.flatMap((neighbour) => [
      ...(narrows(neighbour) ? OF_CALLS : []).map((word) => ({
        path: ['access', 'namespaces', neighbour.name, word],
        idle: idleNeighbour,
      })),
      ...(neighbour.accounts.length === 0
        ? []
        : [{ path: ['access', 'namespaces', neighbour.name, 'accounts'], idle: idleAccounts(neighbour) }]),
    ]),
  ]
}

/** Whoever speaks plain text has no identity, so that one account can't be told from another. */
function idleAccounts({ name, trustDomain }: Neighbour): Word['idle'] {
  return (service, model) => {
    if (model.mesh.provider === 'none') return idleNeighbour(service, model)
    return trustDomain !== undefined || isMember(name, model)
      ? undefined
      : `pods of \`${name}\` have no proxy, and with it no identity (\`mesh.members\`)`
  }
}
