import { NO_ARGS, type StoreOperator } from './operator.ts'

/** https://www.rabbitmq.com/kubernetes/operator/using-operator */
export const rabbitmqOperator: StoreOperator = {
  engine: 'rabbitmq',
  namespace: 'rabbitmq-system',
  differs: {
    reserved: ['listeners.*', 'cluster_formation.*', 'cluster_name', 'default_user', 'default_pass'],
  },
  suffixes: { host: '', read: '', members: '-nodes' },
  member: { prefix: '*-server-', first: 0 },
  claimPrefix: 'persistence-',
  podLabel: 'app.kubernetes.io/name',
  container: 'rabbitmq',
  secret: { suffix: '-default-user', passwordKey: 'password', given: undefined },
  picksImage: false,
  asksApi: true,
  calledPorts: [],
  cannot: [
    NO_ARGS,
    { word: ['secret'], reason: 'it makes the Secret of its clients itself' },
    { word: ['backup'], reason: 'it makes no copies' },
  ],
}
