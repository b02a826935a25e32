import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model, Port, Service } from '../resolve/model.ts'
import { atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const portTwice = defineDiagnostic<{ service: string; port: number; first: string; second: string; where: string }>({
  code: 'check/port-twice',
  severity: 'error',
  message: ({ service, port, first, second, where }) =>
    `\`${first}\` and \`${second}\` of \`${service}\` are both port ${port} of ${where}`,
})

export const portNameTwice = defineDiagnostic<{ service: string; name: string; container: string }>({
  code: 'check/port-name-twice',
  severity: 'error',
  message: ({ service, name, container }) => `port \`${name}\` of sidecar \`${container}\` has the name of another port of \`${service}\``,
  note: () => 'All containers of a pod share one Service, in which each port has a name of its own.',
})

export const privilegedPort = defineDiagnostic<{ service: string; port: string; number: number }>({
  code: 'check/privileged-port',
  severity: 'error',
  message: ({ service, port, number }) => `\`${service}\` listens on port ${number} (\`${port}\`), which only root or NET_BIND_SERVICE may`,
  note: ({ number }) =>
    `Let the program listen on ${8000 + number} and say \`servicePort: ${number}\`, or add the capability NET_BIND_SERVICE.`,
})

export const nodePortTaken = defineDiagnostic<{ service: string; other: string; nodePort: number; cluster: string }>({
  code: 'check/node-port-taken',
  severity: 'error',
  message: ({ service, other, nodePort, cluster }) =>
    `\`${service}\` and \`${other}\` both want port ${nodePort} of every node of cluster \`${cluster}\``,
})

/** Numbers and names of ports that collide: in a pod, in a Service, and on the nodes of a cluster. */
export const ports: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      unique(
        service,
        (port) => `${port.protocol} ${port.port}`,
        (port) => port.port,
        'the pod',
      )
      unique(
        service,
        (port) => `${port.protocol} ${port.servicePort}`,
        (port) => port.servicePort,
        'the Service',
      )
      const names = new Set<string>()
      for (const port of service.ports) {
        if (names.has(port.name) && port.sidecar !== undefined)
          report(portNameTwice, place(service, port), { service: service.name, name: port.name, container: port.sidecar })
        names.add(port.name)
        const bound = port.sidecar === undefined ? service.security : service.sidecars.find(({ name }) => name === port.sidecar)?.security
        if (port.port < 1024 && bound !== undefined && bound.user !== 0 && !bound.capabilities.includes('NET_BIND_SERVICE'))
          report(privilegedPort, place(service, port), { service: service.name, port: port.name, number: port.port })
      }
    }

    function unique(service: Service, key: (port: Port) => string, number: (port: Port) => number, where: string): void {
      const taken = new Map<string, Port>()
      for (const port of service.ports) {
        const before = taken.get(key(port))
        if (before === undefined) taken.set(key(port), port)
        else if (before.name !== port.name && !(where === 'the Service' && before.port === port.port))
          report(
            portTwice,
            place(service, port),
            { service: service.name, port: number(port), first: before.name, second: port.name, where },
            { related: [{ message: 'the other one', place: place(service, before) }] },
          )
      }
    }

    function place(service: Service, port: Port) {
      return atKey(model, 'services', service.name, ...(port.sidecar === undefined ? [] : ['sidecars', port.sidecar]), 'ports', port.name)
    }
  },
  platform({ models, report }) {
    const taken = new Map<string, { readonly model: Model; readonly service: string; readonly port: string }>()
    for (const model of models)
      for (const service of Object.values(model.services)) {
        // Only these stand on the nodes; that the number means nothing for others is told elsewhere.
        if (service.service.type !== 'NodePort' && service.service.type !== 'LoadBalancer') continue
        for (const port of service.ports) {
          if (port.nodePort === undefined) continue
          const key = `${model.environment.cluster} ${port.nodePort} ${port.protocol}`
          const before = taken.get(key)
          if (before === undefined) taken.set(key, { model, service: service.name, port: port.name })
          else
            report(
              nodePortTaken,
              atKey(
                model,
                'services',
                service.name,
                ...(port.sidecar === undefined ? [] : ['sidecars', port.sidecar]),
                'ports',
                port.name,
                'nodePort',
              ),
              {
                service: service.name,
                other: before.service === service.name ? `${service.name} of ${before.model.environment.name}` : before.service,
                nodePort: port.nodePort,
                cluster: model.environment.cluster,
              },
              { environment: model.environment.name },
            )
        }
      }
  },
}
