import type { Build } from '../../../engine/sdk.ts'
import { PYTHON_SERVERS } from '../../_shared/base-images.ts'
import { dockerfileCopy, dockerfileExec } from '../../_shared/quote/dockerfile.ts'
import { shellWord } from '../../_shared/quote/shell.ts'
import { nginxView } from '../nginx-view.ts'
import { companion, type HeredocView, type StackInput, type StackView } from './stack-view.ts'

const LOG_FOLDER = '/opt/log'
const LOG_CONFIG = `${LOG_FOLDER}/logging.json`

/** The server's loggers, and every other that an application does not configure itself. https://docs.python.org/3/library/logging.config.html */
function logging(program: string): string {
  const own = { level: 'INFO', handlers: ['stdout'], propagate: false }
  const words = {
    version: 1,
    disable_existing_loggers: false,
    formatters: { json: { '()': 'json_log.Formatter' } },
    handlers: { stdout: { class: 'logging.StreamHandler', formatter: 'json', stream: 'ext://sys.stdout' } },
    root: { level: 'INFO', handlers: ['stdout'] },
    loggers: { [`${program}.error`]: own, [`${program}.access`]: own },
  }
  const lines = Object.entries(words).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

function logFiles(program: string, { logs, template }: StackInput): readonly HeredocView[] {
  if (logs !== 'json') return []
  return [companion(`${LOG_FOLDER}/json_log.py`, template('json_log.py', {})), companion(LOG_CONFIG, logging(program))]
}

const logEnvironment = ({ logs }: StackInput): string => (logs === 'json' ? ` PYTHONPATH=${LOG_FOLDER}` : '')

function server(program: keyof typeof PYTHON_SERVERS, build = ''): { readonly server: object } {
  return { server: { program, package: shellWord(PYTHON_SERVERS[program]), build } }
}

/** https://docs.gunicorn.org/en/stable/settings.html */
export function django(build: Extract<Build, { readonly stack: 'django' }>, input: StackInput): StackView {
  return build.server === 'uwsgi' ? uwsgi(build, input) : gunicorn(build, input)
}

function gunicorn({ module }: Extract<Build, { readonly stack: 'django' }>, input: StackInput): StackView {
  const { port, logs } = input
  return {
    ...server('gunicorn'),
    static: false,
    environment: logEnvironment(input),
    files: logFiles('gunicorn', input),
    entrypoint: dockerfileExec([
      'gunicorn',
      ...(port === undefined ? [] : [`--bind=0.0.0.0:${port}`]),
      '--threads=4',
      '--worker-tmp-dir=/dev/shm',
      '--access-logfile=-',
      ...(logs === 'json' ? [`--log-config-json=${LOG_CONFIG}`] : []),
      module,
    ]),
  }
}

/**
 * uwsgi behind an nginx that serves the static files, in one container: https://uwsgi-docs.readthedocs.io/en/latest/Options.html.
 * What it could do beside answering nginx is left out when it is compiled, because the image that runs has no libraries for it.
 */
function uwsgi({ module, output }: Extract<Build, { readonly stack: 'django' }>, input: StackInput): StackView {
  const { built, logs, template } = input
  const nginx = nginxView(built)
  if (nginx === undefined) throw new Error('uwsgi without a port')
  const callable = module.includes(':') ? module : `${module}:application`
  return {
    ...server('uwsgi', "UWSGI_PROFILE_OVERRIDE='xml=false;json=false;ssl=false;pcre=false' "),
    static: { folder: shellWord(`./${output}`), copy: dockerfileCopy([`/app/${output}/`], '/srv/static/') },
    environment: '',
    files: [
      companion('/etc/uwsgi/uwsgi.ini', template('uwsgi.ini', { module: callable, json: logs === 'json' })),
      companion('/etc/nginx/nginx.conf', template('nginx-uwsgi.conf', nginx)),
      companion(
        '/usr/local/bin/run',
        template('run', { what: 'uwsgi', command: 'uwsgi --ini /etc/uwsgi/uwsgi.ini', signal: 'TERM' }),
        true,
      ),
    ],
    entrypoint: dockerfileExec(['/usr/local/bin/run']),
  }
}

/** https://www.uvicorn.org/settings/. It answers behind a proxy, whose word about the client it takes. */
export function fastapi({ module }: Extract<Build, { readonly stack: 'fastapi' }>, input: StackInput): StackView {
  const { port, logs } = input
  return {
    ...server('uvicorn'),
    static: false,
    environment: logEnvironment(input),
    files: logFiles('uvicorn', input),
    entrypoint: dockerfileExec([
      'uvicorn',
      '--host=0.0.0.0',
      ...(port === undefined ? [] : [`--port=${port}`]),
      '--no-server-header',
      '--timeout-graceful-shutdown=30',
      ...(logs === 'json' ? [`--log-config=${LOG_CONFIG}`] : []),
      module,
    ]),
  }
}
