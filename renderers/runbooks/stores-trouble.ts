import type { Store } from '../../engine/sdk.ts'
import type { Part, Step } from './runbook.ts'
import { ask, askRedis, inside, kubectl } from './stores-ask.ts'
import { growing } from './stores-operated.ts'

const step = (why: string, command: string | undefined): readonly Step[] => (command === undefined ? [] : [{ why, command }])

/** Statements that take long, and those that they hold up. */
export function longQueries(store: Store): readonly Part[] {
  const texts = QUERIES[store.engine]
  if (texts === undefined) return []
  return [
    {
      title: 'Long queries',
      meaning: 'A statement that runs for minutes keeps rows and memory from all others. Find it, find who sent it, and only then end it.',
      expr: undefined,
      look: [
        ...step('what runs now, the longest first', ask(store, texts.running)),
        ...step('who waits for whom', ask(store, texts.waiting)),
        ...(texts.slow === undefined ? [] : step('what was slow lately', ask(store, texts.slow))),
      ],
      act: [
        { why: 'its number, as the first command printed it', command: 'QUERY=0' },
        ...step('ends the statement; its transaction is taken back', ask(store, texts.end)),
      ],
    },
  ]
}

const QUERIES: {
  readonly [engine: string]: { readonly running: string; readonly waiting: string; readonly slow?: string; readonly end: string }
} = {
  mysql: {
    running:
      "SELECT id, user, host, db, time, state, LEFT(info, 80) AS statement FROM information_schema.processlist WHERE command <> 'Sleep' ORDER BY time DESC LIMIT 20",
    waiting: 'SELECT * FROM sys.innodb_lock_waits LIMIT 20',
    slow: 'SELECT start_time, query_time, rows_examined, LEFT(sql_text, 80) AS statement FROM mysql.slow_log ORDER BY query_time DESC LIMIT 20',
    end: 'KILL QUERY $QUERY',
  },
  postgresql: {
    running:
      "SELECT pid, usename, client_addr, now() - query_start AS since, state, wait_event_type, left(query, 80) AS statement FROM pg_stat_activity WHERE state <> 'idle' ORDER BY query_start LIMIT 20",
    waiting:
      'SELECT pid, pg_blocking_pids(pid) AS waits_for, left(query, 80) AS statement FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0',
    end: 'SELECT pg_cancel_backend($QUERY)',
  },
  mongodb: {
    running:
      'db.adminCommand({ currentOp: 1, active: true }).inprog.filter((op) => op.secs_running > 1).map(({ opid, op, ns, client, secs_running }) => ({ opid, op, ns, client, secs_running }))',
    waiting:
      'db.adminCommand({ currentOp: 1 }).inprog.filter((op) => op.waitingForLock).map(({ opid, op, ns, client }) => ({ opid, op, ns, client }))',
    end: 'db.killOp($QUERY)',
  },
}

/** Connections that pile up. */
export function connections(store: Store): readonly Part[] {
  if (store.connections === undefined) return []
  const callers = store.callers.filter(({ name }) => !name.startsWith(`${store.name}-`)).map(({ name }) => name)
  const look =
    store.engine === 'redis'
      ? [
          { why: 'how many there are', command: askRedis(store, 'info clients') },
          { why: 'who they are', command: askRedis(store, 'client list') },
        ]
      : step('who has how many, and what they do', ask(store, CLIENTS[store.engine] as string))
  return [
    {
      title: 'Connections pile up',
      meaning: `It takes ${store.connections} connections. They pile up when statements take long, when a service keeps more than it needs, or when one leaks them.`,
      expr: undefined,
      look: [
        ...look,
        ...callers.map((name) => ({
          why: `how many pods ${name} has, and whether they were restarted`,
          command: kubectl(store.namespace, 'get', 'pods', '--selector', `app.kubernetes.io/name=${name}`, '--output', 'wide'),
        })),
      ],
      act: [
        { why: 'the service that holds them', command: `SERVICE=${callers[0] === undefined ? store.name : callers[0]}` },
        {
          why: 'starts its pods anew, one after the other: what leaks is let go',
          command: `${kubectl(store.namespace, 'rollout', 'restart')} "deployment/$SERVICE"`,
        },
      ],
    },
  ]
}

const CLIENTS: { readonly [engine: string]: string } = {
  mysql:
    "SELECT user, SUBSTRING_INDEX(host, ':', 1) AS client, command, COUNT(*) AS connections, MAX(time) AS longest FROM information_schema.processlist GROUP BY 1, 2, 3 ORDER BY 4 DESC",
  postgresql:
    'SELECT usename, client_addr, state, count(*) AS connections, max(now() - state_change) AS longest FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC',
  mongodb:
    'db.adminCommand({ currentOp: 1, idleConnections: true }).inprog.map(({ client, appName, active }) => ({ client, appName, active }))',
}

/** A volume that is full. */
export function diskFull(store: Store): Part {
  const { claims } = store
  // The image of etcd has no shell and no df: what the node knows of its volumes is read from there.
  const used =
    store.engine === 'etcd'
      ? kubectl(store.namespace, 'get', 'persistentvolumeclaims', ...claims)
      : inside(store, 'df', '-h', store.folders.data)
  const clean = CLEANING[store.engine]
  return {
    title: 'The disk is full',
    meaning: `Each member has a volume of ${store.storage.size}. A store that can't write stops, and may need room even to start.`,
    expr: undefined,
    look: [
      { why: 'how full it is', command: used },
      {
        why: 'what the volumes are, and whether their class lets them grow',
        command: kubectl(store.namespace, 'get', 'persistentvolumeclaims', ...claims, '--output', 'wide'),
      },
    ],
    act: [
      ...(clean === undefined ? [] : step(clean.why, ask(store, clean.question))),
      { why: 'the new size: say it in platform.yaml too', command: `SIZE=${store.storage.size}` },
      ...(store.operator === undefined ? growingByHand(store) : growing(store)),
    ],
  }
}

/** Claims grow one by one, and what they are made by is made anew. */
function growingByHand({ namespace, name, claims }: Store): readonly Step[] {
  return [
    {
      why: 'volumes grow, and never shrink again',
      command: claims
        .map(
          (claim) =>
            `${kubectl(namespace, 'patch', 'persistentvolumeclaim', claim)} --patch "{\\"spec\\":{\\"resources\\":{\\"requests\\":{\\"storage\\":\\"$SIZE\\"}}}}"`,
        )
        .join('\n'),
    },
    {
      why: 'the StatefulSet can not change its claims: it is made anew around its pods, which stay; then apply what is rendered',
      command: kubectl(namespace, 'delete', 'statefulset', name, '--cascade=orphan'),
    },
  ]
}

const CLEANING: { readonly [engine: string]: { readonly why: string; readonly question: string } } = {
  mysql: {
    why: 'forgets old binary logs and what was slow; copies that lag behind more than a day have to start anew',
    question: 'PURGE BINARY LOGS BEFORE NOW() - INTERVAL 1 DAY; TRUNCATE mysql.slow_log',
  },
  postgresql: { why: 'lets go of log that no copy needs', question: 'CHECKPOINT' },
}
