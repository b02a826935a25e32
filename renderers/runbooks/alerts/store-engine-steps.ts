import type { Store } from '../../../engine/sdk.ts'
import { shellWords } from '../../_shared/quote/shell.ts'
import type { Step } from '../runbook.ts'
import { ask, podOf } from '../stores-ask.ts'
import { step } from './steps.ts'

/** Words whose alerts only some engines have. */
export type EngineWord = 'blocked' | 'backlog' | 'lost' | 'replication' | 'dataMissing' | 'heap' | 'rejected' | 'storeDisk' | 'leaders'

/** What is asked and what can be done about it, beside what helps with every store. */
interface Answers {
  readonly look: readonly Step[]
  readonly act?: readonly Step[]
}

type Engine = Store['engine']

/** What the engine of a store itself says about one of its alerts. */
export function engineSteps(word: EngineWord, store: Store): Answers {
  const words = ENGINES[store.engine]
  const answer = words === undefined ? undefined : words(store)[word]
  return answer === undefined ? { look: [] } : answer
}

/** Runs a program in the first member. */
function inside(store: Store, ...words: readonly string[]): string {
  return shellWords(['kubectl', '--namespace', store.namespace, 'exec', podOf(store), '--container', store.container, '--', ...words])
}

const ENGINES: { readonly [name in Engine]?: (store: Store) => { readonly [word in EngineWord]?: Answers } } = {
  rabbitmq: (store) => ({
    blocked: {
      look: [
        step('what it is short of', inside(store, 'rabbitmq-diagnostics', 'alarms')),
        step('what its memory holds', inside(store, 'rabbitmq-diagnostics', 'memory_breakdown', '--unit', 'MB')),
        queues(store),
      ],
    },
    backlog: { look: [queues(store), step('who reads', inside(store, 'rabbitmqctl', 'list_consumers'))] },
    lost: {
      look: [
        step('which exchange leads to which queue', inside(store, 'rabbitmqctl', 'list_bindings')),
        step('what its exchanges are', inside(store, 'rabbitmqctl', 'list_exchanges', 'name', 'type', 'policy')),
      ],
    },
  }),
  kafka: (store) => ({
    replication: { look: [step('which partitions', topics(store, '--under-replicated-partitions'))] },
    dataMissing: { look: [step('which partitions', topics(store, '--unavailable-partitions'))] },
    backlog: {
      look: [
        step('who is behind in what', kafka(store, 'kafka-consumer-groups.sh', '--describe', '--all-groups')),
        step(
          'whether groups are stable, and who is in them',
          kafka(store, 'kafka-consumer-groups.sh', '--describe', '--all-groups', '--state'),
        ),
      ],
    },
  }),
  elasticsearch: (store) => ({
    dataMissing: {
      look: [
        step('which indices', search(store, '_cat/indices?v&health=red')),
        step('why a shard is nowhere', search(store, '_cluster/allocation/explain?pretty')),
      ],
      act: [step('tries again what failed too often', search(store, '_cluster/reroute?retry_failed=true', '--request', 'POST'))],
    },
    replication: {
      look: [
        step('which shards', search(store, '_cat/shards?v&h=index,shard,prirep,state,unassigned.reason,node&s=state')),
        step('why a shard is nowhere', search(store, '_cluster/allocation/explain?pretty')),
      ],
    },
    heap: {
      look: [
        step('which member', search(store, '_cat/nodes?v&h=name,heap.percent,ram.percent,cpu,load_1m')),
        step('what runs', search(store, '_tasks?detailed=true&actions=*search*,*write*&pretty')),
      ],
    },
    rejected: {
      look: [
        step('which work waits and is refused', search(store, '_cat/thread_pool/search,write?v&h=node_name,name,active,queue,rejected')),
        step('what is busy', search(store, '_nodes/hot_threads')),
      ],
    },
  }),
  mongodb: (store) => ({
    replication: { look: [mongo(store, 'how far its members are behind', 'rs.printSecondaryReplicationInfo()'), mongoSet(store)] },
    dataMissing: { look: [mongoSet(store)] },
  }),
  etcd: (store) => ({
    blocked: {
      look: [members(store), step('whether it only reads already', etcdctl(store, 'alarm', 'list'))],
      act: [
        step('gives back what was deleted; every member stands still for a moment', etcdctl(store, 'defrag', '--cluster')),
        step('lets it write again', etcdctl(store, 'alarm', 'disarm')),
      ],
    },
    storeDisk: { look: [members(store)] },
    leaders: {
      look: [
        members(store),
        step('how long members take to answer', etcdctl(store, 'endpoint', 'health', '--cluster', '--write-out', 'table')),
      ],
    },
  }),
}

