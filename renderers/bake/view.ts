import { buildFlags } from '../_shared/build-flags.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { dockerfilePath } from '../_shared/dockerfile-path.ts'
import { upFrom } from '../_shared/output-option.ts'
import { hclPart, hclString } from '../_shared/quote/hcl.ts'
import type { BakeOptions } from './options.ts'

/** What docker-bake.hcl says. Every text is quoted for HCL, but for the comment. */
export interface BakeView {
  readonly file: string
  readonly variables: readonly { readonly name: string; readonly comment: string; readonly value: string }[]
  /** Items of a list. */
  readonly names: string
  readonly targets: readonly TargetView[]
}

interface TargetView {
  readonly name: string
  readonly context: string
  /** From the context, as bake wants it. */
  readonly dockerfile: string
  /** Items of a list; empty for none. */
  readonly platforms: string
  readonly tag: string
  /** `"NAME" = "value"` */
  readonly arguments: readonly string[]
  readonly secrets: string
  readonly cache: { readonly from: string; readonly to: string } | undefined
}

/** https://docs.docker.com/build/bake/reference/ */
export function bakeView(built: readonly BuiltService[], version: string, { output, platforms, cache }: BakeOptions): BakeView {
  const services = built.toSorted((a, b) => (a.service.name < b.service.name ? -1 : 1))
  return {
    file: `${output}/bake/docker-bake.hcl`,
    variables: [
      { name: 'TAG', comment: 'The version that is built.', value: hclString(version) },
      { name: 'REVISION', comment: 'The commit that it is built from.', value: hclString('') },
    ],
    names: items(services.map(({ service }) => service.name)),
    targets: services.map(({ service, build }) => {
      const name = `${service.image.registry}/${service.image.repository}`
      const flags = buildFlags(build)
      const secrets = flags.filter((_flag, index) => flags[index - 1] === '--secret')
      return {
        name: hclString(service.name),
        context: hclString(build.context),
        dockerfile: hclString(
          build.stack === 'dockerfile' ? build.dockerfile : upFrom(build.context) + dockerfilePath(service.name, build, output),
        ),
        platforms: items(platforms),
        tag: `"${hclPart(name)}:\${TAG}"`,
        arguments:
          build.stack === 'dockerfile' ? Object.entries(build.args).map(([key, value]) => `${hclString(key)} = ${hclString(value)}`) : [],
        secrets: items(secrets),
        cache: cache
          ? {
              from: items([`type=registry,ref=${name}:buildcache`]),
              to: items([`type=registry,ref=${name}:buildcache,mode=max,ignore-error=true`]),
            }
          : undefined,
      }
    }),
  }
}

const items = (texts: readonly string[]): string => texts.map(hclString).join(', ')
