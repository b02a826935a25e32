import { defineRenderer, type KubernetesObject, type Model, object, text, type Workload } from '../../engine/sdk.ts'
import { certificates } from '../_shared/certificates.ts'
import { usedGateways } from '../_shared/exposed-hosts.ts'
import { jaeger } from './addons/jaeger.ts'
import { kiali } from './addons/kiali.ts'
import { attachedTelemetry, besideWaypoint, lowered } from './ambient/lower.ts'
import { meshRoutes } from './ambient/mesh-routes.ts'
import { waypoint } from './ambient/waypoint.ts'
import { defaultDeny, workloadPolicies } from './authorization.ts'
import { destinationRule } from './destination-rule.ts'
import { edgeRoutes } from './edge.ts'
import { edgeGateway } from './edge-gateway.ts'
import { edgeLimits } from './edge-limit.ts'
import { egressObjects } from './egress.ts'
import { extensions } from './extensions.ts'
import { flagger } from './flagger.ts'
import { gatewayAccess } from './gateway-access.ts'
import { machines } from './machines.ts'
import { originations } from './origination.ts'
import { peerAuthentication, workloadAuthentication } from './peer-authentication.ts'
import { plainTextView } from './plain-text.ts'
import { progressive } from './progressive.ts'
import { proxyConfig } from './proxy-config.ts'
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

  *components(model, { image }) {
    if (model.mesh.provider !== 'istio') return
    yield* rateLimiter(model, image)
    for (const addon of [jaeger(model, image), kiali(model, image)]) if (addon !== undefined) yield addon
  },

  *environment(model, { template }) {
    if (model.mesh.provider !== 'istio') return
    for (const { name, inMesh } of model.namespaces) {
      if (!inMesh) continue
      yield object(peerAuthentication(name, model))
      yield object(defaultDeny(name, model))
      const telemetry = platformTelemetry(name, model)
      if (telemetry !== undefined) yield object(model.mesh.mode === 'ambient' ? attachedTelemetry(telemetry) : telemetry)
      if (model.mesh.mode === 'ambient') yield object(waypoint(name, model))
    }
    for (const access of gatewayAccess(model)) yield object(access)
    for (const entry of serviceEntries(model)) yield object(model.mesh.mode === 'ambient' ? besideWaypoint(entry) : entry)
    for (const made of machines(model)) yield object(made)
    for (const rule of originations(model)) yield object(rule)
    for (const part of egressObjects(model)) yield object(part)
    const plainText = plainTextView(model)
    if (plainText !== undefined) yield text(`${model.environment.name}/plain-text.md`, template('plain-text.md', plainText), undefined)
    if (model.ingress.api !== 'istio') return
    // The proxy at the edge reads certificates in its own namespace.
    for (const certificate of certificates(model)) yield object(certificate)
    for (const limit of edgeLimits(model)) yield object(limit)
    for (const gateway of usedGateways(model)) {
      yield object(edgeGateway(gateway, model))
      for (const routes of edgeRoutes(gateway, model)) yield object(routes)
    }
  },

  *service(workload, model) {
    // What the platform needs without a proxy has no callers that have one.
    if (model.mesh.provider !== 'istio' || (!workload.inMesh && (workload.type === 'store' || workload.component !== undefined))) return
    const ambient = model.mesh.mode === 'ambient'
    for (const made of workloadObjects(workload, model))
      if (ambient) for (const low of lowered(made, workload, model)) yield object(low)
      else yield object(made)
    if (ambient && workload.type === 'service') for (const route of meshRoutes(workload, model)) yield object(route)
  },
})

/** What proxies beside programs read of a workload: its own, and those of its callers, who reach it whether it has one or not. */
function* workloadObjects(workload: Workload, model: Model): Iterable<KubernetesObject> {
  if (workload.inMesh) yield* ownObjects(workload, model)
  if (workload.type === 'store') return
  for (const made of [destinationRule(workload, model), virtualService(workload, model)]) if (made !== undefined) yield made
  yield* progressive(workload, model)
  yield* flagger(workload, model)
}

/** What the proxies of a workload itself read. */
function* ownObjects(workload: Workload, model: Model): Iterable<KubernetesObject> {
  const own = workloadAuthentication(workload, model)
  if (own !== undefined) yield own
  yield* workloadPolicies(workload, model)
  if (workload.type === 'store') return
  const tokens = requestAuthentication(workload, model)
  if (tokens !== undefined) yield tokens
  yield sidecar(workload, model)
  for (const made of [serviceTelemetry(workload, model), rateLimit(workload, model), proxyConfig(workload, model)])
    if (made !== undefined) yield made
  yield* extensions(workload, model)
}
