import type { Store } from '../../../engine/sdk.ts'
import { live, ready, type StoreProgram, script, secretFile, startup } from './program.ts'

const SECRETS = '/run/redis'

/**
 * Redis reads its password from nothing but its configuration, so a file of that is written into memory: an argument could be read by every process.
 * https://hub.docker.com/_/redis · https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/
 */
export function redis(store: Store): StoreProgram {
  const password = secretFile(store, 'password')
  const ping = ['redis-cli', '-h', '127.0.0.1', 'ping']
  return {
    command: ['sh', '-c', script(start(password))],
    args: ['redis', '--dir', '/data', '--appendonly', 'yes', ...store.args],
    env: [],
    data: '/data',
    writable: [{ path: SECRETS, size: '1Mi', medium: 'Memory' }],
    startup: startup(ping),
    // Any answer will do, also that a password is needed.
    live: live(ping),
    ready: ready([`export REDISCLI_AUTH="$(cat ${password})"`, 'test "$(redis-cli -h 127.0.0.1 ping)" = PONG']),
    graceSeconds: 60,
  }
}

/**
 * A configuration file takes any password between double quotes, once these and backslashes in it are marked.
 * An empty one would let everybody in, so nothing starts with that.
 */
function start(password: string): readonly string[] {
  return [
    'set -e',
    'umask 077',
    `password="$(sed 's/[\\\\"]/\\\\&/g' ${password})"`,
    'test -n "$password"',
    `printf 'requirepass "%s"\\n' "$password" > ${SECRETS}/auth.conf`,
    `exec docker-entrypoint.sh redis-server ${SECRETS}/auth.conf "$@"`,
  ]
}
