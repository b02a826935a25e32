import type { Service } from '../../../engine/sdk.ts'
import type { ContainerProbe, PodContainer, PodSpec } from '../../_shared/pod-types.ts'
import type { Waiver } from './annotations.ts'
import { rules } from './judges.ts'

/** Probes that are missing, and those that ask one question for both. */
export function probeWaivers(service: Service, pod: PodSpec): readonly Waiver[] {
  if (service.kind === 'Job' || service.kind === 'CronJob') return []
  return [...missingProbes(service), ...identicalProbes(pod)]
}

function missingProbes({ kind, ports, probes, waived }: Service): readonly Waiver[] {
  const { ready, live } = probes
  if (ready !== undefined && live !== undefined) return []
  return [
    {
      name: 'health',
      reason: waived.health === undefined ? 'it listens on no port, so there is nothing to ask' : waived.health,
      rules: rules({
        checkov: [...(live === undefined ? ['CKV_K8S_8'] : []), ...(ready === undefined ? ['CKV_K8S_9'] : [])],
        // It asks only where a Service leads to the pod; a StatefulSet always has one.
        kubeScore: kind === 'StatefulSet' || ports.length > 0 ? ['pod-probes'] : [],
        polaris: [...(live === undefined ? ['livenessProbeMissing'] : []), ...(ready === undefined ? ['readinessProbeMissing'] : [])],
      }),
    },
  ]
}

function identicalProbes({ containers, initContainers }: PodSpec): readonly Waiver[] {
  if (!containers.some(isIdentical) && initContainers?.some(isIdentical) !== true) return []
  return [
    {
      name: 'probes',
      reason: 'one answer tells both; it is killed long after it stopped getting requests',
      rules: rules({ kubeScore: ['pod-probes-identical'] }),
    },
  ]
}

function isIdentical({ readinessProbe, livenessProbe }: PodContainer): boolean {
  return readinessProbe !== undefined && livenessProbe !== undefined && asksTheSame(readinessProbe, livenessProbe)
}

/** As kube-score compares them: without times, gRPC, headers and the names of HTTP ports. */
function asksTheSame(a: ContainerProbe, b: ContainerProbe): boolean {
  if ('httpGet' in a && 'httpGet' in b) return a.httpGet.path === b.httpGet.path
  if ('tcpSocket' in a && 'tcpSocket' in b) return a.tcpSocket.port === b.tcpSocket.port
  return (
    'exec' in a &&
    'exec' in b &&
    a.exec.command.length === b.exec.command.length &&
    a.exec.command.every((word, index) => word === b.exec.command[index])
  )
}
