import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const secretElsewhere = defineDiagnostic<{ service: string; secret: string; namespace: string; proxies: string }>({
  code: 'check/gateway-secret-elsewhere',
  severity: 'error',
  message: ({ service, secret, namespace, proxies }) =>
    `the certificate \`${secret}\` of \`${service}\` is a Secret of \`${namespace}\`, but the proxies look for it in \`${proxies}\``,
  note: ({ proxies }) =>
    `Istio's proxies read certificates in their own namespace. Let \`ingress.issuer\` make it there, or name a Secret that exists in \`${proxies}\`.`,
})

/** Certificates that stand where the proxies do not look: Secrets that the environment's own services read too. */
export const edgeSecrets: Rule = {
  model({ model, report }) {
    const { ingress, environment } = model
    if (ingress.api !== 'istio') return
    const own = secretsOf(model)
    for (const { name, expose } of Object.values(model.services)) {
      if (expose?.tls === undefined || expose.as !== 'http' || !own.has(expose.tls)) continue
      const away = expose.ways.find(({ gateway }) => gateway.issuer === undefined && gateway.namespace !== environment.namespace)
      if (away !== undefined)
        report(secretElsewhere, at(model, 'services', name, 'expose', 'tls'), {
          service: name,
          secret: expose.tls,
          namespace: environment.namespace,
          proxies: away.gateway.namespace,
        })
    }
  },
}

/** Every Secret that pods of the environment read. */
function secretsOf({ services }: Model): ReadonlySet<string> {
  return new Set(
    Object.values(services).flatMap(({ secrets, volumes }) => [
      ...secrets.map(({ secret }) => secret),
      ...Object.values(volumes).flatMap(({ secret }) => (secret === undefined ? [] : [secret.name])),
    ]),
  )
}
