import type { Model, Store } from '../../../../engine/sdk.ts'
import { firstMember, script, TLS } from '../program.ts'
import { type Steps, WORK } from './steps.ts'

const DATA = '/var/lib/etcd/data'

/** https://etcd.io/docs/v3.6/op-guide/recovery/ Its image has no shell. Every member is made anew from the same copy, as a cluster of a new identity. */
export function etcdSteps(store: Store, _model: Model): Steps {
  const secure = store.tls !== undefined
  const scheme = secure ? 'https' : 'http'
  const peer = (host: string) => `${scheme}://${host}:2380`
  const aside = script(['set -eu', `[ ! -e ${DATA} ] || mv ${DATA} "${DATA}.before-$(date -u +%Y%m%dT%H%M%SZ)"`])
  return {
    cold: true,
    dump: [
      {
        name: 'dump',
        image: 'store',
        command: [
          'etcdctl',
          `--endpoints=${scheme}://${store.host}:${store.port.servicePort}`,
          ...(secure ? [`--cacert=${TLS.ca}`, `--cert=${TLS.cert}`, `--key=${TLS.key}`] : []),
          'snapshot',
          'save',
          `${WORK}/snapshot.db`,
        ],
      },
      { name: 'verify', image: 'store', command: ['etcdutl', 'snapshot', 'status', `${WORK}/snapshot.db`] },
    ],
    restore: ({ name, host }) => [
      { name: 'aside', image: 'tools', command: ['sh', '-c', aside] },
      {
        name: 'restore',
        image: 'store',
        command: [
          'etcdutl',
          'snapshot',
          'restore',
          `${WORK}/snapshot.db`,
          `--name=${name}`,
          `--data-dir=${DATA}`,
          `--initial-cluster=${store.members.map((member) => `${member.name}=${peer(member.host)}`).join(',')}`,
          `--initial-cluster-token=${firstMember(store)}`,
          `--initial-advertise-peer-urls=${peer(host)}`,
        ],
      },
    ],
  }
}
