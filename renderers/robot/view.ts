import type { Service } from '../../engine/sdk.ts'
import { robotCell } from '../_shared/quote/robot.ts'

/** What a suite asks. Everything is a cell of Robot Framework. */
export interface SuiteView {
  readonly service: string
  readonly environment: string
  /** Requests that have to be answered with 200: how the service says that it is well, where that is seen from outside. */
  readonly health: readonly Ask[]
  /** Requests that have to be answered, by whatever is no failure of a server. */
  readonly doors: readonly Ask[]
}

/** One request. */
export interface Ask {
  readonly title: string
  readonly url: string
}

/** Every host at which the service is exposed is asked. A wildcard is no host, and is left out. */
export function suiteView(service: Service, environment: string): SuiteView {
  const { expose } = service
  const hosts = expose === undefined ? [] : expose.host.filter((host) => !host.startsWith('*'))
  const scheme = expose?.tls === undefined ? 'http' : 'https'
  const path = healthPath(service)
  const asks = (paths: readonly string[]): readonly Ask[] =>
    hosts.flatMap((host) => paths.map((one) => ({ title: robotCell(`${host}${one}`), url: robotCell(`${scheme}://${host}${one}`) })))
  return {
    service: robotCell(service.name),
    environment: robotCell(environment),
    health: path === undefined ? [] : asks([path]),
    doors: asks(expose === undefined ? [] : expose.path),
  }
}

/** The path at which the world outside sees the readiness of the service; undefined when it does not. */
export function healthPath({ expose, probes }: Service): string | undefined {
  const ready = probes.ready?.action
  if (expose === undefined || ready?.type !== 'http' || ready.port.name !== expose.port.name) return undefined
  for (const prefix of expose.path) {
    if (expose.match === 'Exact') {
      if (expose.rewrite === undefined && ready.path === prefix) return prefix
      continue
    }
    const inside = expose.rewrite === undefined ? prefix : expose.rewrite
    const rest = below(inside, ready.path)
    if (rest !== undefined) return `${prefix.replace(/\/$/, '')}${rest}` || '/'
  }
  return undefined
}

/** What follows a prefix in a path, element by element; undefined when the path is not below it. */
function below(prefix: string, path: string): string | undefined {
  const folder = prefix.replace(/\/$/, '')
  return path === folder || path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined
}
