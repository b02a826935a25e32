import type { Store } from '../../engine/sdk.ts'
import { shellWords } from '../_shared/quote/shell.ts'

/** The first words of each command about a namespace. */
export function kubectl(namespace: string, ...words: readonly string[]): string {
  return shellWords(['kubectl', '--namespace', namespace, ...words])
}

/** Runs a program in the first member of a store. */
export function inside(store: Store, ...words: readonly string[]): string {
  const [member] = store.members
  return kubectl(store.namespace, 'exec', member === undefined ? store.name : member.name, '--container', store.name, '--', ...words)
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
      return `PGPASSWORD=${secret('password')} psql --host=127.0.0.1 --username=${store.user} --dbname=${store.database} --command`
    default:
      return undefined
  }
}

/** A word to redis-cli. */
export function askRedis(store: Store, words: string): string {
  const tls = store.tls === undefined ? '' : ' --tls --cacert /run/tls/ca.crt'
  return inside(store, 'sh', '-c', `REDISCLI_AUTH="$(cat /run/secrets/${store.name}/password)" redis-cli${tls} ${words}`)
}
