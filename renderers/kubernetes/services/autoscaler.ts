import { type Model, percentNumber, type Replicas, type Service, type Version } from '../../../engine/sdk.ts'
import type { HorizontalPodAutoscaler, MetricIdentifier, MetricSpec } from '../../_shared/kubernetes-types.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { secondsOf } from '../seconds.ts'
import { scalerWaivers } from '../waivers/service-waivers.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export function autoscaler(
  service: Service,
  version: Version,
  kind: 'Deployment' | 'StatefulSet',
  instance: string,
  model: Model,
): HorizontalPodAutoscaler {
  const { replicas } = version
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(instance, service.namespace, ownedLabels(model, service), scalerWaivers(service, version)),
    spec: {
      scaleTargetRef:
        service.rollout.canary?.by === 'argo-rollouts'
          ? { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: service.name }
          : { apiVersion: 'apps/v1', kind, name: instance },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: metrics(replicas),
      behavior: behavior(replicas),
    },
  }
}

function metrics({ cpu, memory, metrics: more }: Replicas): readonly MetricSpec[] {
  const specs: MetricSpec[] = []
  if (cpu !== undefined) specs.push(utilization('cpu', cpu))
  if (memory !== undefined) specs.push(utilization('memory', memory))
  for (const [name, { average, external, selector }] of Object.entries(more)) {
    const metric: MetricIdentifier = selector === undefined ? { name } : { name, selector: { matchLabels: selector } }
    const target = { type: 'AverageValue', averageValue: average } as const
    specs.push(external ? { type: 'External', external: { metric, target } } : { type: 'Pods', pods: { metric, target } })
  }
  return specs
}

function utilization(name: 'cpu' | 'memory', percent: number): MetricSpec {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: Math.max(1, Math.round(percent)) } } }
}

function behavior({ scaleUp, scaleDown }: Replicas): HorizontalPodAutoscaler['spec']['behavior'] {
  const up = secondsOf(scaleUp.period)
  return {
    scaleUp: {
      stabilizationWindowSeconds: secondsOf(scaleUp.wait),
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: scaleUp.pods, periodSeconds: up },
        { type: 'Percent', value: percentNumber(scaleUp.percent), periodSeconds: up },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: secondsOf(scaleDown.wait),
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: percentNumber(scaleDown.percent), periodSeconds: secondsOf(scaleDown.period) }],
    },
  }
}
