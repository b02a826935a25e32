import { type Canary, durationSeconds, type KubernetesObject, type Model, percentNumber, type Service } from '../../engine/sdk.ts'
import { usedGateways } from '../_shared/exposed-hosts.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { errorShare, latencyQuantile, prometheusOf } from './canary-metrics.ts'
import { edgeRoutes } from './edge.ts'
import { CANARY, STABLE } from './subsets.ts'
import { virtualService } from './virtual-service.ts'

/**
 * A release that gets its requests little by little. The Deployment stays the one place that says what a pod is; the Rollout takes it over, and Argo changes the weights of the named routes.
 * https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/
 */
export function* progressive(service: Service, model: Model): Iterable<KubernetesObject> {
  const { canary } = service.rollout
  if (canary?.by !== 'argo-rollouts') return
  yield analysis(service, canary, model)
  yield rollout(service, canary, model)
}

function rollout(service: Service, { steps, every }: Canary, model: Model): KubernetesObject {
  const { name, namespace, replicas, rollout: words } = service
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: metadata(name, namespace, ownedLabels(model, service)),
    spec: {
      ...(replicas.max > replicas.min ? {} : { replicas: replicas.min }),
      revisionHistoryLimit: words.history,
      progressDeadlineSeconds: Math.round(durationSeconds(words.deadline)),
      selector: everyPodOf(name),
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name, scaleDown: 'onsuccess' },
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualServices: managedRoutes(service, model),
              destinationRule: { name, stableSubsetName: STABLE, canarySubsetName: CANARY },
            },
          },
          // From the second step on: before it nobody has asked the new release anything.
          analysis: { templates: [{ templateName: name }], startingStep: 1 },
          steps: steps.flatMap((share) => [
            { setWeight: Math.max(1, Math.round(percentNumber(share))) },
            { pause: { duration: `${Math.round(durationSeconds(every))}s` } },
          ]),
        },
      },
    },
  }
}

/** Every rule that shares out between the old and the new release, by the object that it stands in. */
function managedRoutes(service: Service, model: Model): readonly object[] {
  const inside = virtualService(service, model)
  const outside = model.ingress.api === 'istio' ? usedGateways(model).flatMap((gateway) => [...edgeRoutes(gateway, model)]) : []
  return [...(inside === undefined ? [] : [inside]), ...outside].flatMap((object) => {
    const { http } = object.spec as { readonly http?: readonly Rule[] }
    const shared = (http === undefined ? [] : http).filter(({ name, route }) => name !== undefined && sharesOut(route, service))
    const routes = [...new Set(shared.map(({ name }) => name))]
    return routes.length === 0 ? [] : [{ name: object.metadata.name, routes }]
  })
}

interface Rule {
  readonly name?: string
  readonly route?: readonly { readonly destination: { readonly host: string; readonly subset?: string } }[]
}

function sharesOut(route: Rule['route'], { name }: Service): boolean {
  return route?.some(({ destination }) => destination.subset === CANARY && destination.host.startsWith(`${name}.`)) === true
}

/** https://argo-rollouts.readthedocs.io/en/stable/features/analysis/ What the proxies of the service count. Nobody asked is nobody failed. */
function analysis(service: Service, { errors, latency }: Canary, model: Model): KubernetesObject {
  const { name, namespace } = service
  const mine = `reporter="destination",destination_service_namespace="${namespace}",destination_service_name="${name}"`
  const metric = (title: string, most: number, query: string) => ({
    name: title,
    interval: '30s',
    failureLimit: 2,
    successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] <= ${most}`,
    provider: { prometheus: { address: prometheusOf(model), query } },
  })
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: metadata(name, namespace, ownedLabels(model, service)),
    spec: {
      metrics: [
        metric('errors', percentNumber(errors) / 100, errorShare(mine)),
        ...(latency === undefined ? [] : [metric('latency', Math.round(durationSeconds(latency) * 1000), latencyQuantile(mine))]),
      ],
    },
  }
}
