import type { JsonObject } from '../../engine/sdk.ts'
import { outputOption } from '../_shared/output-option.ts'

/** `outputs.compose`. */
export interface ComposeOptions {
  readonly output: string
  readonly environment?: string
}

export const options: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    output: outputOption,
    environment: {
      description: 'The environment whose configuration is used. Default is the first one.',
      type: 'string',
      minLength: 1,
      examples: ['dev'],
    },
  },
}
