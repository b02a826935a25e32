import type { KubernetesObject, Model, Service } from '../../engine/sdk.ts'
import { isFlagged } from '../_shared/flagger.ts'
import { workloadName } from '../_shared/names.ts'
import { isAmbient } from '../_shared/waypoint.ts'
import { servicePolicy } from './network/policy.ts'
import { connectionRoute } from './routes/connection-route.ts'
import { httpRoutes, routedVersions } from './routes/http-route.ts'
import { ingressObjects } from './routes/ingress.ts'
import { serviceAccount } from './services/account.ts'
import { autoscaler } from './services/autoscaler.ts'
import { disruptionBudget } from './services/disruption-budget.ts'
import { filesConfigMap } from './services/files.ts'
import { ownsHeadless } from './services/names.ts'
import { headlessService, serviceObject, versionService } from './services/service.ts'
import { claims } from './volumes/claims.ts'
import { migration } from './workloads/migration.ts'
import { isScaled } from './workloads/parts.ts'
import { workload } from './workloads/workload.ts'

/**
 * Everything of one service, in the order to apply it: what its pods need, who may talk to them, how they are found, what has to run before them, and then the pods.
 * Policies come before pods, since the namespace denies what none of them allows.
 */
export function* serviceObjects(service: Service, model: Model): Iterable<KubernetesObject> {
  const { kind, account, versions } = service
  const instances = versions.map((version) => workloadName(kind, version.workload))
  if (!account.existing) yield serviceAccount(service, account.name, account.annotations, model)
  const files = filesConfigMap(service, model)
  if (files !== undefined) yield files
  yield* claims(service, model, instances)
  const policy = servicePolicy(service, model)
  yield policy
  if (kind === 'StatefulSet' && !ownsHeadless(service)) yield headlessService(service, model)
  if (service.ports.length > 0 && kind !== 'Job' && kind !== 'CronJob' && !isFlagged(service)) yield serviceObject(service, model)
  for (const version of ownedVersions(service, model)) yield versionService(service, version, model)
  if (service.migrate !== undefined) yield migration(service, service.migrate, model, policy)
  for (const version of versions) {
    const instance = workloadName(kind, version.workload)
    yield workload(service, version, model, policy)
    if (kind !== 'Deployment' && kind !== 'StatefulSet') continue
    if (isScaled(service, version)) yield autoscaler(service, version, kind, instance, model)
    yield disruptionBudget(service, instance, service.disruption.maxUnavailable, model)
  }
  if (service.expose !== undefined) yield* routes(service, service.expose, model)
}

function* routes(service: Service, expose: NonNullable<Service['expose']>, model: Model): Iterable<KubernetesObject> {
  switch (model.ingress.api) {
    case 'gateway':
      if (expose.as === 'http') return yield* httpRoutes(service, expose, model)
      return yield connectionRoute(service, expose, model)
    case 'ingress':
      return yield* ingressObjects(service, expose, model)
    case 'istio':
      return
  }
}

/** Versions with a Service of their own: those that the edge shares requests out to, and all of them where the mesh reads no subsets. */
function ownedVersions(service: Service, model: Model) {
  if (isAmbient(service, model) && service.ports.length > 0) return service.versions.filter(({ name }) => name !== undefined)
  return service.expose === undefined ? [] : routedVersions(service, model).map(({ version }) => version)
}
