import { hash, type KubernetesObject, type Model, type Store } from '../../../engine/sdk.ts'
import type { StatefulSet } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, podsOf, stableLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, isEmpty, metadata, podMetadata } from '../../_shared/metadata.ts'
import { workloadName } from '../../_shared/names.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import { storePolicy } from '../network/policy.ts'
import { statefulTwins } from '../pod/twins.ts'
import { serviceAccount } from '../services/account.ts'
import { disruptionBudget } from '../services/disruption-budget.ts'
import { claimTemplate, storageClass } from '../volumes/claims.ts'
import { storeWaivers } from '../waivers/store-waivers.ts'
import { storeCertificate } from './certificate.ts'
import { programOf } from './engines.ts'
import { operatedObjects } from './operated/objects.ts'
import { configName, DATA, storePodSpec } from './pod-spec.ts'
import type { StoreProgram } from './program.ts'
import { scraped, scrapedLabels } from './scraped.ts'
import { storeServices } from './services.ts'

/** Everything of a store, in the order to apply it. Nothing for one that runs outside: its clients are given its own host. */
export function* storeObjects(store: Store, model: Model): Iterable<KubernetesObject> {
  if (store.external !== undefined) return
  if (store.operator !== undefined) return yield* operatedObjects(store, model)
  const runs = programOf(store, model)
  const instance = workloadName('StatefulSet', store.name)
  const policy = storePolicy(store, model)
  yield serviceAccount(store, store.name, {}, model)
  if (!isEmpty(runs.files))
    yield {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(configName(store), store.namespace, ownedLabels(model, store)),
      data: runs.files,
    }
  if (store.tls?.issuer !== undefined) yield storeCertificate(store, store.tls.secret, store.tls.issuer, model)
  yield policy
  yield* storeServices(store, runs, model)
  yield statefulSet(store, runs, instance, policy, model)
  yield disruptionBudget(store, instance, 1, model)
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
      serviceName: store.headless,
      replicas: store.replicas,
      revisionHistoryLimit: 5,
      podManagementPolicy: runs.together ? 'Parallel' : 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      selector,
      template: {
        metadata: podMetadata(
          { ...labels, ...scrapedLabels(store, model) },
          {
            ...store.annotations,
            ...scraped(store, model),
            ...checksum(runs),
          },
        ),
        spec,
      },
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

/** Its configuration is read when it starts, so a change of it has to start the pods anew. */
function checksum({ files }: StoreProgram): { readonly [key: string]: string } {
  if (isEmpty(files)) return {}
  return {
    'checksum/config': hash(
      Object.entries(files)
        .map(([name, text]) => `${name}\0${text}\0`)
        .join(''),
    ),
  }
}
