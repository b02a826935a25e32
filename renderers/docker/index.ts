import { at, atKey, defineRenderer, nearest, text } from '../../engine/sdk.ts'
import { type BuiltService, builtServices } from '../_shared/built-services.ts'
import { agree } from './agreement.ts'
import { checkArguments } from './arguments.ts'
import { baseImages, FRONTEND, imageKey, pulledFrom } from './base-images.ts'
import { buildScriptView } from './build-script-view.ts'
import { noPort, unknownVersion, unusedDigest } from './diagnostics.ts'
import { dockerignoreView } from './dockerignore.ts'
import { nginxView } from './nginx-view.ts'
import { type DockerOptions, options } from './options.ts'
import { dockerfileView } from './view.ts'

export default defineRenderer<DockerOptions>({
  name: 'docker',
  summary: 'A Dockerfile, and what it must not see, for every service that is built here, and a script that builds them all.',
  automatic: true,
  options,

  *platform(models, { options: { mirror, digests }, report, template }) {
    const used = new Set<string>()
    const scripted: BuiltService[] = []
    const written = (reference: string): string => {
      used.add(imageKey(reference))
      return pulledFrom(reference, mirror, digests)
    }
    for (const built of builtServices(models)) {
      const { service, build, model } = built
      const fine = [checkArguments(built, report), agree(built, report)]
      if (fine.includes(false)) continue
      scripted.push(built)
      if (build.stack === 'dockerfile') continue
      const images = baseImages(build)
      if ('known' in images) {
        report(unknownVersion, at(model, 'services', service.name, 'build', 'version'), {
          service: service.name,
          ...build,
          known: images.known,
        })
        continue
      }
      const nginx = build.stack === 'node-static' ? nginxView(built) : undefined
      if (build.stack === 'node-static' && nginx === undefined) {
        report(noPort, atKey(model, 'services', service.name, 'build'), { service: service.name })
        continue
      }
      const view = dockerfileView(
        built,
        { frontend: written(FRONTEND), build: written(images.build), run: written(images.run), line: images.line },
        nginx === undefined ? '' : template('nginx.conf', nginx),
      )
      // The parser directives come first, or they are comments.
      yield text(`${service.name}/Dockerfile`, template(`${build.stack}.Dockerfile`, view), '#', { after: 2 })
      yield text(`${service.name}/Dockerfile.dockerignore`, template('dockerignore', dockerignoreView(build)), '#')
    }
    if (scripted.length > 0) yield text('build.sh', template('build.sh', buildScriptView(scripted)), '#', { after: 1, executable: true })
    const [first] = models
    if (first === undefined) return
    const known = [...used].filter((image) => image !== imageKey('scratch'))
    for (const image of Object.keys(digests))
      if (!used.has(image))
        report(unusedDigest, atKey(first, 'outputs', 'docker', 'digests', image), { image, known, nearest: nearest(image, known) })
  },
})
