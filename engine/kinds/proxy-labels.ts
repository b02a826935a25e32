interface Labels {
  readonly [label: string]: string
}

/** What pods of Istio's own chart of a gateway carry. https://istio.io/latest/docs/setup/additional-setup/gateway/ */
const USUAL: Labels = Object.freeze({ istio: 'ingressgateway' })

/** The labels by which a gateway of Istio finds its proxies: those of its `selector`, or the usual ones. */
export function proxyLabels({ selector }: { readonly selector: Labels }): Labels {
  return Object.keys(selector).length === 0 ? USUAL : selector
}
