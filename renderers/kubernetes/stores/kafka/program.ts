import { hash, type Model, type Store } from '../../../../engine/sdk.ts'
import { LIVE, memoryShare, PLAIN, POD_NAME, READY, STARTUP, type StoreProgram, script, settings, TLS } from '../program.ts'

const DATA = '/var/lib/kafka'
const FILE = '/tmp/server.properties'
const KEYS = '/tmp/keys.pem'

/**
 * Every member is a broker and a controller (KRaft), which is right up to a handful. Clients need no password: who may call is decided by policies.
 * https://kafka.apache.org/41/operations/kraft/ · https://hub.docker.com/r/apache/kafka
 */
export function kafka(store: Store, model: Model): StoreProgram {
  const { configuration } = store.folders
  const tcp = (port: number) => ({ tcpSocket: { port } })
  return {
    ...PLAIN,
    command: ['sh', `${configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [
      POD_NAME,
      // Half of its memory: the rest is for the pages of files that it serves.
      { name: 'KAFKA_HEAP_OPTS', value: `-Xms${memoryShare(store, 0.5)}m -Xmx${memoryShare(store, 0.5)}m` },
      { name: 'LOG_DIR', value: '/tmp/logs' },
    ],
    writable: [{ path: '/tmp', size: '128Mi', medium: undefined }],
    files: {
      'server.properties': config(store),
      'start.sh': startScript(store, model),
      ...(store.tls === undefined ? {} : { [CLIENT]: script(TRUST) }),
    },
    ports: store.peers,
    startup: { ...tcp(store.port.port), ...STARTUP },
    live: { ...tcp(store.port.port), ...LIVE },
    // A member that asks itself for what it offers has joined the others.
    ready: {
      exec: {
        command: [
          'sh',
          '-c',
          `/opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server localhost:${store.port.port}${asking(store)} >/dev/null`,
        ],
      },
      ...READY,
      periodSeconds: 30,
      timeoutSeconds: 20,
    },
    together: store.replicas > 1,
  }
}

/** What a client has to know to believe who it talks to. */
const CLIENT = 'client.properties'
const TRUST = ['security.protocol=SSL', 'ssl.truststore.type=PEM', `ssl.truststore.location=${TLS.ca}`]

function asking({ tls, folders }: Store): string {
  return tls === undefined ? '' : ` --command-config ${folders.configuration}/${CLIENT}`
}

/** server.properties, but for what differs from member to member. https://kafka.apache.org/41/configuration/broker-configs/ */
function config(store: Store): string {
  const copies = Math.min(3, store.replicas)
  return script(
    settings(
      store,
      {
        'process.roles': 'broker,controller',
        'controller.quorum.voters': store.members.map(({ host }, index) => `${index}@${host}:9093`).join(','),
        listeners: `CLIENTS://:${store.port.port},CONTROLLER://:9093,MEMBERS://:9094`,
        'listener.security.protocol.map': ['CLIENTS', 'CONTROLLER', 'MEMBERS']
          .map((listener) => `${listener}:${store.tls === undefined ? 'PLAINTEXT' : 'SSL'}`)
          .join(','),
        ...(store.tls === undefined
          ? {}
          : {
              'ssl.keystore.type': 'PEM',
              'ssl.keystore.location': KEYS,
              'ssl.truststore.type': 'PEM',
              'ssl.truststore.location': TLS.ca,
            }),
        'controller.listener.names': 'CONTROLLER',
        'inter.broker.listener.name': 'MEMBERS',
        'log.dirs': `${DATA}/data`,
        'default.replication.factor': copies,
        'min.insync.replicas': Math.max(1, copies - 1),
        'offsets.topic.replication.factor': copies,
        'transaction.state.log.replication.factor': copies,
        'transaction.state.log.min.isr': Math.max(1, copies - 1),
        'auto.create.topics.enable': 'false',
        'num.partitions': 3,
      },
      (key, value) => `${key}=${value.replaceAll('\\', '\\\\')}`,
    ),
  )
}

function startScript(store: Store, model: Model): string {
  const domain = store.members[0]?.host.slice(`${store.name}-0.`.length)
  return script([
    '#!/bin/sh',
    'set -eu',
    'number=${POD_NAME##*-}',
    // https://kafka.apache.org/41/security/encryption-and-authentication-using-ssl/ One file holds the key and the certificate.
    ...(store.tls === undefined ? [] : [`(umask 077; cat ${TLS.key} ${TLS.cert} > ${KEYS})`]),
    `me=$POD_NAME.${domain}`,
    `cat ${store.folders.configuration}/server.properties - > ${FILE} <<CONF`,
    'node.id=$number',
    `advertised.listeners=CLIENTS://$me:${store.port.port},MEMBERS://$me:9094`,
    'CONF',
    `/opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id=${clusterId(store, model)} --config=${FILE}`,
    `exec /opt/kafka/bin/kafka-server-start.sh ${FILE} "$@"`,
  ])
}

/** An identity of 16 bytes in URL-safe base64 that never changes, and differs between environments. */
function clusterId(store: Store, model: Model): string {
  const bytes = `${hash(`${model.platform.name}/${model.environment.name}/${store.name}`)}${hash(store.name)}`.replace(/[^0-9a-f]/g, '')
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let bits = ''
  for (const digit of bytes.slice(0, 32).padEnd(32, '0')) bits += Number.parseInt(digit, 16).toString(2).padStart(4, '0')
  let id = ''
  for (let at = 0; at < 128; at += 6) id += digits[Number.parseInt(bits.slice(at, at + 6).padEnd(6, '0'), 2)]
  return id.replace(/^-/, 'A')
}
