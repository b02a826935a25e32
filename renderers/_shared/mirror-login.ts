import type { Image, Model } from '../../engine/sdk.ts'

/** An image, as far as it matters where it is pulled from. */
export type Pulled = Pick<Image, 'registry' | 'repository'>

/** Where mirrors are: registries, with a path if they have one. */
export function mirrorRoots({ images: { mirror, mirrors } }: Pick<Model, 'images'>): readonly string[] {
  return [...(mirror === undefined ? [] : [mirror]), ...Object.values(mirrors)]
}

/** The Secrets that a pod pulls its images with: that of the platform's registry, and that of the mirrors. */
export function pullSecretNames(pulled: readonly Pulled[], model: Pick<Model, 'images' | 'registry'>): readonly string[] {
  const roots = mirrorRoots(model)
  const names = pulled.flatMap(({ registry, repository }) => [
    registry === model.registry?.host ? model.registry.pullSecret : undefined,
    roots.some((root) => `${registry}/${repository}`.startsWith(`${root}/`)) ? model.images.login : undefined,
  ])
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

/** The same for pods that only run what platgen chooses. */
export function chosenPullSecrets({ images: { login } }: Pick<Model, 'images'>): {
  readonly imagePullSecrets?: readonly { readonly name: string }[]
} {
  return login === undefined ? {} : { imagePullSecrets: [{ name: login }] }
}
