import { defineRenderer, object, text } from '../../engine/sdk.ts'
import { certificates } from '../_shared/certificates.ts'
import { usedGateways } from '../_shared/exposed-hosts.ts'
import { defaultDeny, workloadPolicies } from './authorization.ts'
import { destinationRule } from './destination-rule.ts'
import { edgeRoutes } from './edge.ts'
import { edgeGateway } from './edge-gateway.ts'
import { egressObjects } from './egress.ts'
import { originations } from './origination.ts'
import { peerAuthentication, workloadAuthentication } from './peer-authentication.ts'
import { plainTextView } from './plain-text.ts'
import { rateLimit } from './rate-limit.ts'
import { rateLimiter } from './rate-limiter.ts'
import { requestAuthentication } from './request-authentication.ts'
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

  *environment(model, { template }) {
    if (model.mesh.provider !== 'istio') return
    for (const { name, inMesh } of model.namespaces) {
      if (!inMesh) continue
      yield object(peerAuthentication(name, model))
      yield object(defaultDeny(name, model))
      const telemetry = platformTelemetry(name, model)
      if (telemetry !== undefined) yield object(telemetry)
    }
    for (const entry of serviceEntries(model)) yield object(entry)
    for (const rule of originations(model)) yield object(rule)
    for (const part of egressObjects(model)) yield object(part)
    const plainText = plainTextView(model)
    if (plainText !== undefined) yield text(`${model.environment.name}/plain-text.md`, template('plain-text.md', plainText), undefined)
    if (model.ingress.api !== 'istio') return
    // The proxy at the edge reads certificates in its own namespace.
    for (const certificate of certificates(model)) yield object(certificate)
    for (const gateway of usedGateways(model)) {
      yield object(edgeGateway(gateway, model))
      for (const routes of edgeRoutes(gateway, model)) yield object(routes)
    }
  },

  *service(workload, model) {
    if (!workload.inMesh) return
    const own = workloadAuthentication(workload, model)
    if (own !== undefined) yield object(own)
    for (const policy of workloadPolicies(workload, model)) yield object(policy)
    if (workload.type === 'store') return
    const tokens = requestAuthentication(workload, model)
    if (tokens !== undefined) yield object(tokens)
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
