import type { Gateway, Model } from '../../resolve/model.ts'

/**
 * Which proxies serve a gateway, as a name: gateways with the same proxies share hosts and ports. The Gateway API has proxies for each Gateway;
 * else a selector or a class stands for those of the whole cluster.
 */
export function proxiesOf({ name, namespace, selector, class: className }: Gateway, { ingress, environment }: Model): string {
  switch (ingress.api) {
    case 'gateway':
      return `${environment.namespace}/${name}`
    case 'ingress':
      return `class ${className}`
    case 'istio':
      return `${namespace} ${JSON.stringify(Object.entries(selector).sort())}`
  }
}
