import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { goDuration } from '../seconds.ts'
import type { NeededSecret } from './needed.ts'

/** A Secret that the External Secrets Operator copies from where its values live. https://external-secrets.io/latest/api/externalsecret/ */
export function externalSecret({ name, namespace, type, keys, optional }: NeededSecret, model: Model): KubernetesObject {
  const { store, path, refresh } = model.secrets
  if (store === undefined) throw new Error('external secrets without a store')
  const key = `${path}/${name}`
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(name, namespace, platformLabels(model)),
    spec: {
      refreshInterval: goDuration(refresh),
      secretStoreRef: { name: store.name, kind: store.kind },
      // A Secret that its ExternalSecret forgot must not vanish under running pods.
      target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', ...(type === 'Opaque' ? {} : { template: { type } }) },
      // A single key that is not there would fail all of them, so one that may be missing is copied with whatever there is.
      ...(keys.length === 0 || optional.length > 0
        ? { dataFrom: [{ extract: { key } }] }
        : { data: keys.map((property) => ({ secretKey: property, remoteRef: { key, property } })) }),
    },
  }
}
