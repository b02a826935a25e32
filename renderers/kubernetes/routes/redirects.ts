import type { Gateway, KubernetesObject, Model } from '../../../engine/sdk.ts'
import type { ExposedHost } from '../../_shared/exposed-hosts.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import { listenerName, parted } from './listeners.ts'

/** From HTTP to HTTPS, for every host with a certificate. */
export function* redirects(hosts: readonly ExposedHost[], gateway: Gateway, model: Model): Iterable<KubernetesObject> {
  const secure = hosts.filter(({ tls }) => tls !== undefined).map(({ host }) => host)
  for (const { hostnames, suffix } of parted(secure))
    yield {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadata(joined(gateway.name, 'redirect', ...suffix), model.environment.namespace, platformLabels(model)),
      spec: {
        parentRefs: hostnames.map((host) => ({ name: gateway.name, sectionName: listenerName('http', host) })),
        hostnames,
        rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
      },
    }
}
