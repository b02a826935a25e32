import type { Gateway, Model, Service } from '../../engine/sdk.ts'
import { credentialName, exposures, usedGateways } from './exposed-hosts.ts'
import type { Labels, ObjectMeta } from './kubernetes-types.ts'
import { platformLabels } from './labels.ts'
import { metadata } from './metadata.ts'

/** https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate */
export type Certificate = {
  readonly apiVersion: 'cert-manager.io/v1'
  readonly kind: 'Certificate'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly secretName: string
    /** Labels of the Secret. */
    readonly secretTemplate?: { readonly labels: Labels }
    readonly dnsNames: readonly string[]
    readonly privateKey: { readonly algorithm: 'ECDSA'; readonly encoding?: 'PKCS8'; readonly size: 256; readonly rotationPolicy: 'Always' }
    readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string }
  }
}

/** A Secret that cert-manager makes. */
interface Wanted {
  readonly name: string
  readonly namespace: string
  readonly issuer: NonNullable<Gateway['issuer']>
  readonly hosts: string[]
}

/**
 * A Certificate for each Secret that an exposed host names, in the namespace where the proxy reads it. Said outright, not asked for by annotations:
 * then it works for every kind of ingress, and two services that share a Secret never fight over it.
 * https://cert-manager.io/docs/usage/certificate/
 */
export function* certificates(model: Model): Iterable<Certificate> {
  const wanted = new Map<string, Wanted>()
  for (const gateway of usedGateways(model)) {
    if (gateway.issuer === undefined) continue
    for (const { service, expose, hosts } of exposures(model, gateway)) {
      if (expose.tls === undefined || expose.as !== 'http') continue
      const namespace = placeOf(gateway, service, model)
      const name = credentialName(expose.tls, gateway, model)
      const known = wanted.get(`${namespace}/${name}`) ?? { name, namespace, issuer: gateway.issuer, hosts: [] }
      wanted.set(`${namespace}/${name}`, known)
      for (const host of hosts) if (!known.hosts.includes(host)) known.hosts.push(host)
    }
  }
  for (const { name, namespace, issuer, hosts } of wanted.values())
    yield {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata(name, namespace, platformLabels(model)),
      spec: {
        secretName: name,
        dnsNames: [...hosts].sort(),
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: { group: 'cert-manager.io', kind: issuer.kind, name: issuer.name },
      },
    }
}

/** An Ingress reads the certificate in its own namespace, a Gateway of the Gateway API in that of the environment, and Istio's where its proxies are. */
function placeOf(gateway: Gateway, service: Service, { ingress, environment }: Model): string {
  switch (ingress.api) {
    case 'istio':
      return gateway.namespace
    case 'gateway':
      return environment.namespace
    case 'ingress':
      return service.namespace
  }
}
