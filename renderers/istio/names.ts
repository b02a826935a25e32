import type { Model } from '../../engine/sdk.ts'

/** The whole name of a Service: a short one is looked up in the namespace of the rule that says it, which need not be the one that is meant. */
export function fqdn({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `${name}.${namespace}.svc.cluster.local`
}

/** SPIFFE identity of a service account, as Istio's policies write it. */
export function principal(account: string, namespace: string, { mesh }: Model): string {
  return `${mesh.install.trustDomain}/ns/${namespace}/sa/${account}`
}

/** Application protocols that start with a TLS handshake, which names the host in clear. */
export function isTls(appProtocol: string): boolean {
  return appProtocol === 'tls' || appProtocol === 'https'
}