function queues(store: Store): Step {
  return step('which queues', inside(store, 'rabbitmqctl', 'list_queues', 'name', 'messages_ready', 'messages_unacknowledged', 'consumers'))
}

function kafka(store: Store, program: string, ...words: readonly string[]): string {
  const trust =
    store.tls === undefined || store.operator !== undefined ? [] : ['--command-config', `${store.folders.configuration}/client.properties`]
  return inside(store, `/opt/kafka/bin/${program}`, '--bootstrap-server', `localhost:${store.port.port}`, ...trust, ...words)
}

const topics = (store: Store, what: string): string => kafka(store, 'kafka-topics.sh', '--describe', what)

/** A request to the API of Elasticsearch, as its own user. */
function search(store: Store, path: string, ...more: readonly string[]): string {
  const secure = store.tls !== undefined
  if (store.operator !== undefined) return searchOperated(store, path, ...more)
  const address = `${secure ? `https://${store.name}` : 'http://127.0.0.1'}:${store.port.port}/${path}`
  const tls = secure ? ' --cacert /run/tls/ca.crt --connect-to ::127.0.0.1:' : ''
  return inside(
    store,
    'sh',
    '-c',
    `curl --silent --show-error${tls} --user "${store.user}:$(cat /run/secrets/${store.name}/password)" "$@"`,
    'sh',
    address,
    ...more,
  )
}

/** An operator puts no password into its pods, so it is read from the Secret on the way. */
function searchOperated(store: Store, path: string, ...more: readonly string[]): string {
  const { namespace, secret, passwordKey, tls, host, port } = store
  const secure = tls === undefined ? [] : ['--cacert', '/usr/share/elasticsearch/config/http-certs/ca.crt', '--connect-to', '::127.0.0.1:']
  const password = shellWords([
    'kubectl',
    '--namespace',
    namespace,
    'get',
    'secret',
    secret,
    '--output',
    `go-template={{.data.${passwordKey} | base64decode}}`,
  ])
  const address = `${tls === undefined ? 'http://127.0.0.1' : `https://${host}`}:${port.port}/${path}`
  return `${inside(store, 'curl', '--silent', '--show-error', ...secure, ...more, address)} --user "${store.user}:$(${password})"`
}

function etcdctl(store: Store, ...words: readonly string[]): string {
  const tls = store.tls === undefined ? [] : ['--cacert=/run/tls/ca.crt', '--cert=/run/tls/tls.crt', '--key=/run/tls/tls.key']
  const [first] = store.members
  const endpoint = `${store.tls === undefined ? 'http' : 'https'}://${first === undefined ? store.name : first.host}:${store.port.port}`
  return inside(store, 'etcdctl', `--endpoints=${endpoint}`, ...tls, ...words)
}

const members = (store: Store): Step =>
  step('how its members are', etcdctl(store, 'endpoint', 'status', '--cluster', '--write-out', 'table'))

function mongo(store: Store, why: string, question: string): Step {
  const asked = ask(store, question)
  if (asked === undefined) throw new Error(`nobody asks ${store.engine}`)
  return step(why, asked)
}

const mongoSet = (store: Store): Step =>
  mongo(
    store,
    'what its members think',
    'rs.status().members.map(({ name, stateStr, health, optimeDate }) => ({ name, stateStr, health, optimeDate }))',
  )
