import { defineRenderer, object } from '../../engine/sdk.ts'
import { certificates } from '../_shared/certificates.ts'
import { exposedHosts } from '../_shared/exposed-hosts.ts'
import { defaultDeny, workloadPolicy } from './authorization.ts'
import { destinationRule } from './destination-rule.ts'
import { edgeGateway, edgeRoutes } from './edge.ts'
import { peerAuthentication } from './peer-authentication.ts'
import { rateLimit } from './rate-limit.ts'
import { rateLimiter } from './rate-limiter.ts'
import { serviceEntries } from './service-entry.ts'
import { sidecar } from './sidecar.ts'
import { platformTelemetry, serviceTelemetry } from './telemetry.ts'
import { virtualService } from './virtual-service.ts'

export default defineRenderer({
  name: 'istio',
  summary: 'Routes, identities and who may talk to whom, for a platform with `mesh: istio`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model) {
    if (model.mesh.provider === 'istio') yield* rateLimiter(model)
  },

  *environment(model) {
    if (model.mesh.provider !== 'istio') return
    for (const { name, inMesh } of model.namespaces) {
      if (!inMesh) continue
      yield object(peerAuthentication(name, model))
      yield object(defaultDeny(name, model))
      const telemetry = platformTelemetry(name, model)
      if (telemetry !== undefined) yield object(telemetry)
    }
    for (const entry of serviceEntries(model)) yield object(entry)
    if (model.ingress.api !== 'istio') return
    const gateway = edgeGateway(model)
    if (gateway === undefined) return
    yield object(gateway)
    // The proxy at the edge reads certificates in its own namespace.
    for (const certificate of certificates(exposedHosts(model), model.ingress.namespace, model)) yield object(certificate)
    for (const routes of edgeRoutes(model)) yield object(routes)
  },

  *service(workload, model) {
    if (!workload.inMesh) return
    yield object(workloadPolicy(workload, model))
    if (workload.type === 'store') return
    yield object(sidecar(workload, model))
    const telemetry = serviceTelemetry(workload, model)
    if (telemetry !== undefined) yield object(telemetry)
    const limit = rateLimit(workload, model)
    if (limit !== undefined) yield object(limit)
    const rule = destinationRule(workload, model)
    if (rule !== undefined) yield object(rule)
    const routes = virtualService(workload, model)
    if (routes !== undefined) yield object(routes)
  },
})
