import type { Build } from '../../engine/sdk.ts'

/** Where the Dockerfile of a service is, from the root of the repository: its own, or the rendered one in `output`, the folder that platgen writes to. */
export function dockerfilePath(service: string, build: Build, output: string): string {
  if (build.stack !== 'dockerfile') return `${output}/docker/${service}/Dockerfile`
  return build.context === '.' ? build.dockerfile : `${build.context}/${build.dockerfile}`
}
