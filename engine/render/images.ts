import { defineDiagnostic, type Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { chosenImage, imageKey } from '../resolve/derive/chosen-image.ts'
import type { Image, Model } from '../resolve/model.ts'
import { toPointer } from '../source/pointer.ts'

export const unusedDigest = defineDiagnostic<{ image: string; nearest: string | undefined; known: readonly string[] }>({
  code: 'render/unused-digest',
  severity: 'error',
  message: ({ image, nearest }) =>
    `nothing that platgen chooses is the image \`${image}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ known }) =>
    `It chooses ${known.length === 0 ? 'none' : known.map((one) => `\`${one}\``).join(', ')}. An image that you name has its digest where you name it.`,
})

/** The images that platgen chooses itself, in one run. */
export interface Images {
  /** See `Tools.image`. */
  readonly image: (reference: string) => Image
  /** Reports digests for images that nobody used. */
  readonly finish: () => void
}

/** Images of a platform. Where they come from is the same in every environment. */
export function createImages(models: readonly Model[], report: Report): Images {
  const [first] = models
  const used = new Set<string>()
  return {
    image(reference) {
      if (first === undefined) throw new Error('an image for no environment')
      const image = chosenImage(reference, first)
      used.add(imageKey(reference))
      return image
    },
    finish() {
      if (first === undefined) return
      for (const model of models) for (const { chosen } of imagesOf(model)) if (chosen !== undefined) used.add(chosen)
      const known = [...used].sort()
      for (const written of Object.keys(first.images.digests)) {
        const image = imageKey(written)
        if (!used.has(image))
          report(
            unusedDigest,
            { pointer: toPointer(['images', 'digests', written]), on: 'key' },
            { image, known, nearest: nearest(image, known) },
          )
      }
    },
  }
}

function* imagesOf({ services, stores }: Model): Iterable<Image> {
  for (const { versions, init, sidecars } of Object.values(services))
    for (const { image } of [...versions, ...init, ...sidecars]) yield image
  for (const { external, image, proxy } of Object.values(stores)) {
    if (external !== undefined) continue
    yield image
    if (proxy !== undefined) yield proxy
  }
}
