import type { AlertWord, Store } from '../../../engine/sdk.ts'
import { shellWords } from '../../_shared/quote/shell.ts'
import type { Step } from '../runbook.ts'
import { podOf, selectorOf } from '../stores-ask.ts'
import { growing } from '../stores-operated.ts'
import { type Steps, step } from './steps.ts'
import { type EngineWord, engineSteps } from './store-engine-steps.ts'

/** Words whose alerts are raised for a store. */
export type StoreWord = Extract<
  AlertWord,
  | 'storeDown'
  | 'connections'
  | 'slowQueries'
  | 'longQueries'
  | 'storeMemory'
  | 'evictions'
  | 'volumes'
  | 'storeMembers'
  | 'backupLate'
  | EngineWord
>

/** A question of the engine's own client, inside of its pod. Passwords stay in its files; the shell of the pod reads them. */
function ask(store: Store, question: string): string {
  const pod = podOf(store)
  const inside = (script: string, ...more: readonly string[]) =>
    shellWords(['kubectl', '--namespace', store.namespace, 'exec', ...more, pod, '--container', store.container, '--', 'sh', '-c', script])
  const secret = (key: string) => `/run/secrets/${store.name}/${key}`
  const statement = `<<'SQL'\n${question};\nSQL`
  switch (store.engine) {
    case 'mysql':
      return `${inside(`MYSQL_PWD="$(cat ${secret(store.rootPasswordKey)})" exec mysql --host=127.0.0.1 --user=root --table`, '--stdin')} ${statement}`
    case 'postgresql':
      // The superuser of an operator logs in from inside, without a password.
      if (store.operator !== undefined) return `${inside(`exec psql --dbname=${store.database}`, '--stdin')} ${statement}`
      return `${inside(`PGPASSWORD="$(cat ${secret('password')})" exec psql --host=127.0.0.1 --username=${store.user} --dbname=${store.database}`, '--stdin')} ${statement}`
    case 'redis':
      return inside(`REDISCLI_AUTH="$(cat ${secret('password')})" exec redis-cli ${question}`)
    default:
      throw new Error(`nobody asks ${store.engine}`)
  }
}

/** What an engine has words for, or what holds for all of them. */
function byEngine<T>({ engine }: Store, otherwise: T, words: { readonly [engine: string]: () => T }): T {
  const own = words[engine]
  return own === undefined ? otherwise : own()
}

/** What to do about an alert of a store, in the words of its engine. */
export function storeSteps(word: StoreWord, store: Store): Steps {
  const { namespace } = store
  const kubectl = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', namespace, ...words])
  const names = store.members.map(({ name }) => name)
  const [pod, last] = [memberOf(names.slice(0, 1), store), memberOf(names.slice(-1), store)]
  const pods = step('its pod', kubectl('get', 'pods', '--selector', selectorOf(store), '--output', 'wide'))
  const describe = step('why it does not start or is not ready', kubectl('describe', 'pods', '--selector', selectorOf(store)))
  const logs = step('what it says', kubectl('logs', pod, '--container', store.container, '--tail', '200'))
  const usage = step('what it uses', kubectl('top', 'pods', '--selector', selectorOf(store), '--containers'))
  const claims = step('its claims', kubectl('get', 'pvc'))
  const running = byEngine(store, usage, {
    mysql: () =>
      step(
        'what it is doing, the longest first',
        ask(
          store,
          'SELECT id, user, host, db, command, time, state, left(info, 120) AS query FROM information_schema.processlist ORDER BY time DESC LIMIT 30',
        ),
      ),
    postgresql: () =>
      step(
        'what it is doing, the longest first',
        ask(
          store,
          'SELECT pid, usename, client_addr, state, now() - xact_start AS since, wait_event, left(query, 120) AS query FROM pg_stat_activity WHERE pid <> pg_backend_pid() ORDER BY xact_start LIMIT 30',
        ),
      ),
    redis: () => step('who is connected', ask(store, 'CLIENT LIST')),
  })
  const clients = byEngine(store, usage, {
    mysql: () =>
      step(
        'who holds the connections',
        ask(
          store,
          "SELECT user, substring_index(host, ':', 1) AS client, count(*) AS connections, sum(command = 'Sleep') AS idle FROM information_schema.processlist GROUP BY 1, 2 ORDER BY 3 DESC",
        ),
      ),
    postgresql: () =>
      step(
        'who holds the connections',
        ask(store, 'SELECT usename, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC'),
      ),
    redis: () => step('how many are connected, and how many may', ask(store, 'INFO clients')),
  })
  const end = byEngine<readonly Step[]>(store, [], {
    mysql: () => [step('ends one connection; its transaction is rolled back', ask(store, 'KILL ID-FROM-ABOVE'))],
    postgresql: () => [
      step('ends one connection; its transaction is rolled back', ask(store, 'SELECT pg_terminate_backend(PID_FROM_ABOVE)')),
    ],
    redis: () => [step('ends one connection', ask(store, 'CLIENT KILL ID ID-FROM-ABOVE'))],
  })
  switch (word) {
    case 'storeDown':
      return {
        look: [pods, describe, logs, claims],
        act: [step('a new pod on the same volume', kubectl('delete', 'pod', pod))],
      }
    case 'connections':
      return {
        look: [
          clients,
          running,
          ...store.callers.map(({ name }) =>
            step(`how many pods ${name}, which calls it, has`, kubectl('get', 'pods', '--selector', `app.kubernetes.io/name=${name}`)),
          ),
        ],
        act: end,
      }
    case 'slowQueries':
    case 'longQueries':
      return { look: [running, usage, logs], act: end }
    case 'evictions':
      return {
        look: [step('what its memory holds', ask(store, 'INFO memory')), step('its largest keys', ask(store, '--bigkeys')), clients],
        act: [],
      }
    case 'storeMemory':
      return { look: [usage, running, describe], act: [step('a new pod on the same volume', kubectl('delete', 'pod', pod))] }
    case 'storeMembers':
      return {
        look: [pods, describe, claims],
        act: [step('a new pod on the same volume', kubectl('delete', 'pod', last))],
      }
    case 'backupLate': {
      const job = store.backup === undefined ? store.name : store.backup.job
      return {
        look: [
          step('when it is due, and when it succeeded last', kubectl('get', 'cronjob', job, '--output', 'yaml')),
          step('how its runs ended', kubectl('get', 'jobs', '--selector', `app.kubernetes.io/name=${job}`)),
          step('what they said', kubectl('logs', '--selector', `app.kubernetes.io/name=${job}`, '--all-containers', '--tail', '100')),
        ],
        act: [step('makes a copy now', kubectl('create', 'job', `${job}-now`, `--from=cronjob/${job}`))],
      }
    }
    case 'volumes':
      return {
        look: [claims, running],
        act:
          store.operator === undefined
            ? [
                step(
                  'a larger claim, when its class can grow; say the size in platform.yaml too',
                  kubectl(
                    'patch',
                    'pvc',
                    memberOf(store.claims.slice(0, 1), store),
                    '--patch',
                    '{"spec":{"resources":{"requests":{"storage":"SIZE"}}}}',
                  ),
                ),
              ]
            : [step('the new size: say it in platform.yaml too', `SIZE=${store.storage.size}`), ...growing(store)],
      }
    default: {
      const { look, act } = engineSteps(word, store)
      return { look: [...look, pods, logs, usage], act: act === undefined ? [] : act }
    }
  }
}

function memberOf([member]: readonly string[], { name }: Store): string {
  if (member === undefined) throw new Error(`${name} has no member`)
  return member
}
