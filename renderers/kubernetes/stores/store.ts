import type { KubernetesObject, Model, Store } from '../../../engine/sdk.ts'
import type { ServiceObject, StatefulSet } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, podsOf, servingPods, stableLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, metadata, podMetadata } from '../../_shared/metadata.ts'
import { joined, workloadName } from '../../_shared/names.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import { storePolicy } from '../network/policy.ts'
import { statefulTwins } from '../pod/twins.ts'
import { serviceAccount } from '../services/account.ts'
import { disruptionBudget } from '../services/disruption-budget.ts'
import { servicePort } from '../services/service.ts'
import { claimTemplate, storageClass } from '../volumes/claims.ts'
import { storeWaivers } from '../waivers/store-waivers.ts'
import { mysql } from './mysql.ts'
import { DATA, passwdName, storePodSpec } from './pod-spec.ts'
import { postgresql } from './postgresql.ts'
import type { StoreProgram } from './program.ts'
import { redis } from './redis.ts'

/** Everything of a store, in the order to apply it. Nothing for one that runs outside: its clients are given its own host. */
export function* storeObjects(store: Store, model: Model): Iterable<KubernetesObject> {
  if (store.external !== undefined) return
  const runs = programOf(store)
  const instance = workloadName('StatefulSet', store.name)
  const policy = storePolicy(store, model)
  yield serviceAccount(store, store.name, {}, model)
  if (runs.passwd !== undefined)
    yield {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(passwdName(store), store.namespace, ownedLabels(model, store)),
      data: { passwd: runs.passwd },
    }
  yield policy
  yield storeService(store, headlessName(store), { clusterIP: 'None', publishNotReadyAddresses: true }, model)
  yield storeService(store, store.name, {}, model)
  yield statefulSet(store, runs, instance, policy, model)
  yield disruptionBudget(store, instance, 1, model)
}

function programOf(store: Store): StoreProgram {
  switch (store.engine) {
    case 'mysql':
      return mysql(store)
    case 'postgresql':
      return postgresql(store)
    case 'redis':
      return redis(store)
  }
}

function headlessName(store: Store): string {
  return joined(store.name, 'headless')
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
function statefulSet(store: Store, runs: StoreProgram, instance: string, policy: NetworkPolicy, model: Model): StatefulSet {
  const selector = podsOf(store, instance)
  const spec = storePodSpec(store, runs, model, statefulTwins(selector))
  const labels = { ...store.labels, ...ownedLabels(model, store, instance) }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(instance, store.namespace, labels, {
      ...aboutAnnotations(store.description, model.platform.owner),
      ...storeWaivers(store, spec, policy),
    }),
    spec: {
      serviceName: headlessName(store),
      replicas: 1,
      revisionHistoryLimit: 5,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      selector,
      template: { metadata: podMetadata(labels, store.annotations), spec },
      volumeClaimTemplates: [
        claimTemplate(DATA, stableLabels(model, store, instance), {
          accessModes: ['ReadWriteOnce'],
          ...storageClass(model, store.storage.class),
          resources: { requests: { storage: store.storage.size } },
        }),
      ],
    },
  }
}

function storeService(store: Store, name: string, more: Partial<ServiceObject['spec']>, model: Model): ServiceObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, store.namespace, ownedLabels(model, store)),
    spec: { type: 'ClusterIP', ...more, selector: servingPods(store), ports: [servicePort(store.port)] },
  }
}
