import type { MeshService, Model, Telemetry, Workload } from '../../engine/sdk.ts'

/** The collectors that the proxies of a workload send to, whatever the workload itself calls: those of the platform, or its own. Each once. */
export function collectorsOf(workload: Workload, model: Model): readonly MeshService[] {
  if (!workload.inMesh) return []
  return collectors(workload.type === 'service' ? workload.mesh.telemetry : NOTHING, model)
}

/** Those that proxies send to which belong to no workload: the edge. */
export function platformCollectors(model: Model): readonly MeshService[] {
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
