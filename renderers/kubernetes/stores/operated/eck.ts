import type { KubernetesObject, Model, Store } from '../../../../engine/sdk.ts'
import { stableLabels } from '../../../_shared/labels.ts'
import { pullSecrets } from '../../pod/pod-spec.ts'
import { resources } from '../../pod/resources.ts'
import { storageClass } from '../../volumes/claims.ts'
import { memoryShare } from '../program.ts'
import { operatedMetadata, POD_SECURITY, podMetadata, podScheduling } from './pods.ts'

/**
 * https://www.elastic.co/docs/reference/cloud-on-k8s/api-docs Members always encrypt what they say to each other, with certificates of the operator. It maps no files
 * into memory, which would need a setting of the node.
 */
export function* eck(store: Store, model: Model): Iterable<KubernetesObject> {
  const heap = memoryShare(store, 0.5)
  yield {
    apiVersion: 'elasticsearch.k8s.elastic.co/v1',
    kind: 'Elasticsearch',
    metadata: operatedMetadata(store.name, store, model),
    spec: {
      version: store.release,
      image: store.image.reference,
      http: {
        tls: store.tls === undefined ? { selfSignedCertificate: { disabled: true } } : { certificate: { secretName: store.tls.secret } },
      },
      volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
      nodeSets: [
        {
          name: 'members',
          count: store.replicas,
          config: { 'node.store.allow_mmap': false, 'action.destructive_requires_name': true, ...store.config },
          podTemplate: {
            metadata: podMetadata(store, model),
            spec: {
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              ...pullSecrets(model, [store.image]),
              ...podScheduling(store, model),
              securityContext: { ...POD_SECURITY, runAsUser: USER, fsGroup: USER },
              containers: [
                {
                  name: store.container,
                  resources: resources(store.resources),
                  env: [{ name: 'ES_JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m` }],
                },
              ],
            },
          },
          volumeClaimTemplates: [
            {
              metadata: { name: 'elasticsearch-data', labels: stableLabels(model, store) },
              spec: {
                accessModes: ['ReadWriteOnce'],
                ...storageClass(model, store.storage.class),
                resources: { requests: { storage: store.storage.size } },
              },
            },
          ],
        },
      ],
    },
  }
}

/** The user of the official image. */
const USER = 1000
