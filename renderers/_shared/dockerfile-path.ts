import type { Build } from '../../engine/sdk.ts'

type OwnBuild = Extract<Build, { readonly stack: 'dockerfile' }>

/** Where the Dockerfile of a service is, from the root of the repository: its own, or the rendered one in `output`, the folder that platgen writes to. */
export function dockerfilePath(service: string, build: Build, output: string): string {
  return build.stack === 'dockerfile' ? ownDockerfile(build) : `${output}/docker/${service}/Dockerfile`
}

/** A Dockerfile of the user, from the root of the repository. */
export function ownDockerfile({ context, dockerfile }: OwnBuild): string {
  return context === '.' ? dockerfile : `${context}/${dockerfile}`
}
