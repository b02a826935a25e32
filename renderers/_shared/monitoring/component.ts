import type { Component, JsonObject, Model } from '../../../engine/sdk.ts'

/** A program of the platform's own, as its words in `monitoring` say it. */
interface Said {
  readonly image?: string
  readonly resources: object
  readonly placement: object
}

/** Names of the programs that watch, which are those of their Services. */
export const PROMETHEUS = 'prometheus'
export const ALERTMANAGER = 'alertmanager'
export const GRAFANA = 'grafana'
export const ADAPTER = 'prometheus-adapter'

/** What the words of a program say of its service. `chosen` is the image when nobody names one. */
export function saidOf({ image, resources, placement }: Said, chosen: string): JsonObject {
  return {
    image: image === undefined ? chosen : image,
    resources: resources as unknown as JsonObject,
    placement: placement as unknown as JsonObject,
  }
}

/** A program that watches, in the namespace of Prometheus, outside of the mesh. */
export function watcher({ monitoring }: Model, word: string, component: Omit<Component, 'says' | 'namespace' | 'mesh'>): Component {
  return { ...component, says: ['monitoring', word], namespace: monitoring.namespace, mesh: false }
}

/** Services of the user: what watches is watched by other alerts. */
export function ownServices({ services }: Model) {
  return Object.values(services).filter(({ component }) => component === undefined)
}
