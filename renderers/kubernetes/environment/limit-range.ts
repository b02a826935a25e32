import type { KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { isEmpty, metadata } from '../../_shared/metadata.ts'

/**
 * What containers get that say nothing. A container without a CPU limit on purpose looks like one that forgot it, and would get the default:
 * where there is one, there is no default. https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function limitRange(namespace: string, model: Model): KubernetesObject {
  const { limits } = model.environment
  const { cpu, memory } = limits.default
  const max = {
    ...(limits.max?.cpu === undefined ? {} : { cpu: limits.max.cpu }),
    ...(limits.max?.memory === undefined ? {} : { memory: limits.max.memory }),
  }
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: metadata('limits', namespace, platformLabels(model)),
    spec: {
      limits: [
        {
          type: 'Container',
          default: hasUnlimited(namespace, model) ? { memory } : { cpu, memory },
          defaultRequest: { cpu: limits.request.cpu, memory: limits.request.memory },
          ...(isEmpty(max) ? {} : { max }),
        },
      ],
    },
  }
}

function hasUnlimited(namespace: string, { services, stores }: Model): boolean {
  for (const name in stores) if (stores[name]?.namespace === namespace && stores[name].resources.limits.cpu === undefined) return true
  for (const name in services) {
    const service = services[name] as Service
    if (service.namespace === namespace && isUnlimited(service)) return true
  }
  return false
}

function isUnlimited({ resources, init, sidecars, migrate }: Service): boolean {
  return [{ resources }, ...init, ...sidecars, ...(migrate === undefined ? [] : [migrate])].some(
    (container) => container.resources.limits.cpu === undefined,
  )
}
