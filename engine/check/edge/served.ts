import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { proxiesOf } from './proxies.ts'

export const hostNotServed = defineDiagnostic<{ service: string; host: string; gateways: readonly string[] }>({
  code: 'check/host-not-served',
  severity: 'error',
  message: ({ service, host, gateways }) =>
    `\`${service}\` exposes \`${host}\`, which ${gateways.map((name) => `\`${name}\``).join(' and ')} ${gateways.length === 1 ? 'does' : 'do'} not serve`,
  note: () => 'A gateway with `hosts` answers for those alone. Add the host there, or choose another gateway (`expose.gateway`).',
})

export const gatewayServesNone = defineDiagnostic<{ service: string; gateway: string }>({
  code: 'check/gateway-serves-none',
  severity: 'error',
  message: ({ service, gateway }) => `gateway \`${gateway}\` serves none of the hosts of \`${service}\``,
  note: () => 'Nobody would reach the service through it. Take it off the list, or expose one of its `hosts`.',
})

export const noListen = defineDiagnostic<{ service: string }>({
  code: 'check/no-listen-port',
  severity: 'error',
  message: ({ service }) => `\`${service}\` is exposed as bytes, but nothing says on which port of the gateway`,
  note: () => 'Bytes name no host, so the port has to tell whom they are for. Say `listen: 5432`.',
})

export const listenTaken = defineDiagnostic<{ service: string; port: number; other: string }>({
  code: 'check/listen-port-taken',
  severity: 'error',
  message: ({ service, port, other }) => `\`${service}\` wants port ${port} of the gateway, which is ${other}`,
})

/** Whether each host has a gateway and each gateway a host, and whose the ports are. */
export const served: Rule = {
  model({ model, report }) {
    const ports = new Map<string, string>()
    for (const service of Object.values(model.services)) {
      const { name, expose } = service
      if (expose === undefined) continue
      const path = ['services', name, 'expose']
      for (const [index, host] of expose.host.entries())
        if (!expose.ways.some(({ hosts }) => hosts.includes(host)))
          report(
            hostNotServed,
            at(model, ...path, 'host', index),
            { service: name, host, gateways: expose.ways.map(({ gateway }) => gateway.key ?? gateway.name) },
            { related: expose.ways.flatMap(({ gateway }) => listOf(model, gateway.key)) },
          )
      if (expose.ways.length > 1)
        for (const [index, { gateway, hosts }] of expose.ways.entries())
          if (hosts.length === 0 && gateway.key !== undefined)
            report(
              gatewayServesNone,
              at(model, ...path, 'gateway', index),
              { service: name, gateway: gateway.key },
              { related: listOf(model, gateway.key) },
            )
      if (expose.as !== 'tcp') continue
      const { listen } = expose
      if (listen === undefined) {
        report(noListen, at(model, ...path, 'as'), { service: name })
        continue
      }
      for (const { gateway } of expose.ways) {
        const key = `${proxiesOf(gateway, model)} ${listen}`
        const other = ports.get(key)
        const isOwn = listen === gateway.ports.http || listen === gateway.ports.https
        if (isOwn || other !== undefined)
          report(listenTaken, at(model, ...path, 'listen'), {
            service: name,
            port: listen,
            other: isOwn ? `for ${listen === gateway.ports.http ? 'HTTP' : 'HTTPS'}` : `that of \`${other}\``,
          })
        else ports.set(key, name)
      }
    }
  },
}

function listOf(model: Model, key: string | undefined) {
  const place = key === undefined ? undefined : writtenAt(model, 'ingress', 'gateways', key, 'hosts')
  return place === undefined ? [] : [{ message: `what \`${key}\` serves`, place }]
}
