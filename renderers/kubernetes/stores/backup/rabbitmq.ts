import type { Store } from '../../../../engine/sdk.ts'
import { shellWord } from '../../../_shared/quote/shell.ts'
import { script, secretFile } from '../program.ts'
import { type Steps, WORK } from './steps.ts'

const PORT = 15_672

/**
 * https://www.rabbitmq.com/docs/definitions Users, virtual hosts, exchanges, queues, bindings and policies. Messages are on their way, and no copy has them: what must not get
 * lost stands in a quorum queue of three members.
 */
export function rabbitmqSteps(store: Store): Steps {
  const { host } = store
  const user = store.user === undefined ? store.name : store.user
  const file = `${WORK}/definitions.json`
  const login = [
    `key=$(cat ${secretFile(store, 'password')})`,
    `auth=$(printf '%s:%s' ${shellWord(user)} "$key" | base64 | tr -d '\\n')`,
    `ask() { wget -q --header "Authorization: Basic $auth" "$@" http://${host}:${PORT}/api/definitions; }`,
  ]
  const dump = script([
    'set -eu',
    ...login,
    `ask -O ${file}`,
    '# An answer that was broken off lacks its end.',
    `grep -q '"rabbit_version"' ${file}`,
    `tail -c 2 ${file} | grep -q '}'`,
  ])
  const restore = script([
    'set -eu',
    ...login,
    `ask -O - --header 'Content-Type: application/json' --post-file ${file}`,
    "echo 'definitions are back'",
  ])
  return {
    cold: false,
    ports: ['http-management'],
    dump: [{ name: 'dump', image: 'tools', command: ['sh', '-c', dump] }],
    restore: () => [{ name: 'restore', image: 'tools', command: ['sh', '-c', restore] }],
  }
}
