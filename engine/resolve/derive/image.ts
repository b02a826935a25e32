import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import { parseImage, parseRelease } from '../../kinds/image.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { imageUndecided, imageWithoutRegistry, imageWithoutTag, twoTags } from '../diagnostics.ts'
import type { Image } from '../model.ts'

const NONE: Image = { reference: '', registry: '', repository: '', tag: undefined, digest: undefined, own: false, chosen: undefined }

/** An image that somebody else builds. */
export function foreignImage(reference: string, digest?: string): Image {
  const parsed = parseImage(reference)
  const pinned = parsed.digest ?? digest
  return {
    reference: parsed.digest === undefined && digest !== undefined ? `${reference}@${digest}` : reference,
    registry: parsed.registry,
    repository: parsed.repository,
    tag: parsed.tag,
    digest: pinned,
    own: false,
    chosen: undefined,
  }
}

/**
 * The image of a service, or of one of its versions. The tag of an image that is built here is said by the version, by `image.tag`,
 * by `releases` of the environment, or by the `version` of the platform, in this order; two of the first three would be a contradiction.
 */
export function serviceImage(
  name: string,
  service: ResolvedService,
  version: { readonly name: string; readonly tag?: string; readonly image?: string } | undefined,
  context: Context,
): Image {
  if (version?.image !== undefined) return context.named(version.image)
  const { image } = service
  if (image?.reference !== undefined)
    return version?.tag === undefined ? context.named(image.reference, image.digest) : context.named(retag(image.reference, version.tag))
  if (service.build === undefined) {
    reportHere(context, imageUndecided, spot(context, 'key', 'services', name), { service: name })
    return NONE
  }
  const { registry } = context
  if (registry === undefined) {
    reportHere(context, imageWithoutRegistry, spot(context, 'key', 'services', name, 'build'), { service: name })
    return NONE
  }
  const released = context.platform.releases?.[context.environment.name]?.[name]
  const written = version?.tag ?? image?.tag
  if (released !== undefined && written !== undefined && version === undefined)
    reportHere(
      context,
      twoTags,
      spot(context, 'value', 'services', name, 'image', 'tag'),
      { service: name, tag: written, release: released },
      {
        related: [
          { message: 'the release says otherwise', place: { pointer: `/releases/${context.environment.name}/${name}`, on: 'value' } },
        ],
      },
    )
  const release = released === undefined ? undefined : parseRelease(released)
  const tag = written ?? release?.tag ?? context.platform.version
  if (tag === undefined) {
    reportHere(context, imageWithoutTag, spot(context, 'key', 'services', name), { service: name })
    return NONE
  }
  const repository = `${registry.project}/${image?.repository ?? name}`
  const digest = version === undefined ? (image?.digest ?? (written === undefined ? release?.digest : undefined)) : undefined
  return {
    reference: `${registry.host}/${repository}:${tag}${digest === undefined ? '' : `@${digest}`}`,
    registry: registry.host,
    repository,
    tag,
    digest,
    own: true,
    chosen: undefined,
  }
}

function retag(reference: string, tag: string): string {
  const { registry, repository } = parseImage(reference)
  return `${registry}/${repository}:${tag}`
}
