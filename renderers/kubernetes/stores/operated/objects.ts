import type { KubernetesObject, Model, Store } from '../../../../engine/sdk.ts'
import { storePolicy } from '../../network/policy.ts'
import { storeCertificate } from '../certificate.ts'
import { cloudnativePg } from './cloudnative-pg.ts'
import { eck } from './eck.ts'
import { rabbitmqOperator } from './rabbitmq-operator.ts'
import { strimzi } from './strimzi.ts'

/** Everything that an operator reads of a store, and the policy that lets it and the callers in. It makes pods, Services, accounts and budgets itself. */
export function* operatedObjects(store: Store, model: Model): Iterable<KubernetesObject> {
  if (store.tls?.issuer !== undefined) yield storeCertificate(store, store.tls.secret, store.tls.issuer, model)
  yield storePolicy(store, model)
  yield* objectsOf(store, model)
}

function objectsOf(store: Store, model: Model): Iterable<KubernetesObject> {
  switch (store.operator?.name) {
    case 'cloudnative-pg':
      return cloudnativePg(store, model)
    case 'strimzi':
      return strimzi(store, model)
    case 'eck':
      return eck(store, model)
    case 'rabbitmq-operator':
      return rabbitmqOperator(store, model)
    case undefined:
      throw new Error(`no operator runs ${store.name}`)
  }
}
