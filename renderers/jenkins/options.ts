import type { JsonObject } from '../../engine/sdk.ts'

/** `outputs.jenkins`. */
export interface JenkinsOptions {
  readonly output: string
}

export const options: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    output: {
      description:
        'The folder that platgen writes to, from the root of the repository: where the pipelines find Dockerfiles and manifests. Default out.',
      type: 'string',
      pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$',
      default: 'out',
      examples: ['deploy'],
    },
  },
}
