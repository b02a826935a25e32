import type { Model, SecretUse, Service, Store } from '../../engine/sdk.ts'
import type { Value, Variable } from './value.ts'

/** Where the files of secrets are, beside compose.yaml: a folder for each Secret, with a file for each key. */
const FOLDER = { variable: 'SECRETS', or: './secrets' } as const

/** One key of a Secret that somebody needs here. */
export interface NeededSecret {
  readonly secret: string
  readonly key: string
  /** The variable that holds it, for those who read nothing but their environment. */
  readonly variable: string | undefined
}

/** Name of a key of a Secret among the secrets of Compose. Neither a Secret nor its key has a sign that Compose does not take. */
export function secretName(secret: string, key: string): string {
  return `${secret}_${key}`
}

/** The file that holds a key. */
export function secretFile(secret: string, key: string): Variable {
  return { ...FOLDER, rest: `/${secret}/${key}` }
}

/** The folder of a whole Secret. */
export function secretFolder(secret: string): Variable {
  return { ...FOLDER, rest: `/${secret}` }
}

/** The variable of a key: `MYBLOG_MYSQL_PASSWD`. */
export function secretVariable(secret: string, key: string): string {
  return `${secret}_${key}`.toUpperCase().replace(/\W/g, '_')
}

/** How a container of the service gets its secrets: as files, and as variables where it asks for these. */
export function secretsOf(uses: readonly SecretUse[]): {
  readonly files: readonly Value[]
  readonly environment: { readonly [name: string]: Value }
} {
  const environment: Record<string, Value> = {}
  const files: Value[] = []
  for (const { name, secret, key, as, path } of uses) {
    if (as === 'env') environment[name] = { variable: secretVariable(secret, key), must: 'secrets.sh makes it' }
    else files.push({ source: secretName(secret, key), target: path })
    if (as === 'file-env') environment[`${name}_FILE`] = path
  }
  return { files, environment }
}

/** Every key that is needed here, once, in the order of names. */
export function neededSecrets(services: readonly Service[], stores: readonly Store[]): readonly NeededSecret[] {
  const needed = new Map<string, NeededSecret>()
  const need = (secret: string, key: string, inEnvironment: boolean): void => {
    const name = secretName(secret, key)
    const variable = inEnvironment ? secretVariable(secret, key) : needed.get(name)?.variable
    needed.set(name, { secret, key, variable })
  }
  for (const { secrets } of services) for (const { secret, key, as } of secrets) need(secret, key, as === 'env')
  for (const { secret, secretKeys } of stores) for (const key of secretKeys) need(secret, key, false)
  return [...needed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** The secrets that builds need, which are variables of whoever builds. */
export function buildSecrets(services: readonly Service[]): readonly string[] {
  return [...new Set(services.flatMap(({ build }) => (build === undefined ? [] : Object.keys(build.secrets))))].sort()
}

/** The secrets of the file: those that are mounted, and those of builds. */
export function declaredSecrets(
  needed: readonly NeededSecret[],
  builds: readonly string[],
  model: Pick<Model, 'services' | 'stores'>,
): { readonly [name: string]: Value } {
  const mounted = new Set([
    ...Object.values(model.services).flatMap(({ secrets }) =>
      secrets.flatMap(({ secret, key, as }) => (as === 'env' ? [] : [secretName(secret, key)])),
    ),
    ...Object.values(model.stores).flatMap(({ secret, secretKeys }) => secretKeys.map((key) => secretName(secret, key))),
  ])
  return Object.fromEntries([
    ...needed
      .filter(({ secret, key }) => mounted.has(secretName(secret, key)))
      .map(({ secret, key }) => [secretName(secret, key), { file: secretFile(secret, key) }]),
    ...builds.map((name) => [name, { environment: name }]),
  ])
}
