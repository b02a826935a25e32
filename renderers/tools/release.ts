import { type JsonObject, type Model, overlaid, splitKeyRef } from '../../engine/sdk.ts'

/** A chart that is installed once per cluster, with its values. */
export interface Release {
  readonly name: string
  readonly namespace: string
  readonly repository: string
  readonly chart: string
  readonly version: string
  readonly values: JsonObject
  /** Secrets that have to exist in its namespace before: names with their keys. */
  readonly secrets: readonly SecretNeed[]
  /** Lines of the shell for when it runs. */
  readonly after?: readonly string[]
}

/** A Secret that a person makes. */
export interface SecretNeed {
  readonly name: string
  readonly keys: readonly string[]
}

/** What a tool knows of the cluster that it is on: the first environment there speaks for it. */
export interface Place {
  readonly cluster: string
  readonly model: Model
}

/** The Secret and key of a `SECRET/KEY`, by name. */
export function keyRef(ref: string): { readonly name: string; readonly key: string } {
  const [name, key] = splitKeyRef(ref)
  return { name, key }
}

/** The values, with those of the user over them. */
export function withOwn(values: JsonObject, own: object | undefined): JsonObject {
  return own === undefined ? values : overlaid(values, own as JsonObject)
}

/** The certificate of a host, where no issuer makes it. */
export function certificateNeed(name: string, { model }: Place): readonly SecretNeed[] {
  return model.ingress.issuer === undefined ? [{ name, keys: ['tls.crt', 'tls.key'] }] : []
}

/** The storage class of a tool: its own, or the platform's, or the cluster's. */
export function classValue(own: string | undefined, { model }: Place): JsonObject {
  const chosen = own ?? model.storage.default
  return chosen === undefined ? {} : { storageClass: chosen }
}

/** Annotations that make cert-manager issue the certificate of an Ingress. */
export function issued({ model }: Place): JsonObject {
  const { issuer } = model.ingress
  if (issuer === undefined) return {}
  return { [issuer.kind === 'Issuer' ? 'cert-manager.io/issuer' : 'cert-manager.io/cluster-issuer']: issuer.name }
}
