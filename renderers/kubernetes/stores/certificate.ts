import type { Model, Store } from '../../../engine/sdk.ts'
import type { Certificate } from '../../_shared/certificates.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'

/** A certificate for every name that clients and members call each other by. https://cert-manager.io/docs/usage/certificate/ */
export function storeCertificate(store: Store, secretName: string, issuer: string, model: Model): Certificate {
  const { namespace } = store
  const services = [...new Set([store.host, store.readHost])]
  const names = services.flatMap((service) => [
    service,
    `${service}.${namespace}`,
    `${service}.${namespace}.svc`,
    `${service}.${namespace}.svc.cluster.local`,
  ])
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadata(secretName, namespace, ownedLabels(model, store)),
    spec: {
      secretName,
      ...(store.operator?.name === 'cloudnative-pg' ? RELOADED : {}),
      dnsNames: [...names, `*.${store.headless}`, `*.${store.headless}.${namespace}.svc.cluster.local`, 'localhost'],
      // Java reads no other form of a key.
      privateKey: { algorithm: 'ECDSA', ...(store.engine === 'kafka' ? { encoding: 'PKCS8' } : {}), size: 256, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: issuer },
    },
  }
}

/** By this label members read a new certificate as soon as it is there. https://cloudnative-pg.io/documentation/current/certificates/ */
const RELOADED = Object.freeze({ secretTemplate: { labels: { 'cnpg.io/reload': '' } } })
