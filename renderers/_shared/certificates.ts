import type { Model } from '../../engine/sdk.ts'
import { certificateHosts, type ExposedHost } from './exposed-hosts.ts'
import type { ObjectMeta } from './kubernetes-types.ts'
import { platformLabels } from './labels.ts'
import { metadata } from './metadata.ts'

/** https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate */
export type Certificate = {
  readonly apiVersion: 'cert-manager.io/v1'
  readonly kind: 'Certificate'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly secretName: string
    readonly dnsNames: readonly string[]
    readonly privateKey: { readonly algorithm: 'ECDSA'; readonly size: 256; readonly rotationPolicy: 'Always' }
    readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string }
  }
}

/**
 * A Certificate for each Secret that an exposed host names, in the namespace where the proxy reads it. Said outright, not asked for by annotations:
 * then it works for every kind of ingress, and two services that share a Secret never fight over it.
 * https://cert-manager.io/docs/usage/certificate/
 */
export function* certificates(hosts: readonly ExposedHost[], namespace: string, model: Model): Iterable<Certificate> {
  const { issuer } = model.ingress
  if (issuer === undefined) return
  for (const [secretName, dnsNames] of certificateHosts(hosts))
    yield {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata(secretName, namespace, platformLabels(model)),
      spec: {
        secretName,
        dnsNames,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: { group: 'cert-manager.io', kind: issuer.kind, name: issuer.name },
      },
    }
}
