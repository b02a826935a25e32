import type { Build } from '../../engine/sdk.ts'

/** What a .dockerignore says. */
export interface DockerignoreView {
  /** What the build makes itself, as patterns. */
  readonly built: readonly string[]
}

/** https://docs.docker.com/build/concepts/context/#dockerignore-files. BuildKit reads NAME.dockerignore beside a Dockerfile NAME. */
export function dockerignoreView(build: Build): DockerignoreView {
  return { built: builtBy(build) }
}

function builtBy(build: Build): readonly string[] {
  switch (build.stack) {
    case 'spring-boot':
      return ['**/target']
    case 'node':
      return ['**/node_modules', 'coverage']
    case 'node-static':
      return ['**/node_modules', 'coverage', ...(/^[\w./-]+$/.test(build.output) && build.output !== '.' ? [build.output] : [])]
    case 'django':
      return ['**/__pycache__', '**/*.pyc', '.venv', 'venv', '**/.pytest_cache']
    case 'go':
      return ['bin', '**/*.test', '**/*.out']
    case 'dockerfile':
      return []
  }
}
