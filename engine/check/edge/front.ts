import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { isNodePort } from '../../kinds/port.ts'
import type { Front, Gateway, Model } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { calledGateway, gatewayWord } from './gateway-words.ts'
import { proxiesOf } from './proxies.ts'
import { edgeWordIdle } from './words.ts'

export const frontDiffers = defineDiagnostic<{ gateway: string; other: string; cluster: string }>({
  code: 'check/front-differs',
  severity: 'error',
  message: ({ gateway, other, cluster }) =>
    `${gateway} has another \`front\` than ${other}, and both have the same proxies of cluster \`${cluster}\``,
  note: () =>
    'Proxies believe one way of telling whom requests are from, and its nginx has one configuration. Say the same for both, or give one of them proxies or a `cluster` of its own.',
})

export const frontOutOfReach = defineDiagnostic<{ gateway: string; reason: string; hint: string }>({
  code: 'check/front-out-of-reach',
  severity: 'error',
  message: ({ gateway, reason }) => `the nginx in front of \`${gateway}\` finds nobody: ${reason}`,
  note: ({ hint }) => hint,
})

export const notBehindFront = defineDiagnostic<{ what: string; reason: string }>({
  code: 'check/not-behind-front',
  severity: 'error',
  message: ({ what, reason }) => `${what} can't be had behind this nginx: ${reason}`,
  note: () =>
    'Let it hand connections on as they are (`front: { tls: passthrough }`), or expose the service through a gateway without a `front`.',
})

export const frontPortTaken = defineDiagnostic<{ port: number }>({
  code: 'check/front-port-taken',
  severity: 'error',
  message: ({ port }) => `the nginx is to tell its health on ${port}, where it listens for the world`,
})

const READ: readonly string[] = ['certificates', 'authority', 'timeout']

/** The nginx in front of gateways: whether it finds them, whether they believe it, and what it can't carry. */
export const front: Rule = {
  model(check) {
    const { model, report } = check
    if (model.ingress.api !== 'istio') return
    for (const gateway of model.ingress.gateways) {
      if (gateway.front === undefined) continue
      const path = gatewayWord(gateway, 'front', model)
      const { health, tls } = gateway.front
      const obstacle = obstacleOf(gateway, gateway.front, model)
      if (obstacle !== undefined) report(frontOutOfReach, at(model, ...path, obstacle.at), { gateway: gateway.name, ...obstacle })
      if (health === gateway.ports.http || health === gateway.ports.https)
        report(frontPortTaken, at(model, ...path, 'health'), { port: health })
      for (const word of READ) {
        const place = tls === 'passthrough' ? writtenAt(model, ...path, word) : undefined
        if (place !== undefined)
          report(edgeWordIdle, place, { word, reason: 'it reads nothing of what it hands on as it is (`tls: passthrough`)' })
      }
      tellCarried(gateway, gateway.front, check)
    }
  },
  platform({ models, report }) {
    const known = new Map<string, { readonly model: Model; readonly gateway: Gateway }>()
    for (const model of models.filter(({ ingress }) => ingress.api === 'istio'))
      for (const gateway of model.ingress.gateways) {
        const { cluster, name } = model.environment
        const key = `${cluster} ${proxiesOf(gateway, model)}`
        const other = known.get(key)
        if (other === undefined) known.set(key, { model, gateway })
        else if (JSON.stringify(other.gateway.front) !== JSON.stringify(gateway.front))
          report(
            frontDiffers,
            at(model, ...gatewayWord(gateway, 'front', model)),
            { gateway: called(gateway, model), other: called(other.gateway, other.model), cluster },
            {
              environment: name,
              related: [{ message: 'the other one', place: at(other.model, ...gatewayWord(other.gateway, 'front', other.model)) }],
            },
          )
      }
  },
}

function called(gateway: Gateway, { environment }: Model): string {
  return `\`${calledGateway(gateway)}\` in \`${environment.name}\``
}

/** Why the nodes have no port for the gateway. */
function obstacleOf({ internal }: Gateway, { ports }: Front, { mesh }: Model) {
  const { service } = mesh.install.gateway
  if (internal || service === 'ClusterIP')
    return {
      at: 'nodes',
      reason: 'the Service of its proxies has no port outside of the cluster',
      hint: 'Say `mesh: { install: { gateway: { service: NodePort } } }`, and no `internal`.',
    }
  const wrong = [ports.http, ports.https].find((port) => !isNodePort(port))
  if (service === 'NodePort' && wrong !== undefined)
    return {
      at: 'ports',
      reason: `${wrong} is no node port`,
      hint: 'Say `ports: { http: 30080, https: 30443 }`; the proxies are then given them.',
    }
  return undefined
}

function tellCarried(gateway: Gateway, { tls }: Front, { model, report }: ModelCheck): void {
  const reads = tls === 'terminate'
  if (reads && gateway.clients !== 'anybody') {
    const place = gateway.key === undefined ? undefined : writtenAt(model, 'ingress', 'gateways', gateway.key, 'clients')
    if (place !== undefined)
      report(notBehindFront, place, { what: 'a certificate of the client', reason: 'it ends TLS, and the gateway sees no other client' })
  }
  for (const { name, expose } of Object.values(model.services)) {
    if (expose === undefined || !expose.ways.some((way) => way.gateway === gateway)) continue
    const place = at(model, 'services', name, 'expose', 'as')
    if (expose.as === 'tcp')
      report(notBehindFront, place, { what: `what \`${name}\` says in bytes`, reason: 'it listens on the ports for HTTP and TLS alone' })
    if (expose.as === 'http' && reads && expose.tls === undefined && expose.port.appProtocol.startsWith('grpc'))
      report(notBehindFront, at(model, 'services', name, 'expose'), {
        what: `gRPC of \`${name}\` without TLS`,
        reason: 'on one port without TLS it takes HTTP/1.1 or HTTP/2, and browsers speak the former',
      })
    if (expose.as === 'passthrough' && reads)
      report(notBehindFront, place, { what: `TLS that \`${name}\` ends itself`, reason: 'it ends TLS for every host' })
  }
}
