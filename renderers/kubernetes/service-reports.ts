import { at, type Model, type Report, type Service } from '../../engine/sdk.ts'
import { ingressWord, notServed, scaleToZero } from './diagnostics.ts'
import { isNginx } from './routes/nginx.ts'
import { isScaled } from './workloads/parts.ts'
import { MAX_UNAVAILABLE_SINCE, servesMaxUnavailable } from './workloads/stateful-set.ts'

/** What a service asks for that neither the target nor the kind of ingress can do. */
export function reportService(service: Service, model: Model, report: Report): void {
  const { name, kind, rollout, versions, expose } = service
  const { targets, ingress, environment } = model
  const more = { environment: environment.name }

  if (kind === 'StatefulSet' && rollout.maxUnavailable !== undefined && !servesMaxUnavailable(model))
    report(
      notServed,
      at(model, 'services', name, 'rollout', 'maxUnavailable'),
      { owner: name, word: 'rollout.maxUnavailable', kind, since: MAX_UNAVAILABLE_SINCE, target: targets.kubernetes },
      more,
    )
  for (const version of versions) {
    if (!isScaled(service, version) || version.replicas.min > 0) continue
    const own = version.name !== undefined && version.replicas !== service.replicas
    const path = own ? ['services', name, 'versions', String(version.name), 'replicas', 'min'] : ['services', name, 'replicas', 'min']
    report(scaleToZero, at(model, ...path), { service: name }, more)
  }
  if (expose === undefined || ingress.api !== 'ingress') return
  const place = (word: string) => at(model, 'services', name, 'expose', word)
  if (expose.as === 'tcp') report(ingressWord, place('as'), { service: name, word: 'as', class: ingress.class }, more)
  const other = expose.ways.find(({ gateway }) => !isNginx(gateway))?.gateway.class
  if (other === undefined) return
  for (const word of ['rewrite', 'timeout'] as const)
    if (expose[word] !== undefined) report(ingressWord, place(word), { service: name, word, class: other }, more)
  if (expose.as === 'passthrough') report(ingressWord, place('as'), { service: name, word: 'as', class: other }, more)
}
