import { networksOf } from './derive/machine.ts'
import type { External, Machine, Model, Port, Workload } from './model.ts'

/** Machines that call a workload, on which of its ports. */
export interface MachineCaller {
  readonly name: string
  readonly account: string
  /** In the namespace that their identity is of. */
  readonly namespace: string
  readonly networks: readonly string[]
  readonly ports: readonly Port[]
}

/** The machines that declare a call to a workload. */
export function machineCallers(
  workload: Workload,
  { externals, environment }: Pick<Model, 'externals' | 'environment'>,
): readonly MachineCaller[] {
  const all = workload.type === 'store' ? [workload.port] : workload.ports
  return Object.values(externals).flatMap(({ name, machine }) => {
    const call = machine?.calls.find(({ callee }) => callee === workload.name)
    if (machine === undefined || call === undefined) return []
    const ports = call.ports === undefined ? all : all.filter((port) => call.ports?.includes(port.name))
    return [{ name, account: machine.account, namespace: environment.namespace, networks: networksOf(machine), ports }]
  })
}

/** Externals that are machines of the mesh. */
export function machinesOf({ externals }: Pick<Model, 'externals'>): readonly (External & { readonly machine: Machine })[] {
  return Object.values(externals).flatMap((external) =>
    external.machine === undefined ? [] : [{ ...external, machine: external.machine }],
  )
}
