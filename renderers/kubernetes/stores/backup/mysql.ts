import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile } from '../program.ts'
import { type Steps, WORK } from './steps.ts'

/** https://dev.mysql.com/doc/refman/8.4/en/mysqldump.html Users are made by their own Job, so only databases are copied. */
export function mysqlSteps(store: Store): Steps {
  const login = [`MYSQL_PWD=$(cat ${secretFile(store, store.rootPasswordKey)})`, 'export MYSQL_PWD']
  const server = `--host=${store.host} --port=${store.port.servicePort} --user=root`
  const options = `--single-transaction --quick --routines --events --triggers --hex-blob${store.replicas > 1 ? ' --set-gtid-purged=OFF' : ''}`
  const dump = script([
    'set -eu',
    ...login,
    `mysqldump ${server} ${options} \\`,
    `  --databases ${store.databases.join(' ')} > ${WORK}/databases.sql`,
    '# A dump that was broken off lacks its last line.',
    `tail -n 1 ${WORK}/databases.sql | grep -q '^-- Dump completed'`,
    `gzip ${WORK}/databases.sql`,
  ])
  const restore = script(['set -eu', ...login, `gunzip ${WORK}/databases.sql.gz`, `mysql ${server} < ${WORK}/databases.sql`])
  return {
    cold: false,
    dump: [{ name: 'dump', image: 'store', command: ['sh', '-c', dump] }],
    restore: () => [{ name: 'restore', image: 'store', command: ['sh', '-c', restore] }],
  }
}
