import manifest from '../../package.json' with { type: 'json' }

/** The version of platgen. */
export const version: string = manifest.version
