import { encryptionOf, type Model, type PlainCaller, type Port, plainCallers, type Workload } from '../../engine/sdk.ts'

/** Everything that the list of plain text may say: decided, and quoted for Markdown. */
export interface PlainTextView {
  readonly environment: string
  readonly namespace: string
  readonly ports: readonly {
    readonly workload: string
    readonly port: string
    readonly mode: string
    readonly callers: string
    readonly next: string
  }[]
}

/** The ports that take plain text, and who is known to need that; undefined where none does. For the person who ends the migration. */
export function plainTextView(model: Model): PlainTextView | undefined {
  const workloads: readonly Workload[] = [...Object.values(model.services), ...Object.values(model.stores)].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const ports = workloads.flatMap((workload) => (workload.inMesh ? open(workload, model) : []))
  const { name: environment, namespace } = model.environment
  return ports.length === 0 ? undefined : { environment, namespace, ports }
}

function open(workload: Workload, model: Model): PlainTextView['ports'] {
  const all = workload.type === 'store' ? [workload.port] : workload.ports.filter(({ protocol }) => protocol === 'TCP')
  const plain = plainCallers(workload, model)
  return all.flatMap((port) => {
    const mode = encryptionOf(workload, port, model)
    if (mode === 'strict') return []
    const callers = plain.filter(({ ports }) => ports.includes(port))
    return [
      {
        workload: `\`${workload.name}\``,
        port: `\`${port.name}\` (${port.port})`,
        mode,
        callers: callers.length === 0 ? 'nobody that is declared' : callers.map(({ who }) => who).join(', '),
        next: nextStep(callers, workload, port, model),
      },
    ]
  })
}

function nextStep(callers: readonly PlainCaller[], workload: Workload, port: Port, { mesh }: Model): string {
  if (callers.length > 0) return 'bring its callers into the mesh'
  const own = workload.type === 'service' && workload.access.mtls.ports.some((other) => other.port.name === port.name)
  if (own) return `take \`${port.name}\` out of \`access.mtls.ports\``
  return mesh.mtls === 'permissive' ? 'say `access: { mtls: strict }`' : 'take `access.mtls` away'
}
