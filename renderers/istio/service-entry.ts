import type { External, Model, Port, Store } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { aboutAnnotations, metadata } from '../_shared/metadata.ts'
import { ownBucket } from '../_shared/own-bucket.ts'
import { protocol } from './protocols.ts'

/** https://istio.io/latest/docs/reference/config/networking/service-entry/ What services call outside of the cluster: externals, and stores that run elsewhere. */
export function* serviceEntries(model: Model) {
  for (const external of Object.values(model.externals))
    if ((external.callers.length > 0 || keepsCopies(external.name, model)) && external.machine === undefined)
      yield entry(external.name, external.ports, external.description, model)
  for (const store of Object.values(model.stores))
    if (store.external !== undefined && store.callers.length > 0) yield entry(store.name, [store.port], store.description, model)
}

/** Members of a store call it without a call of a service. */
function keepsCopies(name: string, { stores }: Model): boolean {
  return Object.values(stores).some((store) => ownBucket(store)?.external === name)
}

function entry(name: string, ports: readonly Port[], description: string | undefined, model: Model) {
  const address = addressOf(name, model)
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: metadata(name, model.environment.namespace, platformLabels(model), aboutAnnotations(description, undefined)),
    spec: {
      hosts: [entryHost(name, model)],
      ...addressing(address, networksOf(name, model), ports),
      location: 'MESH_EXTERNAL',
      ports: ports.map((port) => ({
        number: port.servicePort,
        name: port.name,
        protocol: protocol(port.appProtocol),
        ...(port.port === port.servicePort ? {} : { targetPort: port.port }),
      })),
      exportTo: seenFrom(name, model),
    },
  }
}

/** The namespaces that know of something outside: our own, and that of the gateway that connections to it leave through. */
export function seenFrom(name: string, { externals, environment, trust }: Model): readonly string[] {
  const through = externals[name]?.through
  const gateway = through === undefined ? undefined : trust.gateways[through]
  return gateway === undefined || gateway.namespace === environment.namespace ? ['.'] : ['.', gateway.namespace]
}

/**
 * How the mesh finds it, and how it recognises a connection to it. Bytes name no host: without an address to tell them by, every connection to that port
 * would be taken for this one. Networks only go with `NONE`, which leaves the address as the program found it; so do names that stand for many.
 */
function addressing(address: string, networks: readonly string[], ports: readonly Port[]) {
  if (isAddress(address)) return { addresses: [address], resolution: 'STATIC', endpoints: [{ address }] }
  const isNameless = ports.some(({ appProtocol }) => protocol(appProtocol) === 'TCP')
  if (isNameless && networks.length > 0) return { addresses: networks, resolution: 'NONE' }
  return { resolution: address.startsWith('*') ? 'NONE' : 'DNS' }
}

function networksOf(name: string, model: Model): readonly string[] {
  return model.externals[name]?.addresses ?? model.stores[name]?.external?.addresses ?? []
}

/** The host that the mesh knows it by: its own, or a name made up for an address. */
export function entryHost(name: string, model: Model): string {
  const address = addressOf(name, model)
  return isAddress(address) ? `${name}.external` : address
}

function addressOf(name: string, model: Model): string {
  const external: External | undefined = model.externals[name]
  return external?.host ?? (model.stores[name] as Store).host
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':')
}
