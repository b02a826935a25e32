import type { JsonObject } from '../../engine/sdk.ts'

/** An option of renderers whose files name other files of the output. */
export const outputOption: JsonObject = {
  description: 'The folder that platgen writes to, from the root of the repository. Default out.',
  type: 'string',
  pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$',
  default: 'out',
  examples: ['deploy'],
}

/** The way from a folder of the repository up to its root: `../../` of `services/orders`, nothing of `.`. */
export function upFrom(folder: string): string {
  return folder
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .map(() => '../')
    .join('')
}
