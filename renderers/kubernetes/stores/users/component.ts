import type { Component, JsonObject, Model, Store } from '../../../../engine/sdk.ts'
import { isEmpty } from '../../../_shared/metadata.ts'
import { joined } from '../../../_shared/names.ts'
import { imageName, secretFile, TLS } from '../program.ts'
import { mongodbUsers } from './mongodb.ts'
import { mysqlUsers } from './mysql.ts'
import { passwordFile } from './password.ts'
import { postgresqlUsers } from './postgresql.ts'

const FOLDER = '/etc/users'

/** The Job that makes databases and users. Its name changes with what it makes, so it runs again then, and never else. */
export function* usersComponent(store: Store, _model: Model): Iterable<Component> {
  if (store.external !== undefined || (isEmpty(store.users) && (store.databases.length < 2 || store.operator !== undefined))) return
  const scripts = scriptsOf(store)
  if (scripts === undefined) return
  const admin = store.engine === 'postgresql' ? store.passwordKey : store.rootPasswordKey
  const secrets: Record<string, JsonObject> = { ADMIN: { ref: `${store.secret}/${admin}`, path: secretFile(store, admin) } }
  // An operator gives users their passwords; what is left are grants, which the owner of the databases may give.
  if (store.operator === undefined)
    for (const [name, { secret, key }] of Object.entries(store.users))
      secrets[`USER_${name}`] = { ref: `${secret}/${key}`, path: passwordFile(store, name) }
  // The others take the certificate of whoever they asked for.
  if (store.engine === 'mongodb' && store.tls !== undefined) secrets.CA = { ref: `${store.tls.secret}/ca.crt`, path: TLS.ca }
  yield {
    name: joined(store.name, 'users'),
    says: ['stores', store.name, isEmpty(store.users) ? 'databases' : 'users'],
    service: {
      kind: 'Job',
      description: `Makes the databases and users of ${store.name}.`,
      image: imageName(store),
      command: ['sh', `${FOLDER}/users.sh`],
      files: Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`${FOLDER}/${name}`, text])),
      secrets,
      calls: [store.name],
      job: { deadline: '15m', retries: 5 },
      placement: { priority: store.placement.priority },
    },
  }
}

function scriptsOf(store: Store): { readonly [name: string]: string } | undefined {
  switch (store.engine) {
    case 'mysql':
      return { 'users.sh': mysqlUsers(store) }
    case 'postgresql':
      return { 'users.sh': postgresqlUsers(store) }
    case 'mongodb':
      return mongodbUsers(store, FOLDER)
    default:
      return undefined
  }
}
