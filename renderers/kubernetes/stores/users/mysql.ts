import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile } from '../program.ts'
import { passwordFile } from './password.ts'

const GRANTS = {
  read: 'SELECT, SHOW VIEW',
  write: 'SELECT, INSERT, UPDATE, DELETE, EXECUTE, SHOW VIEW',
  all: 'ALL PRIVILEGES',
} as const

/** https://dev.mysql.com/doc/refman/8.4/en/account-management-statements.html Everything that is not said again is taken away. */
export function mysqlUsers(store: Store): string {
  const server = `--host=${store.host} --port=${store.port.servicePort} --user=root`
  return script([
    '#!/bin/sh',
    'set -eu',
    `MYSQL_PWD=$(cat ${secretFile(store, store.rootPasswordKey)})`,
    'export MYSQL_PWD',
    `until mysql ${server} --execute='SELECT 1' > /dev/null 2>&1; do sleep 2; done`,
    `password() { sed "s/[\\\\\\\\']/\\\\\\\\&/g" "$1"; }`,
    `mysql ${server} <<SQL`,
    ...store.databases.map((database) => `CREATE DATABASE IF NOT EXISTS \\\`${database}\\\`;`),
    ...Object.entries(store.users).flatMap(([name, { grants, connections }]) => {
      const user = `'${name}'@'%'`
      const password = `IDENTIFIED BY '$(password ${passwordFile(store, name)})'`
      return [
        `CREATE USER IF NOT EXISTS ${user} ${password};`,
        `ALTER USER ${user} ${password} WITH MAX_USER_CONNECTIONS ${connections === undefined ? 0 : connections};`,
        `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user};`,
        ...Object.entries(grants).map(([database, grant]) => `GRANT ${GRANTS[grant]} ON \\\`${database}\\\`.* TO ${user};`),
      ]
    }),
    'SQL',
  ])
}
