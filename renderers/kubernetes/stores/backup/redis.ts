import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile } from '../program.ts'
import { cli } from '../redis/facts.ts'
import { type Steps, WORK } from './steps.ts'

/**
 * A server with an append-only file reads nothing else when it starts, so the copy is read by another one, which writes such a file.
 * What was there is put aside. https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export function redisSteps(store: Store): Steps {
  const { data } = store.folders
  const dump = script([
    'set -eu',
    `REDISCLI_AUTH=$(cat ${secretFile(store, 'password')})`,
    'export REDISCLI_AUTH',
    `${cli(store, store.host, store.port.servicePort)} --rdb ${WORK}/dump.rdb`,
    `redis-check-rdb ${WORK}/dump.rdb`,
  ])
  const restore = script([
    'set -eu',
    `aside=${data}/before-$(date -u +%Y%m%dT%H%M%SZ)`,
    'mkdir "$aside"',
    `for old in ${data}/appendonlydir ${data}/appendonly.aof ${data}/dump.rdb; do`,
    '  [ ! -e "$old" ] || mv "$old" "$aside/"',
    'done',
    `cp ${WORK}/dump.rdb ${data}/dump.rdb`,
    `redis-server --dir ${data} --appendonly no --save '' --port 0 --unixsocket /tmp/restore.sock &`,
    'reading=$!',
    'ask() { redis-cli -s /tmp/restore.sock "$@"; }',
    'until [ "$(ask ping 2>/dev/null)" = PONG ]; do kill -0 "$reading"; sleep 1; done',
    'ask config set appendonly yes',
    "while ask info persistence | grep -q '^aof_rewrite_\\(in_progress\\|scheduled\\):1'; do sleep 1; done",
    "ask info persistence | grep -q '^aof_last_bgrewrite_status:ok'",
    'ask dbsize',
    'ask shutdown nosave || true',
    'wait "$reading" || true',
  ])
  return {
    cold: true,
    dump: [{ name: 'dump', image: 'store', command: ['sh', '-c', dump] }],
    restore: () => [{ name: 'restore', image: 'store', command: ['sh', '-c', restore] }],
  }
}
