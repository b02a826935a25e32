import { type Store, userObject } from '../../../../engine/sdk.ts'

/** https://strimzi.io/docs/operators/latest/configuring#type-AclRule-schema-reference */
const OPERATIONS = {
  read: ['Describe', 'DescribeConfigs', 'Read'],
  write: ['Describe', 'DescribeConfigs', 'Read', 'Write'],
  all: ['All'],
} as const

/** Users with their grants by topic. Whoever reads also keeps a place in groups, whose names only the program knows. */
export function kafkaUsers(store: Store): readonly { readonly name: string; readonly spec: object }[] {
  return Object.entries(store.users).map(([user, { secret, key, grants }]) => {
    const name = userObject(store.name, user)
    return {
      name,
      spec: {
        authentication: {
          type: 'scram-sha-512',
          ...(store.madeSecrets.includes(secret) ? {} : { password: { valueFrom: { secretKeyRef: { name: secret, key } } } }),
        },
        authorization: {
          type: 'simple',
          acls: [
            ...Object.entries(grants).map(([topic, grant]) => ({
              resource: { type: 'topic', name: topic, patternType: 'literal' },
              operations: OPERATIONS[grant],
            })),
            { resource: { type: 'group', name: '*', patternType: 'literal' }, operations: ['Describe', 'Read'] },
          ],
        },
      },
    }
  })
}
