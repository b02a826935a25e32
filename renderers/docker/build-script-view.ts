import { buildFlags } from '../_shared/build-flags.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { ownDockerfile } from '../_shared/dockerfile-path.ts'
import { shellWord, shellWords } from '../_shared/quote/shell.ts'

/** What build.sh says, in words of the shell. */
export interface BuildScriptView {
  /** The names of all services that are built. */
  readonly all: string
  /** Whether any Dockerfile lies beside the script. */
  readonly rendered: boolean
  readonly images: readonly {
    readonly service: string
    readonly name: string
    /** A rendered Dockerfile lies beside the script, one of the user in the context. */
    readonly dockerfile: string
    /** Each with a space in front: secrets, and what only a Dockerfile of the user has to be told. */
    readonly arguments: string
    readonly context: string
  }[]
}

/** The view of build.sh, by name. Images are named as the first environment names them. */
export function buildScriptView(built: readonly BuiltService[]): BuildScriptView {
  const services = built.toSorted((a, b) => (a.service.name < b.service.name ? -1 : 1))
  return {
    all: shellWords(services.map(({ service }) => service.name)),
    rendered: services.some(({ build }) => build.stack !== 'dockerfile'),
    images: services.map(({ service, build }) => ({
      service: shellWord(service.name),
      name: shellWord(`${service.image.registry}/${service.image.repository}`),
      dockerfile: build.stack === 'dockerfile' ? shellWord(ownDockerfile(build)) : `"$here"/${shellWord(`${service.name}/Dockerfile`)}`,
      arguments: buildFlags(build)
        .map((word) => ` ${shellWord(word)}`)
        .join(''),
      context: shellWord(build.context),
    })),
  }
}
