import { apiGroup, type FileArtifact, type JsonObject, type KubernetesObject } from '../../engine/sdk.ts'
import type { ImageChange } from './images.ts'

/** One overlay, as its bundles left it. */
export interface Overlay {
  readonly environment: string
  readonly namespace: string
  /** Files below `namespaced/` with objects that only this environment has. */
  readonly extra: readonly string[]
  /** Files below `elsewhere/` with objects that `namespace` must not touch. */
  readonly elsewhere: readonly string[]
  readonly patches: readonly { readonly path: string; readonly target: KubernetesObject | undefined }[]
  readonly images: () => readonly ImageChange[]
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
function kustomization(words: JsonObject): JsonObject {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...words }
}

/** What all environments share. It can't be applied by itself: nobody has said the namespace. */
export function baseFile(resources: readonly string[]): FileArtifact {
  return { type: 'yaml', path: 'base/kustomization.yaml', documents: [kustomization({ resources })] }
}

/**
 * The overlay of an environment: `kubectl apply -k overlays/ENVIRONMENT`. What is in the namespace of the environment is a kustomization of its own
 * below it, because `namespace` moves everything that a kustomization holds.
 */
export function* overlayFiles({ environment, namespace, extra, elsewhere, patches, images }: Overlay): Iterable<FileArtifact> {
  const folder = `overlays/${environment}`
  const changes = images()
  yield {
    type: 'yaml',
    path: `${folder}/kustomization.yaml`,
    documents: [kustomization({ resources: ['namespaced', ...elsewhere.map((file) => `elsewhere/${file}`)] })],
    environment,
  }
  yield {
    type: 'yaml',
    path: `${folder}/namespaced/kustomization.yaml`,
    documents: [
      kustomization({
        namespace,
        resources: ['../../../base', ...extra],
        ...(changes.length === 0 ? {} : { images: changes.map((change) => ({ ...change })) }),
        ...(patches.length === 0
          ? {}
          : { patches: patches.map(({ path, target }) => ({ path, ...(target === undefined ? {} : { target: targetOf(target) }) })) }),
      }),
    ],
    environment,
  }
}

/** Operations do not say what they are for. */
function targetOf({ apiVersion, kind, metadata }: KubernetesObject): JsonObject {
  const group = apiGroup(apiVersion)
  return { ...(group === '' ? {} : { group }), version: apiVersion.slice(group === '' ? 0 : group.length + 1), kind, name: metadata.name }
}
