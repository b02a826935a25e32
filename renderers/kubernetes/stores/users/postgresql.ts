import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile } from '../program.ts'
import { passwordFile } from './password.ts'

const TABLES = { read: 'SELECT', write: 'SELECT, INSERT, UPDATE, DELETE', all: 'ALL' } as const

/**
 * https://www.postgresql.org/docs/17/sql-grant.html Everything that is not said again is taken away. Grants hold for tables that services make later too,
 * since these are made by the user that this Job is.
 */
export function postgresqlUsers(store: Store): string {
  const owner = store.user === undefined ? 'postgres' : store.user
  const server = `--host=${store.host} --port=${store.port.servicePort} --username=${owner} --no-password`
  const users = Object.entries(store.users)
  return script([
    '#!/bin/sh',
    'set -eu',
    `PGPASSWORD=$(cat ${secretFile(store, 'password')})`,
    'export PGPASSWORD',
    `until psql ${server} --no-psqlrc --dbname=postgres --command='SELECT 1' > /dev/null 2>&1; do sleep 2; done`,
    ...(store.operator === undefined ? [] : [awaiting(store, server)]),
    `psql ${server} --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname=postgres <<'SQL'`,
    ...(store.operator === undefined ? making(store) : []),
    ...store.databases.flatMap((database) => [
      `\\connect "${database}"`,
      ...users.flatMap(([name, { grants }]) => [
        `REVOKE ALL ON DATABASE "${database}" FROM "${name}";`,
        `REVOKE ALL ON SCHEMA public FROM "${name}";`,
        `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "${name}";`,
        `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM "${name}";`,
        `ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM "${name}";`,
        `ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM "${name}";`,
        ...grantsOf(database, name, grants[database]),
      ]),
    ]),
    'SQL',
  ])
}

/** Databases and users, where nobody else makes them. */
function making(store: Store): readonly string[] {
  return [
    ...store.databases.map(
      (database) =>
        `SELECT 'CREATE DATABASE "${database}"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') \\gexec`,
    ),
    ...Object.entries(store.users).flatMap(([name, { connections }]) => [
      `SELECT 'CREATE ROLE "${name}"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec`,
      `\\set password \`cat ${passwordFile(store, name)}\``,
      `ALTER ROLE "${name}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connections === undefined ? -1 : connections} PASSWORD :'password';`,
    ]),
  ]
}

/** Waits until an operator has made the databases and users. */
function awaiting(store: Store, server: string): string {
  const names = (all: readonly string[]) => all.map((name) => `'${name}'`).join(', ')
  const users = Object.keys(store.users)
  const question =
    `SELECT (SELECT count(*) FROM pg_database WHERE datname IN (${names(store.databases)})) = ${store.databases.length} ` +
    `AND (SELECT count(*) FROM pg_roles WHERE rolname IN (${names(users)})) = ${users.length}`
  return `until [ "$(psql ${server} --no-psqlrc --tuples-only --no-align --dbname=postgres --command="${question}" 2>/dev/null)" = t ]; do sleep 2; done`
}

function grantsOf(database: string, name: string, grant: 'read' | 'write' | 'all' | undefined): readonly string[] {
  if (grant === undefined) return []
  const sequences = grant === 'read' ? 'SELECT' : 'ALL'
  return [
    `GRANT CONNECT ON DATABASE "${database}" TO "${name}";`,
    `GRANT ${grant === 'all' ? 'ALL' : 'USAGE'} ON SCHEMA public TO "${name}";`,
    `GRANT ${TABLES[grant]} ON ALL TABLES IN SCHEMA public TO "${name}";`,
    `GRANT ${sequences} ON ALL SEQUENCES IN SCHEMA public TO "${name}";`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ${TABLES[grant]} ON TABLES TO "${name}";`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ${sequences} ON SEQUENCES TO "${name}";`,
  ]
}
