import { proxyLabels } from '../../kinds/proxy-labels.ts'
import type { Gateway, Model, Named } from '../../resolve/model.ts'

/**
 * Which proxies serve a gateway, as a name: gateways with the same proxies share hosts and ports. The Gateway API has proxies for each Gateway;
 * else a class, or the labels of pods in whatever namespace, stand for those of the whole cluster.
 */
export function proxiesOf(gateway: Gateway, { ingress, environment }: Model): string {
  switch (ingress.api) {
    case 'gateway':
      return `${environment.namespace}/${gateway.name}`
    case 'ingress':
      return `class ${gateway.class}`
    case 'istio':
      return labelsKey(proxyLabels(gateway))
  }
}

/** Labels as a name: the same for the same ones in any order. */
export function labelsKey(labels: Named<string>): string {
  return JSON.stringify(Object.entries(labels).sort())
}

/** Whether somebody is seen through a gateway. */
export function isUsed(gateway: Gateway, { services }: Model): boolean {
  return Object.values(services).some(({ expose }) => expose?.ways.some((way) => way.gateway === gateway) === true)
}
