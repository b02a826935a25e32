import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Image } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const movingTag = defineDiagnostic<{ owner: string; image: string; tag: string }>({
  code: 'check/moving-tag',
  severity: 'error',
  message: ({ owner, image, tag }) => `\`${owner}\` runs \`${image}\`, and \`${tag}\` is another image tomorrow`,
  note: () => 'A roll-back would run the same bytes again. Name a version, best with its digest.',
})

export const tagNotPinned = defineDiagnostic<{ service: string; image: string }>({
  code: 'check/mutable-tag',
  severity: 'error',
  message: ({ service, image }) => `\`${image}\` of \`${service}\` is not pinned, although the registry may overwrite its tag`,
  note: () => 'The registry says `immutableTags: false`, so every image needs a `digest`.',
})

export const loginWithoutMirror = defineDiagnostic({
  code: 'check/login-without-mirror',
  severity: 'error',
  message: () => '`images.login` has no effect: no image comes from a mirror',
  note: () => 'Say `images.mirror` or `images.mirrors`. The login of the registry of the platform is `registry.pullSecret`.',
})

const MOVING: readonly string[] = ['latest', 'stable', 'edge', 'nightly', 'main', 'master']

/** Tags that move under a running platform. */
export const images: Rule = {
  platform({ models, report }) {
    const [model] = models
    if (model?.images.login !== undefined && model.images.mirror === undefined && Object.keys(model.images.mirrors).length === 0)
      report(loginWithoutMirror, atKey(model, 'images', 'login'), {})
  },

  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const path = ['services', service.name]
      for (const version of service.versions)
        look(
          service.name,
          version.image,
          version.name === undefined ? [...path, 'image', version.image.own ? 'tag' : 'reference'] : [...path, 'versions', version.name],
        )
      for (const [index, step] of service.init.entries())
        if (step.image !== service.image) look(`${service.name}/${step.name}`, step.image, [...path, 'init', index, 'image'])
      for (const sidecar of service.sidecars)
        look(`${service.name}/${sidecar.name}`, sidecar.image, [...path, 'sidecars', sidecar.name, 'image'])
      if (model.registry?.immutableTags === false)
        for (const version of service.versions)
          if (version.image.own && version.image.digest === undefined)
            report(
              tagNotPinned,
              at(model, ...path, 'image'),
              { service: service.name, image: version.image.reference },
              { related: [{ message: 'tags may move', place: at(model, 'registry', 'immutableTags') }] },
            )
    }
    for (const store of Object.values(model.stores))
      if (store.external === undefined) look(store.name, store.image, ['stores', store.name, 'image'])

    function look(owner: string, image: Image, path: readonly (string | number)[]): void {
      if (image.reference === '' || image.digest !== undefined) return
      const tag = image.tag ?? 'latest'
      if (MOVING.includes(tag)) report(movingTag, at(model, ...path), { owner, image: image.reference, tag })
    }
  },
}
