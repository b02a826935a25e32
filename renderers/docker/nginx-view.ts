import type { BuiltService } from '../_shared/built-services.ts'
import { nginxWord } from '../_shared/quote/nginx.ts'
import { mainPort } from './agreement.ts'

/** What an nginx.conf says. */
export interface NginxView {
  readonly port: number
  /** Whether a line of the access log is a JSON object. */
  readonly json: boolean
  /** Paths that probes ask, quoted. */
  readonly probes: readonly string[]
  /** Whether the log leaves probes out by a condition; else they have a location of their own. */
  readonly quiet: boolean
  /** That condition, as the log is told it. */
  readonly condition: string
}

/** The view of an nginx.conf, or undefined without a port to listen on. Where a location would take files away from PHP, the log tells probes apart instead. */
export function nginxView(built: BuiltService, locations = true): NginxView | undefined {
  const port = mainPort(built.service)
  if (port === undefined) return undefined
  const asked = built.everywhere.flatMap(({ service: { probes } }) =>
    [probes.ready, probes.live, probes.startup].flatMap((probe) =>
      probe?.action.type === 'http' && probe.action.port.port === port.port ? [probe.action.path] : [],
    ),
  )
  // nginx compares the decoded path without its query; `/` is the site itself.
  const probes = [...new Set(asked)].filter((path) => path !== '/' && !/[%?#]/.test(path)).map(nginxWord)
  const quiet = !locations && probes.length > 0
  return {
    port: port.port,
    json: built.service.logs.format === 'json',
    probes,
    quiet,
    condition: quiet ? ' if=$visit' : '',
  }
}
