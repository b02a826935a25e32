import type { Build } from '../../engine/sdk.ts'

/** What a .dockerignore says. */
export interface DockerignoreView {
  /** Files of variables that may hold secrets, as patterns. */
  readonly variables: readonly string[]
  /** What the build makes itself, as patterns. */
  readonly built: readonly string[]
}

/** https://docs.docker.com/build/concepts/context/#dockerignore-files. BuildKit reads NAME.dockerignore beside a Dockerfile NAME. */
export function dockerignoreView(build: Build): DockerignoreView {
  return { variables: variablesOf(build), built: builtBy(build) }
}

/** Builders of web sites read `.env` and `.env.production`, whose values end up in the site, so they are no secrets. The local ones are nobody else's business. */
function variablesOf({ stack }: Build): readonly string[] {
  return stack === 'node-static' ? ['**/.env.local', '**/.env.*.local'] : ['**/.env', '**/.env.*']
}

function builtBy(build: Build): readonly string[] {
  switch (build.stack) {
    case 'spring-boot':
    case 'java':
      return build.tool === 'maven' ? ['**/target'] : ['**/build', '**/.gradle']
    case 'node':
      return ['**/node_modules', 'coverage']
    case 'node-static':
      return ['**/node_modules', 'coverage', ...(/^[\w./-]+$/.test(build.output) && build.output !== '.' ? [build.output] : [])]
    case 'django':
    case 'fastapi':
      return ['**/__pycache__', '**/*.pyc', '.venv', 'venv', '**/.pytest_cache']
    case 'go':
      return ['bin', '**/*.test', '**/*.out']
    case 'dotnet':
      return ['**/bin', '**/obj', '**/TestResults']
    case 'php':
      return ['vendor', '.phpunit.cache', 'var/cache']
    case 'ruby':
      return ['vendor/bundle', '.bundle', 'log', 'tmp', 'coverage']
    case 'rust':
      return ['target']
    case 'dockerfile':
      return []
  }
}
