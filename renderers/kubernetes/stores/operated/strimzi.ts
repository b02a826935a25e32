import { hash, type KubernetesObject, type Model, type Store } from '../../../../engine/sdk.ts'
import { isEmpty } from '../../../_shared/metadata.ts'
import { joined } from '../../../_shared/names.ts'
import type { NetworkPolicyPeer } from '../../../_shared/network-types.ts'
import { podsPeer } from '../../network/peers.ts'
import { resources } from '../../pod/resources.ts'
import { storageClass } from '../../volumes/claims.ts'
import { memoryShare } from '../program.ts'
import { CONTAINER_SECURITY, operatedMetadata, POD_SECURITY, podMetadata, podScheduling } from './pods.ts'
import { kafkaUsers } from './strimzi-users.ts'

const API = 'kafka.strimzi.io/v1'
/** The label by which objects say which Kafka they belong to. */
const CLUSTER = 'strimzi.io/cluster'

/** https://strimzi.io/docs/operators/latest/configuring Every member is a broker and a controller, which is right up to a handful. */
export function* strimzi(store: Store, model: Model): Iterable<KubernetesObject> {
  yield ofCluster('KafkaNodePool', store.name, poolSpec(store, model), store, model)
  yield { apiVersion: API, kind: 'Kafka', metadata: operatedMetadata(store.name, store, model), spec: kafkaSpec(store, model) }
  for (const [name, { partitions, replicas, config }] of Object.entries(store.topics)) {
    const spec = { topicName: name, partitions, replicas, ...(isEmpty(config) ? {} : { config }) }
    yield ofCluster('KafkaTopic', topicObject(store, name), spec, store, model)
  }
  for (const { name, spec } of kafkaUsers(store)) yield ofCluster('KafkaUser', name, spec, store, model)
}

function ofCluster(kind: string, name: string, spec: object, store: Store, model: Model): KubernetesObject {
  const { labels, ...rest } = operatedMetadata(name, store, model)
  return { apiVersion: API, kind, metadata: { ...rest, labels: { ...labels, [CLUSTER]: store.name } }, spec }
}

function kafkaSpec(store: Store, model: Model): object {
  const copies = Math.min(3, store.replicas)
  const hasUsers = !isEmpty(store.users)
  const beside = { resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { cpu: '1', memory: '256Mi' } } }
  return {
    kafka: {
      version: store.release,
      listeners: [
        {
          name: 'clients',
          port: store.port.port,
          type: 'internal',
          tls: store.tls !== undefined,
          ...(hasUsers ? { authentication: { type: 'scram-sha-512' } } : {}),
          ...(store.tls === undefined
            ? {}
            : {
                configuration: { brokerCertChainAndKey: { secretName: store.tls.secret, certificate: 'tls.crt', key: 'tls.key' } },
              }),
          networkPolicyPeers: peers(store, model),
        },
      ],
      ...(hasUsers ? { authorization: { type: 'simple' } } : {}),
      config: {
        'default.replication.factor': copies,
        'min.insync.replicas': Math.max(1, copies - 1),
        'offsets.topic.replication.factor': copies,
        'transaction.state.log.replication.factor': copies,
        'transaction.state.log.min.isr': Math.max(1, copies - 1),
        'auto.create.topics.enable': false,
        'num.partitions': 3,
        ...store.config,
      },
    },
    entityOperator: {
      topicOperator: beside,
      userOperator: beside,
      template: {
        // It is alone, and stays with anybody.
        pod: { ...podOf({ ...store, replicas: 1 }, model), securityContext: POD_SECURITY },
        topicOperatorContainer: { securityContext: CONTAINER_SECURITY },
        userOperatorContainer: { securityContext: CONTAINER_SECURITY },
      },
    },
  }
}

/** Its own policy would let everybody in. Without a caller, only its own pods. */
function peers(store: Store, model: Model): readonly NetworkPolicyPeer[] {
  if (store.callers.length === 0) return [{ podSelector: { matchLabels: store.pods } }]
  return store.callers.map((edge) => podsPeer(edge, store.namespace, model))
}

function poolSpec(store: Store, model: Model): object {
  const heap = `${memoryShare(store, 0.5)}m`
  const { storageClassName } = storageClass(model, store.storage.class)
  return {
    replicas: store.replicas,
    roles: ['controller', 'broker'],
    storage: {
      type: 'jbod',
      volumes: [
        {
          id: 0,
          type: 'persistent-claim',
          size: store.storage.size,
          ...(storageClassName === undefined ? {} : { class: storageClassName }),
          deleteClaim: false,
          kraftMetadata: 'shared',
        },
      ],
    },
    resources: resources(store.resources),
    jvmOptions: { '-Xms': heap, '-Xmx': heap },
    template: {
      pod: { ...podOf(store, model), securityContext: POD_SECURITY },
      kafkaContainer: { securityContext: CONTAINER_SECURITY },
    },
  }
}

/** What the template of a pod says. It has no word for the labels that a node must have, so they are said as an affinity. */
function podOf(store: Store, model: Model): object {
  const { nodes, require } = store.placement
  const wanted = Object.fromEntries(Object.entries(nodes).map(([key, value]) => [key, [value]]))
  const placement = { ...store.placement, nodes: {}, require: { ...wanted, ...require } }
  return {
    metadata: podMetadata(store, model),
    ...podScheduling({ ...store, placement }, model, { 'strimzi.io/name': `${store.name}-kafka` }),
  }
}

/** A topic may have a name that no object may have. */
function topicObject(store: Store, topic: string): string {
  const name = `${store.name}-${topic}`
  return /^[a-z0-9-]+$/.test(topic) ? joined(name) : joined(`${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${hash(topic).slice(0, 8)}`)
}
