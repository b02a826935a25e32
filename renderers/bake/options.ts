import type { JsonObject } from '../../engine/sdk.ts'
import { outputOption } from '../_shared/output-option.ts'

/** `outputs.bake`. */
export interface BakeOptions {
  readonly output: string
  readonly platforms: readonly string[]
  readonly cache: boolean
}

export const options: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    output: outputOption,
    platforms: {
      description: 'The platforms that images are built for. Default is that of the machine that builds.',
      type: 'array',
      uniqueItems: true,
      items: { type: 'string', pattern: '^linux/[a-z0-9]+(/v[0-9])?$' },
      default: [],
      examples: [['linux/amd64', 'linux/arm64']],
    },
    cache: {
      description:
        'Whether the steps of a build are kept in the registry, beside the image under the tag `buildcache`. Who may not push there builds without. Default true.',
      type: 'boolean',
      default: true,
    },
  },
}
