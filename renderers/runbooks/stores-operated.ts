import type { Model, Store } from '../../engine/sdk.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import type { Part, Step } from './runbook.ts'
import { insideWith, kubectl, selectorOf } from './stores-ask.ts'
import { callersOf } from './stores-callers.ts'

/** The object of an operator that says how a store is, and where the size of its volumes stands in it. */
const OBJECTS = {
  'cloudnative-pg': { kind: 'cluster.postgresql.cnpg.io', size: '/spec/storage/size' },
  strimzi: { kind: 'kafkanodepool.kafka.strimzi.io', size: '/spec/storage/volumes/0/size' },
  eck: {
    kind: 'elasticsearch.elasticsearch.k8s.elastic.co',
    size: '/spec/nodeSets/0/volumeClaimTemplates/0/spec/resources/requests/storage',
  },
  'rabbitmq-operator': { kind: 'rabbitmqcluster.rabbitmq.com', size: '/spec/persistence/storage' },
} as const

/** The kind of that object, as kubectl takes it. */
export function objectKind({ operator }: Store): string {
  if (operator === undefined) throw new Error('a store without an operator')
  return OBJECTS[operator.name].kind
}

/** Volumes grow through the object: the operator looks after the claims. */
export function growing(store: Store): readonly Step[] {
  const { operator } = store
  if (operator === undefined) return []
  const { kind, size } = OBJECTS[operator.name]
  return [
    {
      why: 'volumes grow, and never shrink again; the operator changes the claims',
      command: `${kubectl(store.namespace, 'patch', kind, store.name, '--type=json')} --patch "[{\\"op\\":\\"replace\\",\\"path\\":\\"${size}\\",\\"value\\":\\"$SIZE\\"}]"`,
    },
  ]
}

/** What the operator itself says. */
export function operated(store: Store): readonly Part[] {
  const { operator, namespace } = store
  if (operator === undefined) return []
  return [
    {
      title: 'The operator does not do what is said',
      meaning: `${operator.name} makes everything of ${store.name} from one object. Pods, Services and Secrets that somebody changes by hand are changed back.`,
      expr: undefined,
      look: [
        { why: 'how it is', command: kubectl(namespace, 'get', objectKind(store), store.name) },
        { why: 'what has happened to it', command: kubectl(namespace, 'describe', objectKind(store), store.name) },
        { why: 'its pods', command: kubectl(namespace, 'get', 'pods', '--selector', selectorOf(store), '--output', 'wide') },
        { why: 'whether the operator runs', command: kubectl(operator.namespace, 'get', 'pods') },
      ],
      act: [],
    },
  ]
}

const PLUGIN = 'barman-cloud.cloudnative-pg.io'

