import type { Named, Probe, ProbeAction, Probes } from '../../../engine/sdk.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { ContainerProbe, PodContainer, ProbeHandler } from '../../_shared/pod-types.ts'
import { wholeSeconds } from '../seconds.ts'

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
export function probes({ startup, live, ready }: Probes): Pick<PodContainer, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  return {
    ...(startup === undefined ? {} : { startupProbe: probe(startup) }),
    ...(live === undefined ? {} : { livenessProbe: probe(live) }),
    ...(ready === undefined ? {} : { readinessProbe: probe(ready) }),
  }
}

function probe({ action, delay, period, timeout, failures, successes }: Probe): ContainerProbe {
  return {
    ...handler(action),
    ...(delay === 0 ? {} : { initialDelaySeconds: wholeSeconds(delay) }),
    periodSeconds: wholeSeconds(period),
    timeoutSeconds: wholeSeconds(timeout),
    ...(successes === 1 ? {} : { successThreshold: successes }),
    failureThreshold: failures,
  }
}

function handler(action: ProbeAction): ProbeHandler {
  switch (action.type) {
    case 'http':
      return {
        httpGet: {
          path: action.path,
          port: action.port.name,
          ...(action.scheme === 'HTTP' ? {} : { scheme: action.scheme }),
          ...(isEmpty(action.headers) ? {} : { httpHeaders: headers(action.headers) }),
        },
      }
    case 'grpc':
      // The one handler that takes no name of a port.
      return { grpc: action.service === '' ? { port: action.port.port } : { port: action.port.port, service: action.service } }
    case 'tcp':
      return { tcpSocket: { port: action.port.name } }
    case 'command':
      return { exec: { command: action.command } }
  }
}

function headers(written: Named<string>): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(written).map(([name, value]) => ({ name, value }))
}
