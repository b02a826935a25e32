import type { Store } from '../../engine/sdk.ts'

/** How a store's official image runs on its own. */
export interface Program {
  readonly environment: { readonly [name: string]: string }
  readonly data: string
  readonly test: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
}

type Engine = Exclude<Store['engine'], 'mysql' | 'postgresql' | 'redis'>

/** Queues, search and the like, as a single member without certificates: enough for a laptop. Their images are described where `engine/stores` says. */
export function otherProgram(engine: Engine, store: Store, password: string): Program {
  const user = store.user === undefined ? store.name : store.user
  const given = store.args.length === 0 ? {} : { command: store.args }
  switch (engine) {
    case 'rabbitmq':
      return {
        environment: { RABBITMQ_DEFAULT_USER: user },
        data: '/var/lib/rabbitmq',
        test: ['CMD', 'rabbitmq-diagnostics', '--quiet', 'ping'],
        entrypoint: ['sh', '-c', `RABBITMQ_DEFAULT_PASS="$(cat ${password})" exec docker-entrypoint.sh rabbitmq-server "$@"`, 'rabbitmq'],
        ...given,
      }
    case 'kafka':
      return {
        environment: {
          KAFKA_NODE_ID: '1',
          KAFKA_PROCESS_ROLES: 'broker,controller',
          KAFKA_LISTENERS: 'CLIENTS://:9092,CONTROLLER://:9093',
          KAFKA_ADVERTISED_LISTENERS: `CLIENTS://${store.name}:9092`,
          KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT',
          KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
          KAFKA_INTER_BROKER_LISTENER_NAME: 'CLIENTS',
          KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
          KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
          KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
          KAFKA_LOG_DIRS: '/var/lib/kafka/data',
        },
        data: '/var/lib/kafka/data',
        test: ['CMD', '/opt/kafka/bin/kafka-broker-api-versions.sh', '--bootstrap-server', 'localhost:9092'],
      }
    case 'elasticsearch':
      return {
        environment: { 'discovery.type': 'single-node', 'xpack.security.http.ssl.enabled': 'false', ES_JAVA_OPTS: '-Xms512m -Xmx512m' },
        data: '/usr/share/elasticsearch/data',
        test: ['CMD-SHELL', `curl --silent --fail --user "elastic:$(cat ${password})" http://localhost:9200/_cluster/health`],
        entrypoint: [
          'sh',
          '-c',
          `ELASTIC_PASSWORD="$(cat ${password})" exec /usr/local/bin/docker-entrypoint.sh eswrapper "$@"`,
          'elasticsearch',
        ],
        ...given,
      }
    case 'etcd':
      return {
        environment: {},
        data: '/var/lib/etcd',
        test: ['CMD', 'etcdctl', 'endpoint', 'health'],
        entrypoint: [
          'etcd',
          '--data-dir=/var/lib/etcd',
          '--listen-client-urls=http://0.0.0.0:2379',
          `--advertise-client-urls=http://${store.name}:2379`,
        ],
        ...given,
      }
    case 'minio':
      return {
        environment: { MINIO_ROOT_USER: user, MINIO_ROOT_PASSWORD_FILE: password },
        data: '/data',
        test: ['CMD', 'mc', 'ready', 'local'],
        command: ['server', '/data', ...store.args],
      }
    case 'mongodb':
      return {
        environment: {
          MONGO_INITDB_ROOT_USERNAME: user,
          // On a laptop the user of services may do everything.
          MONGO_INITDB_ROOT_PASSWORD_FILE: user === 'root' ? `/run/secrets/${store.name}/${store.rootPasswordKey}` : password,
        },
        data: '/data/db',
        test: ['CMD', 'mongosh', '--quiet', '--norc', '--eval', 'db.adminCommand({ ping: 1 }).ok'],
        ...given,
      }
  }
}
