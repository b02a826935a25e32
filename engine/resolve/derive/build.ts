import type { ResolvedBuild } from '../../../schema/generated/resolved.ts'
import type { Build } from '../model.ts'

/** The build of a service, with what follows from its stack. */
export function deriveBuild(service: string, build: ResolvedBuild): Build {
  const { version, module } = build
  const shared = { context: build.context ?? service, args: build.args }
  switch (build.stack) {
    case 'spring-boot':
      return { ...shared, stack: build.stack, version: version ?? '21' }
    case 'node':
      return { ...shared, stack: build.stack, version: version ?? '24', module: module ?? 'server.js' }
    case 'node-static':
      return { ...shared, stack: build.stack, version: version ?? '24', output: build.output ?? 'dist' }
    case 'django':
      return { ...shared, stack: build.stack, version: version ?? '3.13', module: module ?? 'config.wsgi' }
    case 'go':
      return { ...shared, stack: build.stack, version: version ?? '1.26', module: module ?? '.' }
    case 'dockerfile':
      return { ...shared, stack: build.stack, dockerfile: build.dockerfile ?? 'Dockerfile' }
  }
}
