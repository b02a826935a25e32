import { edgeIsInMesh, type Gateway, isMember, type Model, type Neighbour, type Service } from '../../engine/sdk.ts'
import { principal } from './names.ts'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source */
export interface Source {
  readonly principals?: readonly string[]
  readonly notPrincipals?: readonly string[]
  readonly requestPrincipals?: readonly string[]
  readonly namespaces?: readonly string[]
  readonly notNamespaces?: readonly string[]
  readonly ipBlocks?: readonly string[]
  readonly notIpBlocks?: readonly string[]
}

/** Whoever has no identity, because plain text carries none. Which of them get so far, the NetworkPolicy decides. */
export const NOBODY_KNOWN: Source = Object.freeze({ notPrincipals: ['*'] })

/** The pods of a service of the platform. */
export function serviceSource(name: string, model: Model): Source {
  const { account, namespace, inMesh } = model.services[name] as Service
  return inMesh ? { principals: [principal(account.name, namespace, model)] } : NOBODY_KNOWN
}

/** Pods of another namespace: those of some accounts, or all of them. */
export function neighbourSource({ name, accounts, trustDomain }: Neighbour, model: Model): Source {
  if (trustDomain !== undefined)
    return {
      principals:
        accounts.length === 0 ? [`${trustDomain}/ns/${name}/*`] : accounts.map((account) => `${trustDomain}/ns/${name}/sa/${account}`),
    }
  if (!isMember(name, model)) return NOBODY_KNOWN
  return accounts.length === 0 ? { namespaces: [name] } : { principals: accounts.map((account) => principal(account, name, model)) }
}

/**
 * What brings requests in from outside. The account of a Gateway that runs a proxy of its own is known; the namespace would be that of every service as well.
 * https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
 */
function edgeSource(gateway: Gateway, model: Model): Source {
  const { ingress, environment } = model
  if (!edgeIsInMesh(gateway, model)) return NOBODY_KNOWN
  if (ingress.api === 'gateway' && gateway.namespace === environment.namespace)
    return { principals: [principal(`${gateway.name}-${gateway.class}`, environment.namespace, model)] }
  return { namespaces: [gateway.namespace] }
}

/** The same for all gateways that a service is seen through, each source once. */
export function edgeSources({ ways }: NonNullable<Service['expose']>, model: Model): readonly Source[] {
  const found = new Map<string, Source>()
  for (const { gateway } of ways) {
    const source = edgeSource(gateway, model)
    found.set(JSON.stringify(source), source)
  }
  return [...found.values()]
}
