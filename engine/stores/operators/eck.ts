import { NO_ARGS, type StoreOperator } from './operator.ts'

/** https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s */
export const eck: StoreOperator = {
  engine: 'elasticsearch',
  namespace: 'elastic-system',
  differs: {
    tls: 'can',
    // https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/settings-managed-by-eck
    reserved: [
      'cluster.name',
      'cluster.initial_master_nodes',
      'discovery.seed_hosts',
      'discovery.seed_providers',
      'discovery.zen.*',
      'http.publish_host',
      'network.bind_host',
      'network.host',
      'network.publish_host',
      'node.name',
      'path.data',
      'path.logs',
      'xpack.security.enabled',
      'xpack.security.authc.realms.*',
      'xpack.security.authc.reserved_realm.enabled',
      'xpack.security.http.ssl.*',
      'xpack.security.transport.ssl.*',
    ],
  },
  suffixes: { host: '-es-http', read: '-es-http', members: '-es-members' },
  member: { prefix: '*-es-members-', first: 0 },
  claimPrefix: 'elasticsearch-data-',
  podLabel: 'elasticsearch.k8s.elastic.co/cluster-name',
  container: 'elasticsearch',
  secret: { suffix: '-es-elastic-user', passwordKey: 'elastic', given: undefined },
  picksImage: false,
  asksApi: false,
  calledPorts: [9200],
  cannot: [
    NO_ARGS,
    { word: ['secret'], reason: 'it makes the Secret of its clients itself' },
    { word: ['backup'], reason: 'it makes no copies' },
  ],
}
