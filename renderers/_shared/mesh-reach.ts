import type { MeshService, Model, Service, Telemetry, Workload } from '../../engine/sdk.ts'

/** Whom the proxies of a workload call, whatever the workload itself calls: collectors, those of the platform or its own, the rate limiter, and who decides about requests. Each once. */
export function proxyCallsOf(workload: Workload, model: Model): readonly MeshService[] {
  if (workload.type === 'service' && workload.component !== undefined && workload.name === 'kiali') return kialiCalls(model)
  // The waypoint calls for them.
  if (!workload.inMesh || model.mesh.mode === 'ambient') return []
  if (workload.type === 'store') return collectors(NOTHING, model)
  const limiter = workload.limits?.per === 'service' ? [model.mesh.rateLimiter.service] : []
  return [...collectors(workload.mesh.telemetry, model), ...limiter, ...deciders(workload, model)]
}

/** Whether Kiali reads the Prometheus that the platform runs itself, which is a call like any other. */
export function asksOwnPrometheus({ mesh, monitoring }: Model): boolean {
  return monitoring.mode === 'files' && mesh.addons.kiali?.prometheus === undefined
}

/** What Kiali reads beside the API of the cluster: the metrics of the proxies, and whether the control plane is well. */
function kialiCalls(model: Model): readonly MeshService[] {
  const { mesh, monitoring } = model
  const [host = '', port = '9090'] = mesh.addons.kiali?.prometheus?.split(':') ?? [`prometheus.${monitoring.namespace}`]
  const [, namespace = monitoring.namespace] = host.split('.')
  return [
    ...(asksOwnPrometheus(model) ? [] : [{ host, namespace, port: Number(port) }]),
    { host: `istiod.${mesh.namespace}.svc.cluster.local`, namespace: mesh.namespace, port: 15014 },
  ]
}

/** Who decides about requests, where others run that: the platform's own are calls. A NetworkPolicy sees the port of the pod, so that has to be the one that is said. */
function deciders({ access }: Service, { trust }: Model): readonly MeshService[] {
  return trust.authorizers.filter(({ authorizer, service }) => authorizer === access.authorize?.by && service === undefined)
}

/** Those that proxies send to which belong to no workload: the edge. */
export function platformProxyCalls(model: Model): readonly MeshService[] {
  return collectors(NOTHING, model)
}

const NOTHING: Telemetry = Object.freeze({ accessLogs: undefined, metrics: undefined, tracing: undefined })

function collectors(own: Telemetry, { mesh }: Model): readonly MeshService[] {
  if (mesh.provider === 'none') return []
  const logs = own.accessLogs === undefined ? mesh.telemetry.accessLogs : own.accessLogs
  const tracing = own.tracing === undefined ? mesh.telemetry.tracing : own.tracing
  const names = new Set([...(logs === undefined ? [] : logs.providers), ...(tracing?.provider === undefined ? [] : [tracing.provider])])
  return [...names].flatMap((name) => {
    const service = mesh.providers[name]?.service
    return service === undefined ? [] : [service]
  })
}
