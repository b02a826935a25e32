import type { Model } from '../../engine/sdk.ts'
import { type Part, type Runbook, span } from './runbook.ts'
import { kubectl } from './stores-ask.ts'

/** One page about the nodes of a platform with stores, which are what suffers there: what waits for disks, and how a node is emptied without losing what runs on it. */
export function* nodesRunbooks(model: Model): Iterable<Runbook> {
  const stores = Object.values(model.stores).filter(({ external }) => external === undefined)
  if (stores.length === 0) return
  const single = stores.filter(({ replicas }) => replicas === 1).map(({ name }) => name)
  yield {
    path: 'nodes-by-hand.md',
    title: `Nodes of ${model.environment.name}, by hand`,
    intro: 'Processes that wait for disks, and a node that has to be emptied.',
    facts: [
      ['Namespace', span(model.environment.namespace)],
      ['Stores with a single member', single.length === 0 ? 'none' : single.map(span).join(', ')],
    ],
    parts: [
      iowait(
        stores.map(({ name }) => name),
        model,
      ),
      drain(single, model),
    ],
  }
}

function iowait(stores: readonly string[], { environment }: Model): Part {
  return {
    title: 'A node waits for its disks',
    meaning:
      'Much iowait means that processes stand still until a disk answers: one that is broken or full, one that is shared by too many, or a store that reads what does not fit into its memory.',
    expr: undefined,
    look: [
      { why: 'the node', command: 'NODE=node-1' },
      { why: 'what runs there', command: 'kubectl get pods --all-namespaces --output wide --field-selector "spec.nodeName=$NODE"' },
      { why: 'whether the node itself complains', command: 'kubectl describe node "$NODE"' },
      { why: 'who uses most', command: kubectl(environment.namespace, 'top', 'pods', '--sort-by=memory') },
      ...(stores.length === 0
        ? []
        : [
            {
              why: 'where the stores are',
              command: kubectl(
                environment.namespace,
                'get',
                'pods',
                '--selector',
                `app.kubernetes.io/name in (${stores.join(',')})`,
                '--output',
                'wide',
              ),
            },
          ]),
      {
        why: 'on the node itself: how long the disks take, and which processes stand still (state D)',
        command: 'iostat -x 1 5\nps -eo state,pid,wchan:20,args | awk \'$1 == "D"\'',
      },
    ],
    act: [
      { why: 'nothing new lands there while it is looked at', command: 'kubectl cordon "$NODE"' },
      { why: 'and everything again, when it is well', command: 'kubectl uncordon "$NODE"' },
    ],
  }
}

function drain(single: readonly string[], { environment }: Model): Part {
  const warned =
    single.length === 0
      ? 'Every store has members elsewhere.'
      : `These have a single member and are away until it has started elsewhere: ${single.join(', ')}.`
  return {
    title: 'Empty a node',
    meaning: `Budgets keep the last pods of a service until others are ready. ${warned} One node at a time.`,
    expr: undefined,
    look: [
      { why: 'the node', command: 'NODE=node-1' },
      {
        why: 'what would have to leave',
        command: 'kubectl get pods --all-namespaces --output wide --field-selector "spec.nodeName=$NODE"',
      },
      { why: 'how many may be missing right now: none of them 0', command: kubectl(environment.namespace, 'get', 'poddisruptionbudgets') },
      { why: 'that all members of stores are there', command: kubectl(environment.namespace, 'get', 'statefulsets') },
    ],
    act: [
      { why: 'nothing new lands there', command: 'kubectl cordon "$NODE"' },
      {
        why: 'pods leave as their budgets allow',
        command: 'kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data --timeout=15m',
      },
      {
        why: 'until all members are there again',
        command: `${kubectl(environment.namespace, 'wait', '--for=condition=ready', '--timeout=15m', 'pods', '--selector', 'app.kubernetes.io/component in (database,cache,queue,search,storage)')}`,
      },
      { why: 'after the work on it', command: 'kubectl uncordon "$NODE"' },
    ],
  }
}
