import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile, TLS } from '../program.ts'
import { address, asked, asRoot, DATA, ownRoles, PRIVATE, secretReader, shell } from './facts.ts'

const MADE = '/data/db/made'

/** Starts a member. What is private is copied, since the server refuses a key that its group can read. */
export function startScript(store: Store): string {
  const { configuration } = store.folders
  return script([
    '#!/bin/sh',
    'set -eu',
    'umask 077',
    `mkdir -p ${DATA}`,
    ...(store.replicas === 1
      ? []
      : [`cat ${secretFile(store, 'keyfile')} > ${PRIVATE}/keyfile.new`, `mv -f ${PRIVATE}/keyfile.new ${PRIVATE}/keyfile`]),
    ...(store.tls === undefined ? [] : [`cat ${TLS.cert} ${TLS.key} > ${PRIVATE}/server.pem`]),
    ...(store.replicas === 1 ? [`if [ ! -e ${MADE} ]; then`] : onlyTheFirst(store)),
    '  # Nobody can reach it until its users are there.',
    `  mongod --dbpath ${DATA} --port ${store.port.port} --bind_ip 127.0.0.1 --unixSocketPrefix /tmp --fork --logpath /tmp/first.log`,
    `  mongosh --quiet --norc --host 127.0.0.1 --port ${store.port.port} --file ${configuration}/users.js`,
    `  mongod --dbpath ${DATA} --shutdown`,
    `  touch ${MADE}`,
    'fi',
    `exec mongod --config ${configuration}/mongod.yaml "$@"`,
  ])
}

/** The first member makes the users, unless it lost its data and others have it. All others get everything from the primary. */
function onlyTheFirst(store: Store): readonly string[] {
  const others = store.members.slice(1).map(({ host }) => host)
  return [
    `if [ "\${POD_NAME##*-}" != 0 ]; then touch ${MADE}; fi`,
    `if [ ! -e ${MADE} ]; then`,
    `  for other in ${others.join(' ')}; do`,
    `    name=$(${shell(store)} "mongodb://$other:${store.port.port}/?directConnection=true&serverSelectionTimeoutMS=5000" --eval 'db.hello().setName' 2>/dev/null) || name=`,
    `    if [ "$name" = ${store.name} ]; then touch ${MADE}; fi`,
    '  done',
    'fi',
    `if [ ! -e ${MADE} ]; then`,
  ]
}

/** Makes the administrator and the user of services, once; again after a start that was broken off. */
export function firstUsers(store: Store): string {
  const own = store.user === undefined || store.user === 'root' ? [] : [`make('${store.user}', 'password', ${ownRoles(store)})`]
  return script([
    ...secretReader(store),
    'const make = (user, key, roles) => {',
    '  if (admin.getUser(user) === null) admin.createUser({ user, pwd: secret(key), roles })',
    '}',
    `make('root', '${store.rootPasswordKey}', ['root'])`,
    ...own,
  ])
}

/**
 * Asked until the member is one of the set: the first one makes the set, and any other has itself added where the set was made without it.
 * https://www.mongodb.com/docs/manual/reference/method/rs.initiate/ · https://www.mongodb.com/docs/manual/reference/method/rs.add/
 */
export function joinScript(store: Store): string {
  const { configuration } = store.folders
  return script([
    '#!/bin/sh',
    'set -eu',
    `[ "$(${asked(store)} --eval 'db.hello().setName')" != ${store.name} ] || exit 0`,
    'if [ "${POD_NAME##*-}" = 0 ]; then',
    `  ${asked(store)} --file ${configuration}/initiate.js`,
    'else',
    `  ${shell(store)} '${address(store)}&serverSelectionTimeoutMS=3000' --file ${configuration}/join.js`,
    'fi',
    'exit 1',
  ])
}

/** The set, of all of its members. */
export function initiate(store: Store): string {
  const members = store.members.map(({ host }, _id) => ({ _id, host: `${host}:${store.port.port}` }))
  return script([...asRoot(store), `rs.initiate(${JSON.stringify({ _id: store.name, members })})`])
}

/** One more member. */
export function join({ members, name, port, ...rest }: Store): string {
  const domain = members[0]?.host.slice(`${name}-0`.length)
  return script([
    ...asRoot({ members, name, port, ...rest }),
    `const host = require('os').hostname() + '${domain}:${port.port}'`,
    'if (!rs.conf().members.some((member) => member.host === host)) rs.add(host)',
  ])
}
