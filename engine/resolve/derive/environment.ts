import type { ResolvedEnvironment } from '../../../schema/generated/resolved.ts'
import type { Environment } from '../model.ts'

const PRODUCTION = ['prod', 'production', 'live']

/** An environment, with what follows from its name. */
export function deriveEnvironment(name: string, platform: string, merged: ResolvedEnvironment): Environment {
  return Object.freeze({
    ...merged,
    name,
    namespace: merged.namespace ?? `${platform}-${name}`,
    production: merged.production ?? PRODUCTION.includes(name),
    domain: merged.domain,
  })
}
