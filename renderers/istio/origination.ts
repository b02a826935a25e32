import type { External, Model, Origination } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { seenFrom } from './service-entry.ts'

/** https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/ TLS that a proxy makes of what programs send in plain text, and the proof that the other side is who it says. */
export function* originations(model: Model) {
  for (const external of Object.values(model.externals))
    if (external.callers.length > 0 && external.originations.length > 0) yield originationRule(external, model)
}

function originationRule({ name, host, originations }: External, model: Model) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: metadata(name, model.environment.namespace, platformLabels(model)),
    spec: {
      host,
      trafficPolicy: {
        portLevelSettings: originations.map((origination) => ({ port: { number: origination.port.servicePort }, tls: tls(origination) })),
      },
      exportTo: seenFrom(name, model),
    },
  }
}

/** A Secret holds the authority too (`ca.crt`), beside our own certificate. */
function tls({ names, sni, authority, client }: Origination): object {
  const common = { sni, subjectAltNames: names }
  if (client !== undefined) return { mode: 'MUTUAL', credentialName: client, ...common }
  return { mode: 'SIMPLE', caCertificates: authority === undefined ? 'system' : authority, ...common }
}
