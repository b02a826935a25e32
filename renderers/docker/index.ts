import { at, atKey, type Build, defineRenderer, text } from '../../engine/sdk.ts'
import { baseImages } from '../_shared/base-images.ts'
import { type BuiltService, builtServices } from '../_shared/built-services.ts'
import { agree, mainPort } from './agreement.ts'
import { checkArguments } from './arguments.ts'
import { buildScriptView } from './build-script-view.ts'
import { noPort, unknownVersion } from './diagnostics.ts'
import { dockerignoreView } from './dockerignore.ts'
import { options } from './options.ts'
import { checkSecrets } from './secrets.ts'
import { dockerfileView } from './view.ts'

export default defineRenderer({
  name: 'docker',
  summary: 'A Dockerfile, and what it must not see, for every service that is built here, and a script that builds them all.',
  automatic: true,
  options,

  *platform(models, { report, template, image }) {
    const scripted: BuiltService[] = []
    for (const built of builtServices(models)) {
      const { service, build, model } = built
      const fine = [checkArguments(built, report), checkSecrets(built, report), agree(built, report)]
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
      const server = needsPort(build)
      if (server !== undefined && mainPort(service) === undefined) {
        report(noPort, atKey(model, 'services', service.name, 'build'), { service: service.name, server })
        continue
      }
      const view = dockerfileView(built, images, image, template)
      // The parser directives come first, or they are comments.
      yield text(`${service.name}/Dockerfile`, template(`${build.stack}.Dockerfile`, view), '#', { after: 2 })
      yield text(`${service.name}/Dockerfile.dockerignore`, template('dockerignore', dockerignoreView(build)), '#')
    }
    if (scripted.length > 0) yield text('build.sh', template('build.sh', buildScriptView(scripted)), '#', { after: 1, executable: true })
  },
})

/** The server that has no port of its own, or undefined. */
function needsPort(build: Build): string | undefined {
  switch (build.stack) {
    case 'node-static':
      return 'nginx'
    case 'django':
      return build.server === 'uwsgi' ? 'nginx' : undefined
    case 'php':
      return build.server === 'nginx' ? 'nginx' : 'PHP-FPM'
    default:
      return undefined
  }
}
