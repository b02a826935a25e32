import type { ResolvedService, ResolvedSlo } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { percentNumber } from '../../kinds/percent.ts'
import { ratePerSecond } from '../../kinds/rate.ts'
import { libraries, libraryOfStack } from '../../metrics/programs.ts'
import type { Context } from '../context.ts'
import type { CountedBy, Monitoring, Port, Service, ServiceAlerts, ServiceMetrics, Slo } from '../model.ts'
import { choosePort } from './ports.ts'
import { always, count, MINUTE, ownAlerts, raised, share, time } from './thresholds.ts'

/** Application protocols whose requests the proxies of a mesh can count. */
const COUNTED: readonly string[] = ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']

/** How a service is watched: where its metrics are, who counts its requests, which alerts there are, and what is promised. */
export function deriveWatched(
  name: string,
  service: ResolvedService,
  decided: Pick<Service, 'ports' | 'kind' | 'replicas' | 'versions' | 'resources' | 'volumes'>,
  inMesh: boolean,
  context: Context,
): Pick<Service, 'metrics' | 'counted' | 'alerts' | 'slo'> {
  const path = ['services', name, 'metrics', ...(service.metrics?.port === undefined ? [] : ['port'])]
  const port = service.metrics && choosePort(decided.ports, service.metrics.port, path, `\`metrics\` of \`${name}\``, name, context)
  const metrics = deriveMetrics(service, port, context.monitoring)
  const counted = deriveCounted({ kind: decided.kind, ports: decided.ports, metrics }, inMesh)
  return { metrics, counted, alerts: deriveAlerts(service.alerts, { ...decided, metrics, counted }), slo: deriveSlo(service.slo) }
}

/** Where metrics are read, once the port is chosen. */
function deriveMetrics(
  { metrics, build }: Pick<ResolvedService, 'metrics' | 'build'>,
  port: Port | undefined,
  { interval }: Pick<Monitoring, 'interval'>,
): ServiceMetrics<Port> | undefined {
  if (metrics === undefined || port === undefined) return undefined
  return {
    path: metrics.path,
    port,
    interval: metrics.interval === undefined ? interval : durationSeconds(metrics.interval),
    library: metrics.library ?? (port.sidecar === undefined ? libraryOfStack(build?.stack) : 'other'),
    exports: metrics.exports,
  }
}

/** Who counts its requests, if anybody: the mesh first, because it counts alike for everybody. */
function deriveCounted({ kind, ports, metrics }: Pick<Service, 'kind' | 'ports' | 'metrics'>, isMeshed: boolean): CountedBy | undefined {
  if (kind === 'Job' || kind === 'CronJob') return undefined
  if (isMeshed && ports.some(({ appProtocol }) => COUNTED.includes(appProtocol))) return { by: 'mesh' }
  if (metrics === undefined || libraries[metrics.library].requests === undefined) return undefined
  return { by: 'program', library: metrics.library }
}

/** Everything that the alerts of a service depend on. */
interface Watched extends Pick<Service, 'kind' | 'replicas' | 'versions' | 'metrics' | 'resources' | 'volumes'> {
  readonly counted: CountedBy | undefined
}

/** The alerts of a service: only those whose series are there. */
function deriveAlerts(written: ResolvedService['alerts'], service: Watched): ServiceAlerts {
  const { kind, counted, versions } = service
  const isJob = kind === 'Job' || kind === 'CronJob'
  const isScaled = (kind === 'Deployment' || kind === 'StatefulSet') && versions.some(({ replicas }) => replicas.max > replicas.min)
  const hasVolumes = Object.values(service.volumes).some(({ size, claim }) => size !== undefined || claim !== undefined)
  const only = <T>(condition: boolean, alert: T | undefined): T | undefined => (condition ? alert : undefined)
  return {
    down: only(!isJob, raised(written.down, 2 * MINUTE, 'critical')),
    replicas: only(!isJob, raised(written.replicas, 15 * MINUTE, 'warning')),
    restarts: only(!isJob, count(written.restarts, 3, 0, 'warning')),
    errors: only(counted !== undefined, share(written.errors, 5, 5 * MINUTE, 'critical')),
    latency: only(counted !== undefined, time(written.latency, 1, 10 * MINUTE, 'warning')),
    traffic:
      counted === undefined || written.traffic === undefined
        ? undefined
        : { ...always(written.traffic, 15 * MINUTE, 'warning'), bound: ratePerSecond(written.traffic.below) },
    memory: only(!isJob, share(written.memory, 90, 15 * MINUTE, 'warning')),
    throttling: only(!isJob && service.resources.limits.cpu !== undefined, share(written.throttling, 25, 15 * MINUTE, 'warning')),
    scaling: only(isScaled, raised(written.scaling, 15 * MINUTE, 'warning')),
    volumes: only(hasVolumes, share(written.volumes, 85, 15 * MINUTE, 'warning')),
    scrape: only(service.metrics !== undefined && !isJob, raised(written.scrape, 10 * MINUTE, 'warning')),
    job: only(isJob, raised(written.job, 0, 'warning')),
    own: ownAlerts(written.own),
  }
}

/** An objective in numbers. */
function deriveSlo(written: ResolvedSlo | undefined): Slo | undefined {
  if (written === undefined) return undefined
  const { availability, latency, window } = written
  return {
    availability: percentNumber(availability) / 100,
    latency: latency && { below: durationSeconds(latency.below), share: percentNumber(latency.share) / 100 },
    window: durationSeconds(window),
    text: { availability, window },
  }
}
