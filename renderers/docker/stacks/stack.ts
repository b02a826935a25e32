import { dockerfileCopy, dockerfileExec } from '../../_shared/quote/dockerfile.ts'
import { shellWords } from '../../_shared/quote/shell.ts'
import { nginxView } from '../nginx-view.ts'
import { dotnet, go, rust } from './compiled.ts'
import { java, springBoot } from './java.ts'
import { php } from './php.ts'
import { django, fastapi } from './python.ts'
import { companion, type StackInput, type StackView } from './stack-view.ts'

/** Read by Node before the program. */
const SIGNALS = '/opt/signals.cjs'

/** What the Dockerfile of a stack says beside what all of them say. */
export function stackView(input: StackInput): StackView {
  const { build } = input.built
  switch (build.stack) {
    case 'spring-boot':
      return springBoot(build, input)
    case 'java':
      return java(build, input)
    case 'node':
      return {
        files: [companion(SIGNALS, input.template('signals.cjs', {}))],
        entrypoint: dockerfileExec(['node', `--require=${SIGNALS}`, build.module]),
      }
    case 'node-static': {
      const nginx = nginxView(input.built)
      if (nginx === undefined) throw new Error('nginx without a port')
      return {
        files: [companion('/etc/nginx/nginx.conf', input.template('nginx.conf', nginx))],
        site: dockerfileCopy([build.output === '.' ? '/src/' : `/src/${build.output}/`], '/srv/www/'),
        entrypoint: dockerfileExec(['nginx', '-e', '/dev/stderr', '-g', 'daemon off;']),
      }
    }
    case 'django':
      return django(build, input)
    case 'fastapi':
      return fastapi(build, input)
    case 'go':
      return go(build, input)
    case 'dotnet':
      return dotnet(build, input)
    case 'php':
      return php(build, input)
    case 'ruby':
      return {
        files: [],
        entrypoint: ownTemporaryFolder([
          'bundle',
          'exec',
          'puma',
          ...(input.port === undefined ? [] : [`--bind=tcp://0.0.0.0:${input.port}`]),
          build.module,
        ]),
      }
    case 'rust':
      return rust(build, input)
    case 'dockerfile':
      throw new Error('nothing is rendered for a Dockerfile of the user')
  }
}

/** Ruby puts no temporary file where everybody may write, as into the empty volume that `/tmp` is: it is given a folder of its own below. */
function ownTemporaryFolder(command: readonly string[]): string {
  return dockerfileExec(['sh', '-c', `mkdir -p -m 0700 "$TMPDIR" && exec ${shellWords(command)}`])
}
