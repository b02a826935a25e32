import type { Build } from '../../engine/sdk.ts'

/**
 * Flags of `docker buildx build` and its kin that a build needs beside its Dockerfile, one word each: its secrets, which are environment variables of whoever
 * builds, and the arguments of a Dockerfile that we did not write. Not quoted.
 */
export function buildFlags(build: Build): readonly string[] {
  return [
    ...Object.keys(build.secrets).flatMap((name) => ['--secret', `id=${name},env=${name}`]),
    ...(build.stack === 'dockerfile' ? Object.entries(build.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]) : []),
  ]
}
