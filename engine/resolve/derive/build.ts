import type { ResolvedBuild } from '../../../schema/generated/resolved.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { serverOfStack } from '../diagnostics.ts'
import type { Build, WritablePath } from '../model.ts'
import { dockerfileFacts } from './dockerfile-facts.ts'

const SERVERS = { django: ['gunicorn', 'uwsgi'], php: ['nginx', 'fpm'] } as const

/** The build of a service, with what follows from its stack. */
export function deriveBuild(service: string, build: ResolvedBuild, context: Context): Build {
  const { version, module, tool } = build
  const shared = {
    context: build.context ?? service,
    args: build.args,
    secrets: Object.fromEntries(
      Object.entries(build.secrets).map(([name, { file, credentials }]) => [
        name,
        { file, credentials: credentials ?? name.toLowerCase().replaceAll('_', '-') },
      ]),
    ),
    packages: build.packages,
  }

  /** The server that is written, if this stack has it, else the usual one. */
  function server<Server extends string>(stack: string, servers: readonly [Server, ...Server[]]): Server {
    const chosen = servers.find((one) => one === build.server)
    if (chosen === undefined && build.server !== undefined)
      reportHere(context, serverOfStack, spot(context, 'value', 'services', service, 'build', 'server'), {
        service,
        stack,
        server: build.server,
        servers,
      })
    return chosen ?? servers[0]
  }

  switch (build.stack) {
    case 'spring-boot':
      return { ...shared, stack: build.stack, version: version ?? '21', tool }
    case 'java':
      return { ...shared, stack: build.stack, version: version ?? '21', tool, module }
    case 'node':
      return { ...shared, stack: build.stack, version: version ?? '24', module: module ?? 'server.js' }
    case 'node-static':
      return { ...shared, stack: build.stack, version: version ?? '24', output: build.output ?? 'dist' }
    case 'django':
      return {
        ...shared,
        stack: build.stack,
        version: version ?? '3.13',
        module: module ?? 'config.wsgi',
        server: server(build.stack, SERVERS.django),
        output: build.output ?? 'static',
      }
    case 'fastapi':
      return { ...shared, stack: build.stack, version: version ?? '3.13', module: module ?? 'main:app' }
    case 'go':
      return { ...shared, stack: build.stack, version: version ?? '1.26', module: module ?? '.' }
    case 'dotnet':
      return { ...shared, stack: build.stack, version: version ?? '10.0', module: module ?? service }
    case 'php':
      return {
        ...shared,
        stack: build.stack,
        version: version ?? '8.4',
        server: server(build.stack, SERVERS.php),
        output: build.output ?? 'public',
        extensions: build.extensions,
      }
    case 'ruby':
      return { ...shared, stack: build.stack, version: version ?? '3.4', module: module ?? 'config.ru' }
    case 'rust':
      return { ...shared, stack: build.stack, version: version ?? '1.98', module: module ?? service }
    case 'dockerfile': {
      const dockerfile = build.dockerfile ?? 'Dockerfile'
      const text = context.texts.get(`${shared.context}/${dockerfile}`)
      return { ...shared, stack: build.stack, dockerfile, says: text === undefined ? undefined : dockerfileFacts(text) }
    }
  }
}

/** Rails writes what it caches beside its program. */
const RUBY_TMP: WritablePath = Object.freeze({ path: '/app/tmp', size: '64Mi', medium: undefined })
const NOTHING: readonly WritablePath[] = Object.freeze([])

/** Where the programs of a stack write beside `/tmp`, with their root file system read-only. */
export function stackWritable(stack: Build['stack'] | undefined): readonly WritablePath[] {
  return stack === 'ruby' ? [RUBY_TMP] : NOTHING
}
