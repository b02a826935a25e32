import type { KubernetesObject, Model, Store } from '../../../../engine/sdk.ts'
import { pullSecrets } from '../../pod/pod-spec.ts'
import { resources } from '../../pod/resources.ts'
import { disruptionBudget } from '../../services/disruption-budget.ts'
import { storageClass } from '../../volumes/claims.ts'
import { script, settings } from '../program.ts'
import { operatedMetadata, podMetadata, podScheduling } from './pods.ts'

/**
 * https://www.rabbitmq.com/kubernetes/operator/using-operator Members find each other, know a cookie and how much memory there is without our help. It makes no budget
 * for them.
 */
export function* rabbitmqOperator(store: Store, model: Model): Iterable<KubernetesObject> {
  const { affinity, tolerations, ...rest } = podScheduling(store, model)
  yield {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: operatedMetadata(store.name, store, model),
    spec: {
      replicas: store.replicas,
      image: store.image.reference,
      ...pullSecrets(model, [store.image]),
      persistence: { storage: store.storage.size, ...storageClass(model, store.storage.class) },
      resources: resources(store.resources),
      ...(affinity === undefined ? {} : { affinity }),
      ...(tolerations === undefined ? {} : { tolerations }),
      rabbitmq: { additionalConfig: config(store) },
      override: { statefulSet: { spec: { template: { metadata: podMetadata(store, model), spec: { ...rest, containers: [] } } } } },
    },
  }
  const { spec, ...budget } = disruptionBudget(store, store.name, 1, model)
  yield { ...budget, spec: { ...spec, selector: { matchLabels: store.pods } } }
}

/** rabbitmq.conf, after what the operator says. The password of the user is made by the operator. */
function config(store: Store): string {
  return script(
    settings(
      store,
      {
        ...(store.user === undefined ? {} : { default_user: store.user }),
        ...(store.replicas > 1 ? { default_queue_type: 'quorum' } : {}),
      },
      (key, value) => `${key} = ${value}`,
    ),
  )
}
