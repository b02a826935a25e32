import type { Store } from '../../../../engine/sdk.ts'
import { LIVE, memberEnv, PLAIN, READY, STARTUP, type StoreProgram } from '../program.ts'
import { config } from './config.ts'
import { asked, PRIVATE } from './facts.ts'
import { firstUsers, initiate, join, joinScript, startScript } from './scripts.ts'

/**
 * The server without the image's own entry point, which would make users on every member. Its shell takes a second to start, so it is asked seldom.
 * https://hub.docker.com/_/mongo · https://www.mongodb.com/docs/manual/tutorial/deploy-replica-set-with-keyfile-access-control/
 */
export function mongodb(store: Store): StoreProgram {
  const members = store.replicas > 1
  const { configuration } = store.folders
  const answers = `test "$(${asked(store)} --eval 'db.hello().isWritablePrimary || db.hello().secondary')" = true`
  const slowly = { periodSeconds: 15, timeoutSeconds: 20 }
  return {
    ...PLAIN,
    command: ['sh', `${configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [{ name: 'HOME', value: '/tmp' }, ...memberEnv(store)],
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: PRIVATE, size: '1Mi', medium: 'Memory' },
    ],
    files: {
      'mongod.yaml': config(store),
      'start.sh': startScript(store),
      'users.js': firstUsers(store),
      ...(members ? { 'join.sh': joinScript(store), 'initiate.js': initiate(store), 'join.js': join(store) } : {}),
    },
    startup: members
      ? { exec: { command: ['sh', `${configuration}/join.sh`] }, ...STARTUP, ...slowly, failureThreshold: 40 }
      : { tcpSocket: { port: store.port.port }, ...STARTUP },
    live: { tcpSocket: { port: store.port.port }, ...LIVE },
    ready: { exec: { command: ['sh', '-c', answers] }, ...READY, ...slowly },
    together: members,
  }
}
