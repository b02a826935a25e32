import type { BuiltService } from '../_shared/built-services.ts'
import { nginxWord } from '../_shared/quote/nginx.ts'
import { mainPort } from './agreement.ts'

/** What nginx.conf says. */
export interface NginxView {
  readonly port: number
  /** Whether a line of the access log is a JSON object. */
  readonly json: boolean
  /** Paths that probes ask, quoted. */
  readonly probes: readonly string[]
}

/** The view of nginx.conf, or undefined without a port to listen on. */
export function nginxView(built: BuiltService): NginxView | undefined {
  const port = mainPort(built.service)
  if (port === undefined) return undefined
  const asked = built.everywhere.flatMap(({ service: { probes } }) =>
    [probes.ready, probes.live, probes.startup].flatMap((probe) =>
      probe?.action.type === 'http' && probe.action.port.port === port.port ? [probe.action.path] : [],
    ),
  )
  return {
    port: port.port,
    json: built.service.logs.format === 'json',
    // nginx compares the decoded path without its query; `/` is the site itself.
    probes: [...new Set(asked)].filter((path) => path !== '/' && !/[%?#]/.test(path)).map(nginxWord),
  }
}
