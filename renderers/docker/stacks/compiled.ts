import type { Build } from '../../../engine/sdk.ts'
import { dockerfileCopy, dockerfileExec } from '../../_shared/quote/dockerfile.ts'
import { shellWord } from '../../_shared/quote/shell.ts'
import type { StackInput, StackView } from './stack-view.ts'

/** Copies of an empty folder: an image without a shell can't make one. */
const emptyFolders = (writable: readonly string[]): readonly string[] => writable.map((path) => dockerfileCopy(['/empty/'], `${path}/`))

/** A package below the sources, as the tools of Go and .NET read it: what has no `./` in front is a name. */
const below = (path: string): string => (path === '.' || path.startsWith('./') ? path : `./${path}`)

/** One static binary: the image holds it and nothing else. */
export function go({ module }: Extract<Build, { readonly stack: 'go' }>, { writable }: StackInput): StackView {
  return { package: shellWord(below(module)), empty: emptyFolders(writable), files: [], entrypoint: dockerfileExec(['/app']) }
}

/** Likewise; the cache of what was compiled is the service's own, since its name is all that two of them would differ by. */
export function rust({ module }: Extract<Build, { readonly stack: 'rust' }>, { built, writable }: StackInput): StackView {
  return {
    binary: shellWord(module),
    cache: `${built.service.name}-target`,
    empty: emptyFolders(writable),
    files: [],
    entrypoint: dockerfileExec(['/tini', '--', '/app']),
  }
}

/**
 * The project is a folder, whose last part is the name of its assembly; a name alone is the project that lies at the root of the sources.
 * https://learn.microsoft.com/dotnet/core/tools/dotnet-publish · https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints
 */
export function dotnet(
  { module, packages }: Extract<Build, { readonly stack: 'dotnet' }>,
  { port, writable, logs }: StackInput,
): StackView {
  const assembly = module.split('/').at(-1) ?? module
  const chiseled = packages.run.length === 0
  return {
    project: shellWord(module.includes('/') ? below(module) : '.'),
    environment: `${port === undefined ? '' : ` ASPNETCORE_HTTP_PORTS=${port}`}${logs === 'json' ? ' Logging__Console__FormatterName=json' : ''}`,
    empty: chiseled ? emptyFolders(writable) : [],
    files: [],
    entrypoint: dockerfileExec(['dotnet', `${assembly}.dll`]),
  }
}
