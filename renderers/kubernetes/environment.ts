import type { KubernetesObject, Model } from '../../engine/sdk.ts'
import { certificates } from '../_shared/certificates.ts'
import { exposedHosts, usedGateways } from '../_shared/exposed-hosts.ts'
import { configMaps } from './environment/config-maps.ts'
import { defaultDeny } from './environment/default-deny.ts'
import { limitRange } from './environment/limit-range.ts'
import { namespace } from './environment/namespace.ts'
import { priorityClasses } from './environment/priority-class.ts'
import { resourceQuota } from './environment/quota.ts'
import { roles } from './environment/roles.ts'
import { waypointPolicy } from './network/ambient.ts'
import { acmePolicy, isSolved } from './routes/acme-policy.ts'
import { gatewayObject } from './routes/gateway.ts'
import { gatewayPolicy } from './routes/gateway-policy.ts'
import { redirects } from './routes/redirects.ts'
import { secretObjects } from './secrets/secrets.ts'
import { externalName } from './services/external-name.ts'
import { claimsOfVolumes, persistentVolumes } from './storage/persistent-volumes.ts'
import { rookObjects } from './storage/rook.ts'
import { snapshotClasses } from './storage/snapshot-class.ts'
import { storageClasses } from './storage/storage-class.ts'

/** Everything of an environment that belongs to no service alone, in the order to apply it. What belongs to the cluster is the same in each environment that shares it. */
export function* environmentObjects(model: Model): Iterable<KubernetesObject> {
  for (const one of model.namespaces) yield namespace(one, model)
  yield* priorityClasses(model)
  yield* rookObjects(model)
  yield* storageClasses(model)
  yield* snapshotClasses(model)
  yield* persistentVolumes(model)
  const quota = resourceQuota(model)
  if (quota !== undefined) yield quota
  for (const { name } of model.namespaces) yield limitRange(name, model)
  yield* roles(model)
  for (const { name } of model.namespaces) yield defaultDeny(name, model)
  if (model.mesh.provider === 'istio' && model.mesh.mode === 'ambient')
    for (const { name, inMesh } of model.namespaces) if (inMesh) yield waypointPolicy(name, model)
  yield* configMaps(model)
  yield* secretObjects(model)
  yield* claimsOfVolumes(model)
  for (const external of Object.values(model.externals)) if (external.alias) yield externalName(external, model)
  yield* edge(model)
}

/** What lets requests in from outside. The edge of Istio is another renderer's. */
function* edge(model: Model): Iterable<KubernetesObject> {
  const { ingress, environment } = model
  if (ingress.api === 'istio') return
  const gateways = usedGateways(model)
  for (const { name } of model.namespaces) if (isSolved(name, model)) yield acmePolicy(name, model)
  yield* certificates(model)
  if (ingress.api === 'ingress') return
  for (const gateway of gateways) {
    if (gateway.namespace === environment.namespace) yield gatewayPolicy(gateway, model)
    yield gatewayObject(gateway, model)
    if (gateway.redirect) yield* redirects(exposedHosts(model, gateway), gateway, model)
  }
}
