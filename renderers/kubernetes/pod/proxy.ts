import type { Model, Service } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'

/** Releases whose injector puts the proxy beside the program, unless it is told otherwise. */
const BESIDE: readonly string[] = ['1.24', '1.25', '1.26']

/**
 * What the injector reads at the pod. https://istio.io/latest/docs/reference/config/annotations/ A proxy beside the program would go on when that has ended, and its
 * Job would never complete; a native sidecar ends with it.
 */
export function proxyAnnotations(service: Service, { targets, mesh }: Model, ends: boolean): Annotations {
  if (!service.inMesh || mesh.mode === 'ambient') return {}
  const { cpu, memory, logLevel, native, rewriteProbes, exclude } = service.mesh.proxy
  const found: Record<string, string> = {}
  const say = (key: string, value: string | undefined): void => {
    if (value !== undefined) found[key] = value
  }
  say('proxy.istio.io/config', proxyConfig(service))
  say('sidecar.istio.io/proxyCPU', cpu?.request)
  say('sidecar.istio.io/proxyCPULimit', cpu?.limit)
  say('sidecar.istio.io/proxyMemory', memory?.request)
  say('sidecar.istio.io/proxyMemoryLimit', memory?.limit)
  say('sidecar.istio.io/logLevel', logLevel)
  say('sidecar.istio.io/nativeSidecar', native ? (ends && BESIDE.includes(targets.istio) ? 'true' : undefined) : 'false')
  say('sidecar.istio.io/rewriteAppHTTPProbers', rewriteProbes ? undefined : 'false')
  say('traffic.sidecar.istio.io/excludeInboundPorts', list(exclude.inbound))
  say('traffic.sidecar.istio.io/excludeOutboundPorts', list(exclude.outbound))
  say('traffic.sidecar.istio.io/excludeOutboundIPRanges', list(exclude.networks))
  return found
}

/** What has to be known before the proxy starts, as YAML of one line. https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig */
function proxyConfig({ mesh }: Service): string | undefined {
  const { hold, drain } = mesh.proxy
  const words = {
    ...(hold === undefined ? {} : { holdApplicationUntilProxyStarts: hold }),
    ...(drain === undefined ? {} : drain.untilIdle ? idleDrain(drain.seconds) : { terminationDrainDuration: `${drain.seconds}s` }),
  }
  return Object.keys(words).length === 0 ? undefined : JSON.stringify(words)
}

/** https://istio.io/latest/docs/reference/commands/pilot-agent/#envvars */
function idleDrain(seconds: number): object {
  return { proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: `${seconds}s` } }
}

function list(items: readonly (string | number)[]): string | undefined {
  return items.length === 0 ? undefined : items.join(',')
}
