import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const grantOnNothing = defineDiagnostic<{ store: string; user: string; database: string; what: string; known: readonly string[] }>({
  code: 'check/store-grant-on-nothing',
  severity: 'error',
  message: ({ store, user, database, what }) => `\`${user}\` may use \`${database}\`, which is no ${what} of \`${store}\``,
  note: ({ known }) => (known.length === 0 ? 'It has none.' : `It has ${known.map((name) => `\`${name}\``).join(', ')}.`),
})

export const userTaken = defineDiagnostic<{ store: string; user: string }>({
  code: 'check/store-user-taken',
  severity: 'error',
  message: ({ store, user }) => `\`${user}\` is a user of \`${store}\` already`,
  note: () => 'Its own user, and those that members and administrators log in as, are made with it. Give this one another name.',
})

/** Whom the server itself knows. */
const OWN: { readonly [engine: string]: readonly string[] } = {
  mysql: ['root', 'replicator'],
  postgresql: ['postgres', 'replicator'],
  mongodb: ['root'],
}

/** Users against databases and against each other. */
export const storeUsers: Rule = {
  model({ model, report }) {
    for (const store of Object.values(model.stores)) {
      const isKafka = store.engine === 'kafka'
      const known = isKafka ? Object.keys(store.topics) : store.databases
      for (const [user, { grants }] of Object.entries(store.users)) {
        if (store.databases.length === 0 && !(isKafka && store.operator !== undefined)) continue
        if (user === store.user || OWN[store.engine]?.includes(user) === true)
          report(userTaken, atKey(model, 'stores', store.name, 'users', user), { store: store.name, user })
        for (const database of Object.keys(grants))
          if (!known.includes(database))
            report(grantOnNothing, atKey(model, 'stores', store.name, 'users', user, 'grants', database), {
              store: store.name,
              user,
              database,
              what: isKafka ? 'topic' : 'database',
              known,
            })
      }
    }
  },
}
