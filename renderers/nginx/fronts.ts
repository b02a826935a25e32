import type { Front, Gateway, Model } from '../../engine/sdk.ts'
import { exposures, usedGateways } from '../_shared/exposed-hosts.ts'

/** One nginx, and whatever the environments of its cluster show through it. */
export interface Placed {
  readonly cluster: string
  readonly gateway: Gateway
  readonly front: Front
  readonly models: readonly Model[]
}

/** Each nginx once: that of a gateway, for all environments of a cluster. That they say the same of it is checked before. */
export function frontsOf(models: readonly Model[]): readonly Placed[] {
  const found = new Map<string, Placed & { readonly models: Model[] }>()
  for (const model of models)
    for (const gateway of model.ingress.api === 'istio' ? usedGateways(model) : []) {
      const { front } = gateway
      if (front === undefined || exposures(model, gateway).length === 0) continue
      const { cluster } = model.environment
      const key = `${cluster}/${gateway.name}`
      const before = found.get(key)
      if (before === undefined) found.set(key, { cluster, gateway, front, models: [model] })
      else before.models.push(model)
    }
  return [...found.values()]
}
