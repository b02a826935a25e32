import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { machinesOf } from '../../resolve/machine-callers.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const machineWithoutMesh = defineDiagnostic<{ name: string }>({
  code: 'check/machine-without-mesh',
  severity: 'error',
  message: ({ name }) => `\`${name}\` is a machine of the mesh, but the platform has none`,
  note: () => 'Say `mesh: istio`, or leave `machine` out: then it is called as anything outside.',
})

export const machineNowhere = defineDiagnostic<{ name: string; environment: string }>({
  code: 'check/machine-nowhere',
  severity: 'error',
  message: ({ name, environment }) => `nobody knows where the machines of \`${name}\` are in \`${environment}\``,
  note: () => 'Say `addresses`, or the `networks` that they register themselves from.',
})

export const machineHealthPort = defineDiagnostic<{ name: string; port: string }>({
  code: 'check/machine-health-port',
  severity: 'error',
  message: ({ name, port }) => `\`health\` of \`${name}\` asks port \`${port}\`, which it does not declare`,
})

export const machineCall = defineDiagnostic<{ name: string; callee: string; port: string | undefined }>({
  code: 'check/machine-call',
  severity: 'error',
  message: ({ name, callee, port }) =>
    port === undefined
      ? `\`${name}\` calls \`${callee}\`, which is not enabled here or runs elsewhere`
      : `\`${name}\` calls port \`${port}\` of \`${callee}\`, which it does not declare`,
})

export const machineWord = defineDiagnostic<{ name: string; word: string; reason: string }>({
  code: 'check/machine-word',
  severity: 'error',
  message: ({ name, word, reason }) => `\`${word}\` of \`${name}\` can't be said of a machine of the mesh: ${reason}`,
})

/** Words of externals that machines of the mesh have no use for. */
const WORDS: { readonly [word: string]: string } = {
  alias: 'the proxies of its callers know its name',
  through: 'connections to it stay in the mesh',
  addresses: 'its own are said under `machine`',
}

/** Machines that nobody finds, that nobody may call, or that call what is not there. */
export const machines: Rule = {
  model({ model, report }) {
    for (const { name, host, ports, callers, machine } of machinesOf(model)) {
      const path = ['externals', name]
      const own = [...path, 'machine']
      if (model.mesh.provider === 'none') {
        report(machineWithoutMesh, atKey(model, ...own), { name })
        continue
      }
      if (machine.addresses.length + machine.networks.length === 0 && callers.length + machine.calls.length > 0)
        report(machineNowhere, atKey(model, ...own), { name, environment: model.environment.name })
      if (host.startsWith('*') || /^[\d.]+$/.test(host) || host.includes(':'))
        report(machineWord, at(model, ...path, 'host'), { name, word: 'host', reason: 'it needs one name, which callers know it by' })
      for (const [word, reason] of Object.entries(WORDS)) {
        const place = writtenAt(model, ...path, word)
        if (place !== undefined)
          report(machineWord, place, { name, word, reason }, { related: [{ message: 'the machine', place: atKey(model, ...own) }] })
      }
      for (const port of ports) {
        const tls = writtenAt(model, ...path, 'ports', port.name, 'tls')
        if (tls !== undefined) report(machineWord, tls, { name, word: 'tls', reason: 'the mesh encrypts by itself' })
      }
      const { health } = machine
      if (health !== undefined && !ports.some((port) => port.name === health.port)) {
        const place = at(model, ...own, 'health', 'port')
        const near = nearest(
          health.port,
          ports.map((port) => port.name),
        )
        const fixes = near === undefined ? [] : [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }]
        report(machineHealthPort, place, { name, port: health.port }, { fixes })
      }
      for (const { callee, ports: named } of machine.calls) {
        const service = model.services[callee]
        const store = model.stores[callee]
        if (service === undefined && (store === undefined || store.external !== undefined))
          report(machineCall, atKey(model, ...own, 'calls', callee), { name, callee, port: undefined })
        const known = service === undefined ? (store === undefined ? [] : [store.port.name]) : service.ports.map((port) => port.name)
        for (const [index, port] of (named ?? []).entries())
          if (known.length > 0 && !known.includes(port))
            report(machineCall, at(model, ...own, 'calls', callee, 'ports', index), { name, callee, port })
      }
    }
  },
}
