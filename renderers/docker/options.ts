import type { JsonObject } from '../../engine/sdk.ts'

/** `outputs.docker`. */
export interface DockerOptions {
  readonly mirror?: string
  readonly digests: { readonly [image: string]: string }
}

export const options: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mirror: {
      description: 'Where images of Docker Hub are pulled from instead, as registry and path. Default is Docker Hub itself.',
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9.:-]*(/[a-z0-9][a-z0-9._-]*)*$',
      examples: ['harbor.example.com/dockerhub'],
    },
    digests: {
      description: 'Digests that pin base images to their bytes, by name and tag as they stand in a Dockerfile. Default is none.',
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
      default: {},
      examples: [{ 'node:24.19.0-trixie': 'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae' }],
    },
  },
}
