import type { Model, Store } from '../../engine/sdk.ts'
import { type Part, type Runbook, span } from './runbook.ts'
import { kubectl, selectorOf } from './stores-ask.ts'
import { objectKind, operated, operatedCopies } from './stores-operated.ts'
import { restore } from './stores-restore.ts'
import { connections, diskFull, longQueries } from './stores-trouble.ts'

/** A page for each store that runs here: what can go wrong with it, and how a copy is brought back. */
export function* storesRunbooks(model: Model): Iterable<Runbook> {
  for (const store of Object.values(model.stores))
    if (store.external === undefined)
      yield {
        path: `stores/${store.name}-by-hand.md`,
        title: `${store.name} in ${model.environment.name}, by hand`,
        intro: `Long queries, connections, a full disk, a lost member and a copy to bring back, for ${store.name} (${store.engine}).`,
        facts: [
          ['Namespace', span(store.namespace)],
          ['Address', span(`${store.host}:${store.port.servicePort}`)],
          ...(store.operator === undefined ? [] : [['Operator', span(store.operator.name)] as const]),
          ['Members', store.members.map(({ name }) => span(name)).join(', ')],
          ['Secret', store.secretKeys.length + store.madeSecrets.length === 0 ? 'none' : span(store.secret)],
        ],
        parts: [
          ...operated(store),
          ...longQueries(store),
          ...connections(store),
          diskFull(store),
          ...members(store),
          ...(store.operator === undefined ? restore(store, model) : operatedCopies(store, model)),
        ],
      }
}

/** A member that is lost for good. */
function members(store: Store): readonly Part[] {
  const last = store.members.at(-1)
  if (store.replicas === 1 || last === undefined || store.engine === 'etcd') return []
  return [
    {
      title: 'A member is lost',
      meaning: store.firstLeads
        ? `${store.members[0]?.name} is the primary: its data is brought back from a copy. Any other member without data starts from it.`
        : 'A member without data starts from the others. Only one at a time, and never while another one is away.',
      expr: undefined,
      look: [
        {
          why: 'which members are there, and where',
          command: kubectl(store.namespace, 'get', 'pods', '--selector', selectorOf(store), '--output', 'wide'),
        },
      ],
      act: [
        { why: 'the member', command: `MEMBER=${last.name}` },
        {
          why: 'its volume goes, and then its pod: both come back empty',
          command: `${kubectl(store.namespace, 'delete', 'persistentvolumeclaim', '--wait=false')} "${claimPrefix(store)}$MEMBER"\n${kubectl(store.namespace, 'delete', 'pod')} "$MEMBER"`,
        },
        {
          why: 'until it is there again',
          command:
            store.operator?.name === 'cloudnative-pg'
              ? kubectl(store.namespace, 'wait', '--for=condition=Ready', '--timeout=30m', `${objectKind(store)}/${store.name}`)
              : `${kubectl(store.namespace, 'wait', '--for=condition=ready', '--timeout=30m')} "pod/$MEMBER"`,
        },
      ],
    },
  ]
}

/** What stands in front of the name of a member in that of its claim. */
function claimPrefix({ claims, members }: Store): string {
  const [claim] = claims
  const [member] = members
  return claim === undefined || member === undefined ? '' : claim.slice(0, claim.length - member.name.length)
}
