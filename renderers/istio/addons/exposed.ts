import type { JsonObject } from '../../../engine/sdk.ts'

/** What an add-on shows to the world, when it has a host. */
export function exposed({ host, tls }: { readonly host?: string; readonly tls?: string }, port: string): JsonObject {
  if (host === undefined) return {}
  return { expose: { host: [host], port, ...(tls === undefined ? {} : { tls }) } }
}
