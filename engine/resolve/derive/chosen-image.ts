import { parseImage } from '../../kinds/image.ts'
import type { Image, Model } from '../model.ts'
import { foreignImage } from './image.ts'

/** What decides where an image comes from that nobody named. */
export type ImageSources = Pick<Model, 'images' | 'registry'>

/**
 * An image that platgen chooses itself (`docker.io/library/redis:7.4.7`), from where this platform wants it: its mirror, pinned when there is a digest for it.
 * What already lies in the platform's registry or in a mirror stays where it is.
 */
export function chosenImage(reference: string, { images, registry }: ImageSources): Image {
  const { registry: host, repository, tag, digest } = parseImage(reference)
  const key = imageKey(reference)
  const pinned = digest ?? digestsByKey(images.digests).get(key)
  const roots = [...Object.values(images.mirrors), ...(images.mirror === undefined ? [] : [images.mirror])]
  const isHere = host === registry?.host || roots.some((root) => `${host}/${repository}`.startsWith(`${root}/`))
  const root = isHere ? host : ((Object.hasOwn(images.mirrors, host) ? images.mirrors[host] : images.mirror) ?? host)
  return {
    ...foreignImage(`${root}/${repository}${tag === undefined ? '' : `:${tag}`}${pinned === undefined ? '' : `@${pinned}`}`),
    chosen: key,
  }
}

/** How people call an image: without the registry and the folder that Docker fills in, and without a digest. `redis:7.4.7`, `quay.io/prometheus/prometheus:v3.8.0`. */
export function imageKey(reference: string): string {
  const { registry, repository, tag } = parseImage(reference)
  const name =
    registry !== 'docker.io'
      ? `${registry}/${repository}`
      : repository.startsWith('library/')
        ? repository.slice('library/'.length)
        : repository
  return tag === undefined ? name : `${name}:${tag}`
}

const known = new WeakMap<object, ReadonlyMap<string, string>>()

/** Digests by the one name of each image, whichever name was written. */
function digestsByKey(digests: Model['images']['digests']): ReadonlyMap<string, string> {
  const before = known.get(digests)
  if (before !== undefined) return before
  const byKey = new Map(Object.entries(digests).map(([reference, digest]) => [imageKey(reference), digest]))
  known.set(digests, byKey)
  return byKey
}
