import type { Destination, Forward, Port, Route, Service, Store, TrafficPolicy } from '../resolve/model.ts'

/** A port as a person reads it: `http 80 → 8080`. The protocol is said where the name does not say it. */
export function portText({ name, port, servicePort, appProtocol, protocol }: Port): string {
  const numbers = port === servicePort ? String(port) : `${servicePort} → ${port}`
  const spoken = name === appProtocol || name.startsWith(`${appProtocol}-`) ? '' : ` ${appProtocol}`
  return `${name} ${numbers}${spoken}${protocol === 'TCP' ? '' : ` ${protocol}`}`
}

/** What is worth knowing of a service beside its ports: versions and shares first, then what becomes of requests, then who else may come. */
export function* serviceFacts({ kind, versions, traffic, access, name, calls }: Service): Iterable<string> {
  if (kind !== 'Deployment') yield kind
  const last = traffic.routes.at(-1)?.action
  const rest = last?.type === 'forward' ? last : undefined
  for (const { name: version } of versions) if (version !== undefined) yield `${version} ${shareOf(version, rest, traffic.routes)}`
  const special = new Set(traffic.routes.filter(({ path, match }) => path.length > 0 && match.length > 0).map(({ path }) => path.join('/')))
  if (special.size > 0) yield counted(special.size, 'special route')
  if (rest !== undefined) yield* forwardFacts(rest, name)
  yield* policyFacts(traffic.policy)
  if (traffic.locality !== undefined) yield traffic.locality.distribute === undefined ? 'near pods first' : 'shared out by locality'
  const self = calls.find((call) => call.name === name)
  if (self !== undefined) yield `peers talk on ${self.ports.map((port) => port.name).join(', ')}`
  for (const { name: namespace } of access.namespaces) yield `open to namespace ${namespace}`
  for (const network of access.networks) yield `open to ${network}`
  if (access.anyone) yield 'open to everybody'
  if (access.jwt !== undefined) yield `needs a token of ${access.jwt.issuers.map((issuer) => issuer.name).join(' or ')}`
  if (access.authorize !== undefined) yield `asks ${access.authorize.by}`
  if (access.deny.length > 0) yield counted(access.deny.length, 'denial')
  const plain = access.mtls.ports.filter(({ mode }) => mode !== 'strict').map(({ port }) => port.name)
  if (plain.length > 0) yield `plain text on ${plain.join(', ')}`
}

function shareOf(version: string, rest: Forward | undefined, routes: readonly Route[]): string {
  const weight = rest?.to.find((one) => one.version === version)?.weight
  if (weight !== undefined && weight > 0) return `${weight} %`
  const isRouted = routes.some(
    ({ action }) => action.type === 'forward' && action.to.some((one) => one.version === version && one.weight > 0),
  )
  return isRouted ? 'by routes only' : '0 %'
}

function* forwardFacts({ timeout, retries, mirror, fault }: Forward, service: string): Iterable<string> {
  if (timeout !== undefined) yield `timeout ${timeout}`
  if (retries.attempts > 0) yield `tries again ${counted(retries.attempts, 'time')}`
  if (mirror !== undefined && mirror.to.service === service) yield `mirrored to ${destinationText(mirror.to)}, ${mirror.share}`
  if (fault?.delay !== undefined) yield `delayed on purpose: ${fault.delay.for}, ${fault.delay.share}`
  if (fault?.abort !== undefined) yield `fails on purpose: ${fault.abort.status}, ${fault.abort.share}`
}

function destinationText({ service, version }: Destination): string {
  return version === undefined ? service : version
}

function* policyFacts({ balance, circuitBreaker }: TrafficPolicy): Iterable<string> {
  if (balance?.hash !== undefined) yield 'alike requests to the same pod'
  if (circuitBreaker?.connections !== undefined || circuitBreaker?.pending !== undefined || circuitBreaker?.requests !== undefined)
    yield 'bounded connections'
  if (circuitBreaker?.eject !== undefined) yield `ejects a pod after ${counted(circuitBreaker.eject.after, 'error')}`
}

/** What is worth knowing of a store. */
export function* storeFacts({ engine, external, image }: Store): Iterable<string> {
  yield external === undefined && image.tag !== undefined ? `${engine} ${image.tag}` : engine
  if (external !== undefined) yield `outside: ${external.host}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
