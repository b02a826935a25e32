import type { Model, Port } from '../../engine/sdk.ts'
import type { Variable } from './value.ts'

/** A port of a container that the laptop sees. */
export interface PublishedPort {
  readonly port: Port
  readonly published: Variable & { readonly or: string }
}

/** The ports of the platform, by who listens, each with a number of its own on the laptop: the container's where it is free. */
export function publishedPorts(model: Model): ReadonlyMap<string, readonly PublishedPort[]> {
  const taken = new Set<number>()
  const names = new Set<string>()
  const listeners = [
    ...Object.values(model.services)
      .filter(({ component }) => component === undefined)
      .map(({ name, ports }) => ({ name, ports })),
    ...Object.values(model.stores)
      .filter(({ external }) => external === undefined)
      .map(({ name, port }) => ({ name, ports: [port] })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  return new Map(
    listeners.map(({ name, ports }) => [
      name,
      ports
        .filter(({ protocol }) => protocol !== 'SCTP')
        .map((port) => ({
          port,
          published: { variable: variableOf(`${name}-${port.name}-port`, names), or: String(freeFrom(port.port, taken)) },
        })),
    ]),
  )
}

/** Numbers below 1024 belong to the system. */
function freeFrom(port: number, taken: Set<number>): number {
  let free = port < 1024 ? 8000 + port : port
  while (taken.has(free)) free += free + 10_000 > 65_535 ? 1 : 10_000
  taken.add(free)
  return free
}

function variableOf(name: string, names: Set<string>): string {
  let variable = name.toUpperCase().replace(/\W/g, '_')
  while (names.has(variable)) variable += '_'
  names.add(variable)
  return variable
}
