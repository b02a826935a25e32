import type { JsonObject, Model, SearchCluster } from '../../engine/sdk.ts'

/** What shows the logs of a cluster that runs here, as it was said. */
export type Said = NonNullable<SearchCluster['kibana']>

/** Its name, which is that of its folder of secrets as well. */
export function frontName({ service }: SearchCluster): string {
  return `${service}-kibana`
}

/** Where the authority of the cluster is for it. */
export function frontAuthority(run: SearchCluster): string {
  return `/run/secrets/${frontName(run)}/CA`
}

/** A component that shows logs, whichever program it is: its place, whom it asks, and what it may need. */
export function frontComponent(
  run: SearchCluster,
  said: Said,
  { logging }: Model,
  service: JsonObject & { readonly waivers: JsonObject },
): { readonly name: string; readonly namespace: string; readonly service: JsonObject } {
  return {
    name: frontName(run),
    namespace: logging.namespace,
    service: {
      description: 'Shows logs.',
      image: said.image,
      ports: { http: 5601 },
      calls: { [run.service]: { ports: ['https'] } },
      ...(said.expose === undefined ? {} : { expose: said.expose as unknown as JsonObject }),
      replicas: said.replicas,
      resources: { cpu: '200m', memory: '1Gi' },
      ...service,
      waivers: { ...service.waivers, ...(said.replicas < 2 ? { replicas: 'People can wait while it starts again.' } : {}) },
    },
  }
}
