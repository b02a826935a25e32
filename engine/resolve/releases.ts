import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { atKey } from '../source/pointer.ts'
import { releaseOfNobody } from './diagnostics.ts'

/** Which version of a service is rendered for some environments, whatever the platform says: `TAG` or `TAG@DIGEST`, by service. */
export interface Releases {
  readonly environments: readonly string[]
  readonly versions: ReadonlyMap<string, string>
}

/** The platform with these releases laid over its own `releases`. A service that there is not is told. */
export function withReleases(platform: WrittenPlatform, { environments, versions }: Releases, report: Report): WrittenPlatform {
  const known = Object.keys(platform.services ?? {})
  for (const service of versions.keys())
    if (!known.includes(service)) report(releaseOfNobody, atKey('services'), { service, nearest: nearest(service, known) })
  const releases = { ...platform.releases }
  for (const environment of environments) releases[environment] = { ...releases[environment], ...Object.fromEntries(versions) }
  return { ...platform, releases }
}
