import type { Store } from '../../engine/sdk.ts'
import { shellWords } from '../_shared/quote/shell.ts'

/** The first words of each command about a namespace. */
export function kubectl(namespace: string, ...words: readonly string[]): string {
  return shellWords(['kubectl', '--namespace', namespace, ...words])
}

/** Runs a program in the first member of a store. */
export function inside(store: Store, ...words: readonly string[]): string {
  return insideWith(store, [], ...words)
}

/** The same with more words to kubectl, such as `--stdin`. */
export function insideWith(store: Store, options: readonly string[], ...words: readonly string[]): string {
  return kubectl(store.namespace, 'exec', ...options, podOf(store), '--container', store.container, '--', ...words)
}

/** The pod to look into: the first member, or whoever is the primary where an operator chooses that. */
export function podOf({ operator, members, host, name }: Store): string {
  if (operator?.name === 'cloudnative-pg') return `service/${host}`
  const [member] = members
  return member === undefined ? name : member.name
}

/** The labels of its pods, as kubectl selects them. */
export function selectorOf({ pods }: Store): string {
  return Object.entries(pods)
    .map(([label, value]) => `${label}=${value}`)
    .join(',')
}

/**
 * Asks the first member in its own language, logged in as whoever may ask everything. The question stands between double quotes, so that `$NAME` in it is what
 * the person has set before. Undefined where there is nobody to ask.
 */
export function ask(store: Store, question: string): string | undefined {
  if (/["`\\]/.test(question)) throw new Error(`a question that ends its quotes: ${question}`)
  const program = asking(store)
  return program === undefined ? undefined : `${inside(store, 'sh', '-c', `${program} "$1"`, 'sh')} "${question}"`
}

function asking(store: Store): string | undefined {
  const secret = (key: string) => `"$(cat /run/secrets/${store.name}/${key})"`
  switch (store.engine) {
    case 'mysql':
      return `MYSQL_PWD=${secret(store.rootPasswordKey)} mysql --host=127.0.0.1 --user=root --table --execute`
    case 'postgresql':
      // The superuser of an operator logs in from inside, without a password.
      if (store.operator !== undefined) return `psql --dbname=${store.database} --command`
      return `PGPASSWORD=${secret('password')} psql --host=127.0.0.1 --username=${store.user} --dbname=${store.database} --command`
    case 'mongodb':
      return `mongosh --quiet --norc --host localhost${store.tls === undefined ? '' : ' --tls --tlsCAFile /run/tls/ca.crt'} --username root --password ${secret(store.rootPasswordKey)} --authenticationDatabase admin --eval`
    default:
      return undefined
  }
}

/** A word to redis-cli. */
export function askRedis(store: Store, words: string): string {
  const tls = store.tls === undefined ? '' : ' --tls --cacert /run/tls/ca.crt'
  return inside(store, 'sh', '-c', `REDISCLI_AUTH="$(cat /run/secrets/${store.name}/password)" redis-cli${tls} ${words}`)
}