/** Copies that CloudNativePG makes: one more now, and the way back through a second cluster. */
export function operatedCopies(store: Store, model: Model): readonly Part[] {
  const { namespace, name, backup } = store
  if (backup === undefined || store.operator?.name !== 'cloudnative-pg') return []
  const restored = `${name}-restored`
  const create = kubectl(namespace, 'create', '--filename', '-')
  const jq = (program: string, ...more: readonly string[]) => ['jq', ...more, shellWord(program)].join(' ')
  const isSnapshot = backup.target.type === 'snapshot'
  const recovering = [
    `.metadata = {name: "${restored}", namespace: "${namespace}"}`,
    '.spec.instances = 1',
    ...(isSnapshot
      ? ['.spec.bootstrap = {recovery: {backup: {name: $backup}}}']
      : [
          '.spec.bootstrap = {recovery: {source: "origin"}}',
          `.spec.externalClusters = [{name: "origin", plugin: {name: "${PLUGIN}", parameters: {barmanObjectName: "${name}-copies", serverName: "${name}"}}}]`,
        ]),
    'del(.spec.plugins, .spec.managed, .spec.backup, .status)',
  ].join(' | ')
  const letting = [
    `.metadata = {name: "${restored}", namespace: "${namespace}"}`,
    `.spec.podSelector.matchLabels["cnpg.io/cluster"] = "${restored}"`,
  ].join(' | ')
  const callers = callersOf(store, model)
  const scale = (workload: string, count: number) => kubectl(namespace, 'scale', `deployment/${workload}`, `--replicas=${count}`)
  const from = kubectl(
    namespace,
    'exec',
    `service/${restored}-rw`,
    '--container',
    store.container,
    '--',
    'pg_dump',
    '--clean',
    '--if-exists',
  )
  return [
    {
      title: 'Make a copy now',
      meaning: `A copy is made by the ScheduledBackup ${backup.job} (${backup.schedule}, UTC)${isSnapshot ? ': a snapshot of an instance that is no primary' : ', and the log is archived all the time'}.`,
      expr: undefined,
      look: [
        {
          why: 'which copies there are',
          command: kubectl(namespace, 'get', 'backups.postgresql.cnpg.io', '--selector', `cnpg.io/cluster=${name}`),
        },
        ...(isSnapshot ? [] : [archiving(store)]),
      ],
      act: [
        {
          why: 'makes one more',
          command: `${create} <<'JSON'\n${JSON.stringify({
            apiVersion: 'postgresql.cnpg.io/v1',
            kind: 'Backup',
            metadata: { generateName: `${name}-now-` },
            spec: {
              cluster: { name },
              ...(isSnapshot ? { method: 'volumeSnapshot' } : { method: 'plugin', pluginConfiguration: { name: PLUGIN } }),
            },
          })}\nJSON`,
        },
      ],
    },
    {
      title: 'Bring a copy back',
      meaning: `A second cluster ${restored} is made from the ${isSnapshot ? 'snapshot' : 'bucket'}; what is in its databases then replaces what is in those of ${name}.`,
      expr: undefined,
      look: [{ why: 'who works with it', command: kubectl(namespace, 'get', 'deployments,statefulsets,cronjobs') }],
      act: [
        ...callers.map(({ workload }) => ({ why: `${workload} must not write meanwhile`, command: scale(workload, 0) })),
        {
          why: 'the second cluster may reach what the first one may',
          command: `${kubectl(namespace, 'get', 'networkpolicy', name, '--output', 'json')} |\n  ${jq(letting)} |\n  ${create}`,
        },
        ...(isSnapshot ? [{ why: 'the copy, as the list above calls it', command: 'BACKUP=NAME-OF-A-BACKUP' }] : []),
        {
          why: isSnapshot
            ? 'the second cluster, as it was then'
            : 'the second cluster, as of the end of the log; `.spec.bootstrap.recovery.recoveryTarget.targetTime` says another time',
          command: `${kubectl(namespace, 'get', objectKind(store), name, '--output', 'json')} |\n  ${jq(recovering, ...(isSnapshot ? ['--arg backup "$BACKUP"'] : []))} |\n  ${create}`,
        },
        {
          why: 'until it is there',
          command: kubectl(namespace, 'wait', '--for=condition=Ready', '--timeout=2h', `${objectKind(store)}/${restored}`),
        },
        ...store.databases.map((database) => ({
          why: `replaces the database ${database}`,
          command: `${from} --dbname=${shellWord(database)} |\n  ${insideWith(store, ['--stdin'], 'psql', '--set=ON_ERROR_STOP=1', '--quiet', `--dbname=${database}`)}`,
        })),
        ...callers.map(({ workload, min }) => ({ why: `${workload} works again`, command: scale(workload, min) })),
        {
          why: 'the second cluster goes with its volume',
          command: `${kubectl(namespace, 'delete', objectKind(store), restored)}\n${kubectl(namespace, 'delete', 'networkpolicy', restored)}`,
        },
      ],
    },
  ]
}

function archiving(store: Store): Step {
  const { namespace, name } = store
  return {
    why: 'whether the log is archived',
    command: kubectl(
      namespace,
      'get',
      objectKind(store),
      name,
      '--output',
      'jsonpath={.status.conditions[?(@.type=="ContinuousArchiving")]}',
    ),
  }
}
