import type { ResolvedMachine } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Machine } from '../mesh-model.ts'

/** Machines of the mesh behind an external. */
export function deriveMachine(name: string, { account, health, calls, ...rest }: ResolvedMachine): Machine {
  return {
    ...rest,
    account: account ?? name,
    health: health && { port: health.port, path: health.path, period: durationSeconds(health.period) },
    calls: Object.entries(calls).map(([callee, { ports }]) => ({ callee, ports })),
  }
}

/** Where their connections come from and go to, as CIDR. */
export function networksOf({ addresses, networks }: Pick<ResolvedMachine, 'addresses' | 'networks'>): readonly string[] {
  return [...addresses.map((address) => `${address}/${address.includes(':') ? 128 : 32}`), ...networks]
}
