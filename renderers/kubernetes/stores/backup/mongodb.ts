import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile, TLS } from '../program.ts'
import { type Steps, WORK } from './steps.ts'

const LOGIN = '/tmp/login.yaml'

/**
 * https://www.mongodb.com/docs/database-tools/mongodump/ Of a set, what is written meanwhile is copied too (`--oplog`), so that the copy is of one moment.
 * Users are made from the Secret, so those of the copy stay in it.
 */
export function mongodbSteps(store: Store): Steps {
  const { name, members, port, replicas, tls } = store
  const hosts = replicas === 1 ? `${name}:${port.servicePort}` : `${name}/${members.map(({ host }) => `${host}:${port.port}`).join(',')}`
  const server = `--host=${hosts} --username=root --authenticationDatabase=admin --config=${LOGIN}${tls === undefined ? '' : ` --ssl --sslCAFile=${TLS.ca}`}`
  const file = `${WORK}/dump.archive.gz`
  const login = [
    'umask 077',
    `printf 'password: "%s"\\n' "$(sed 's/[\\\\"]/\\\\&/g' ${secretFile(store, store.rootPasswordKey)})" > ${LOGIN}`,
  ]
  const dump = script([
    'set -eu',
    ...login,
    `mongodump ${server}${replicas === 1 ? '' : ' --oplog --readPreference=secondaryPreferred'} --archive=${file} --gzip`,
    `gzip -t ${file}`,
    `chmod 640 ${file}`,
  ])
  const restore = script([
    'set -eu',
    ...login,
    `mongorestore ${server} --archive=${file} --gzip --drop${replicas === 1 ? '' : ' --oplogReplay'} --nsExclude='admin.*' --nsExclude='config.*' --stopOnError`,
  ])
  return {
    cold: false,
    dump: [{ name: 'dump', image: 'store', command: ['sh', '-c', dump] }],
    restore: () => [{ name: 'restore', image: 'store', command: ['sh', '-c', restore] }],
  }
}
