import type { Gateway, Model } from '../../resolve/model.ts'

/**
 * Which proxies serve a gateway, as a name: gateways with the same proxies share hosts and ports. The Gateway API has proxies for each Gateway;
 * else a class, or the labels of pods in whatever namespace, stand for those of the whole cluster.
 */
export function proxiesOf({ name, selector, class: className }: Gateway, { ingress, environment }: Model): string {
  switch (ingress.api) {
    case 'gateway':
      return `${environment.namespace}/${name}`
    case 'ingress':
      return `class ${className}`
    case 'istio':
      return JSON.stringify(Object.keys(selector).length === 0 ? USUAL : Object.entries(selector).sort())
  }
}

/** The labels that are looked for when nobody says any. */
const USUAL = Object.freeze([['istio', 'ingressgateway']])
