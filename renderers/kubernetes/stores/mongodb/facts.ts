import type { Store } from '../../../../engine/sdk.ts'
import { secretsFolder, TLS } from '../program.ts'

/** Where its data lies: a folder of the volume, whose root may hold `lost+found`. */
export const DATA = '/data/db/data'
/** Where copies of the keyfile and of the certificate lie that only the server may read. */
export const PRIVATE = '/run/mongo'

/** Its shell. `--norc`: what somebody left at home is nobody's business. https://www.mongodb.com/docs/mongodb-shell/reference/options/ */
export function shell({ tls }: Store): string {
  return `mongosh --quiet --norc${tls === undefined ? '' : ` --tls --tlsCAFile ${TLS.ca}`}`
}

/** The shell of a member, asked by itself. */
export function asked(store: Store): string {
  return `${shell(store)} --host localhost --port ${store.port.port}`
}

/** All of its members as one address, which leads to the primary; or the single server. */
export function address(store: Store): string {
  const { members, replicas, name, port } = store
  if (replicas === 1) return `mongodb://${name}:${port.servicePort}/admin`
  return `mongodb://${members.map(({ host }) => `${host}:${port.port}`).join(',')}/admin?replicaSet=${name}`
}

/** Lines of a script of the shell in which `secret('KEY')` is what a file of the Secret holds, and the administrator is logged in. */
export function asRoot(store: Store): readonly string[] {
  return [...secretReader(store), `admin.auth('root', secret('${store.rootPasswordKey}'))`]
}

/** The same before there is an administrator. */
export function secretReader(store: Store): readonly string[] {
  return [
    `const { readFileSync } = require('fs')`,
    `const secret = (key) => readFileSync('${secretsFolder(store)}/' + key, 'utf8').replace(/\\n+$/, '')`,
    `const admin = db.getSiblingDB('admin')`,
  ]
}

const ROLES = { read: 'read', write: 'readWrite', all: 'dbOwner' } as const

/** Roles as the shell takes them. https://www.mongodb.com/docs/manual/reference/built-in-roles/ */
export function roles(grants: { readonly [database: string]: keyof typeof ROLES }): string {
  return JSON.stringify(Object.entries(grants).map(([db, grant]) => ({ role: ROLES[grant], db })))
}

/** What the user of services may do: everything in its databases, and see how the server is, which its exporter needs. */
export function ownRoles({ databases }: Store): string {
  return JSON.stringify([...databases.map((db) => ({ role: ROLES.all, db })), { role: 'clusterMonitor', db: 'admin' }])
}
