import type { Build } from '../../../engine/sdk.ts'
import { dockerfileExec } from '../../_shared/quote/dockerfile.ts'
import { shellWord, shellWords } from '../../_shared/quote/shell.ts'
import { nginxView } from '../nginx-view.ts'
import { companion, type StackInput, type StackView } from './stack-view.ts'

const MEBIBYTE = 1024 * 1024
/** The master of PHP-FPM, nginx and the shared cache of compiled scripts. */
const BESIDE_CHILDREN = 96 * MEBIBYTE
/** What one request of a usual application takes. */
const CHILD = 48 * MEBIBYTE
const LEAST_CHILDREN = 2

/** https://www.php.net/manual/en/install.fpm.configuration.php */
export function php(build: Extract<Build, { readonly stack: 'php' }>, { built, port, memory, logs, template }: StackInput): StackView {
  const nginx = nginxView(built, false)
  if (nginx === undefined) throw new Error('PHP-FPM without a port')
  const behindNginx = build.server === 'nginx'
  const children = Math.max(LEAST_CHILDREN, Math.floor((memory - BESIDE_CHILDREN) / CHILD))
  const fpm = companion(
    '/usr/local/etc/php-fpm.d/zzz-service.conf',
    template('php-fpm.conf', {
      listen: behindNginx ? '/tmp/php-fpm.sock' : `0.0.0.0:${port}`,
      children,
      requests: !behindNginx,
      json: logs === 'json',
    }),
  )
  const shared = { extensions: shellWords(build.extensions) }
  if (!behindNginx) return { ...shared, root: '', files: [fpm], entrypoint: dockerfileExec(['php-fpm', '--nodaemonize']) }
  return {
    ...shared,
    root: shellWord(`/app/${build.output}`),
    files: [
      fpm,
      companion('/etc/nginx/nginx.conf', template('nginx-php.conf', nginx)),
      companion('/usr/local/bin/run', template('run', { what: 'PHP-FPM', command: 'php-fpm --nodaemonize', signal: 'QUIT' }), true),
    ],
    entrypoint: dockerfileExec(['/usr/local/bin/run']),
  }
}
