import { defineRenderer, text } from '../../engine/sdk.ts'
import { builtServices } from '../_shared/built-services.ts'
import { type BakeOptions, options } from './options.ts'
import { bakeView } from './view.ts'

export default defineRenderer<BakeOptions>({
  name: 'bake',
  summary: 'docker-bake.hcl: every image that is built here as a target of `docker buildx bake`.',
  options,

  *platform(models, { options: chosen, template }) {
    const built = builtServices(models)
    const version = models[0]?.platform.version
    if (built.length === 0) return
    yield text('docker-bake.hcl', template('docker-bake.hcl', bakeView(built, version === undefined ? 'dev' : version, chosen)), '#')
  },
})
