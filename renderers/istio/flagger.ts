import {
  type Canary,
  carriesRequests,
  durationSeconds,
  type KubernetesObject,
  type Model,
  type Port,
  percentNumber,
  type Service,
} from '../../engine/sdk.ts'
import { isFlagged } from '../_shared/flagger.ts'
import { ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { errorShare, latencyQuantile, prometheusOf, WINDOW } from './canary-metrics.ts'
import { trafficPolicy } from './traffic-policy.ts'

/**
 * A release that Flagger shifts requests to. What is deployed is the new release; Flagger copies it to a Deployment that serves, makes three Services and the rule that shares out
 * between two of them, to which ours leads (`delegation`). https://docs.flagger.app/usage/how-it-works
 */
export function* flagger(service: Service, model: Model): Iterable<KubernetesObject> {
  const { canary } = service.rollout
  if (canary === undefined || !isFlagged(service)) return
  const checks = checksOf(service, canary)
  for (const { name, query } of checks) yield template(service, name, query, model)
  yield release(service, canary, checks, model)
}

interface Check {
  readonly name: string
  readonly most: number
  readonly query: string
}

/** What the proxies of the new pods count. Nobody asked is nobody failed: Flagger takes no value, and no number, for a failure. */
function checksOf({ name, namespace }: Service, { errors, latency }: Canary): readonly Check[] {
  const mine = `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${name}"`
  const orNothing = (expression: string) => `(${expression}) >= 0 or on() vector(0)`
  return [
    { name: 'errors', most: percentNumber(errors) / 100, query: orNothing(errorShare(mine)) },
    ...(latency === undefined
      ? []
      : [{ name: 'latency', most: Math.round(durationSeconds(latency) * 1000), query: orNothing(latencyQuantile(mine)) }]),
  ]
}

function template(service: Service, check: string, query: string, model: Model): KubernetesObject {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: metadata(joined(service.name, check), service.namespace, ownedLabels(model, service)),
    spec: { provider: { type: 'prometheus', address: prometheusOf(model) }, query },
  }
}

function release(service: Service, { steps, every }: Canary, checks: readonly Check[], model: Model): KubernetesObject {
  const { name, namespace, replicas, rollout } = service
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: metadata(name, namespace, ownedLabels(model, service)),
    spec: {
      provider: 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      ...(replicas.max > replicas.min ? { autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name } } : {}),
      progressDeadlineSeconds: Math.round(durationSeconds(rollout.deadline)),
      service: { ...served(service), delegation: true, apex: { labels: ownedLabels(model, service) }, ...policyOf(service) },
      analysis: {
        interval: `${Math.round(durationSeconds(every))}s`,
        // It looks once a step, at the last minutes, and then goes on or back.
        threshold: 1,
        stepWeights: steps.map((share) => Math.max(1, Math.round(percentNumber(share)))),
        metrics: checks.map((check) => ({
          name: check.name,
          templateRef: { name: joined(name, check.name) },
          thresholdRange: { max: check.most },
          interval: WINDOW,
        })),
      },
    },
  }
}

/** The port whose requests are shared out; that there is exactly one is checked before. The others it finds at the containers. */
function served({ ports }: Service): object {
  const port = ports.find(({ appProtocol }) => carriesRequests(appProtocol)) as Port
  return {
    port: port.servicePort,
    portName: port.name,
    appProtocol: port.appProtocol,
    targetPort: port.name,
    portDiscovery: ports.length > 1,
  }
}

/** How connections are made, in the older words that Flagger knows; an algorithm has to be among them. */
function policyOf({ traffic: { policy, locality } }: Service): object {
  const said = trafficPolicy(policy, locality) as { readonly loadBalancer?: Balancer } | undefined
  if (said === undefined) return {}
  const { loadBalancer } = said
  return { trafficPolicy: { ...said, ...(loadBalancer === undefined ? {} : { loadBalancer: olderWords(loadBalancer) }) } }
}

interface Balancer {
  readonly consistentHash?: { readonly ringHash: { readonly minimumRingSize: number }; readonly [by: string]: unknown }
  readonly warmup?: { readonly duration: string }
  readonly [word: string]: unknown
}

function olderWords({ consistentHash, warmup, ...rest }: Balancer): object {
  const base = warmup === undefined ? rest : { ...rest, warmupDurationSecs: warmup.duration }
  if (consistentHash === undefined) return { simple: 'LEAST_REQUEST', ...base }
  const { ringHash, ...by } = consistentHash
  return { ...base, consistentHash: { ...by, minimumRingSize: ringHash.minimumRingSize } }
}
