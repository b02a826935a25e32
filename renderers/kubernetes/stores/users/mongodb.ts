import type { Store } from '../../../../engine/sdk.ts'
import { address, asRoot, ownRoles, roles, shell } from '../mongodb/facts.ts'
import { script } from '../program.ts'

/** Waits for the primary, and then says what users there are. */
export function mongodbUsers(store: Store, folder: string): { readonly [name: string]: string } {
  const shown = `${shell(store)} '${address(store)}'`
  return {
    'users.sh': script([
      '#!/bin/sh',
      'set -eu',
      'export HOME=/tmp',
      `until ${shown} --eval 'db.adminCommand({ ping: 1 })' > /dev/null 2>&1; do sleep 2; done`,
      `exec ${shown} --file ${folder}/users.js`,
    ]),
    // https://www.mongodb.com/docs/manual/reference/method/db.updateUser/ Roles that are not said again are taken away.
    'users.js': script([
      ...asRoot(store),
      'const make = (user, roles) => {',
      "  const said = { pwd: secret('users/' + user), roles }",
      '  if (admin.getUser(user) === null) admin.createUser({ user, ...said })',
      '  else admin.updateUser(user, said)',
      '}',
      ...(store.user === undefined || store.user === 'root' ? [] : [`admin.updateUser('${store.user}', { roles: ${ownRoles(store)} })`]),
      ...Object.entries(store.users).map(([name, { grants }]) => `make('${name}', ${roles(grants)})`),
    ]),
  }
}
