import type { JsonObject } from '../../engine/sdk.ts'

/** `outputs.docker`: where images come from is said once for all, in `images`. */
export const options: JsonObject = { type: 'object', additionalProperties: false, properties: {} }
