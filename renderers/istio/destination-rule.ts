import type { KubernetesObject, Model, Service, TrafficPolicy } from '../../engine/sdk.ts'
import { isFlagged } from '../_shared/flagger.ts'
import { everyPodOf, ownedLabels, SUBSET } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { fqdn } from './names.ts'
import { CANARY, STABLE } from './subsets.ts'
import { portPolicies, trafficPolicy, versionPolicy } from './traffic-policy.ts'

const NO_POLICY: TrafficPolicy = Object.freeze({ balance: undefined, circuitBreaker: undefined })

/**
 * https://istio.io/latest/docs/reference/config/networking/destination-rule/ How connections are made, and a subset for each version.
 * Nothing for a service that has neither to say: what Istio does by itself (the less busy one of two pods) is right then.
 */
export function destinationRule(service: Service, model: Model): KubernetesObject | undefined {
  const { traffic, versions } = service
  // Flagger makes those for the two Services that it shares requests out between; what else there is, connects to the one of the service's own name.
  if (isFlagged(service) && service.ports.length === 1) return undefined
  const halves = service.rollout.canary?.by === 'argo-rollouts' ? [STABLE, CANARY] : []
  const ofVersions = versions.flatMap(({ name, policy }) => {
    if (name === undefined) return []
    const own = versionPolicy(policy, service)
    return [{ name, labels: { [SUBSET]: name }, ...(own === undefined ? {} : { trafficPolicy: own }) }]
  })
  const subsets = [...ofVersions, ...halves.map((name) => ({ name, labels: everyPodOf(service.name).matchLabels }))]
  const portLevelSettings = portPolicies(service, NO_POLICY)
  const policy = { ...trafficPolicy(traffic.policy, traffic.locality), ...(portLevelSettings.length === 0 ? {} : { portLevelSettings }) }
  const isSilent = Object.keys(policy).length === 0
  if (subsets.length === 0 && isSilent) return undefined
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service)),
    spec: {
      host: fqdn(service),
      ...(isSilent ? {} : { trafficPolicy: policy }),
      ...(subsets.length === 0 ? {} : { subsets }),
    },
  }
}
