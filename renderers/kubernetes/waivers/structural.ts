import type { Service } from '../../../engine/sdk.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import type { PodSpec } from '../../_shared/pod-types.ts'
import type { Waiver } from './annotations.ts'
import { rules } from './judges.ts'

/** What a word of platform.yaml asks for that needs no other reason. */
export function wordWaivers(service: Service): readonly Waiver[] {
  const waivers: Waiver[] = []
  if (service.kind === 'Deployment' && service.rollout.strategy === 'Recreate' && service.ports.length > 0)
    waivers.push({
      name: 'recreate',
      reason: 'old and new pods must not run side by side',
      rules: rules({ kubeScore: ['deployment-strategy'] }),
    })
  if (service.pullPolicy !== 'Always')
    waivers.push({
      name: 'pull-policy',
      reason: 'image.pullPolicy says so',
      rules: rules({ checkov: ['CKV_K8S_15'], kubeScore: ['container-image-pull-policy'], polaris: ['pullPolicyNotAlways'] }),
    })
  return waivers
}

/** Pods that are not spread, on purpose or because there is one on each node. A single pod has nobody to keep away from, so kube-score does not object. */
export function spreadWaivers(kind: Service['kind'], placement: Service['placement'], isSingle: boolean): readonly Waiver[] {
  if (kind === 'DaemonSet')
    return [{ name: 'spread', reason: 'it runs once per node already', rules: rules({ polaris: ['topologySpreadConstraint'] }) }]
  if (placement.spread !== 'none' || (kind !== 'Deployment' && kind !== 'StatefulSet')) return []
  const antiAffinity = kind === 'Deployment' ? 'deployment-has-host-podantiaffinity' : 'statefulset-has-host-podantiaffinity'
  return [
    {
      name: 'spread',
      reason: 'placement.spread says so',
      rules: rules({ kubeScore: isSingle ? [] : [antiAffinity], polaris: ['topologySpreadConstraint'], kubeLinter: ['no-anti-affinity'] }),
    },
  ]
}

/** Polaris wants at least one rule in each direction. */
export function policyWaivers({ spec }: NetworkPolicy): readonly Waiver[] {
  if (spec.ingress?.length !== 0) return []
  return [
    {
      name: 'callers',
      reason: 'nobody may call it, so its policy has no rule for callers',
      rules: rules({ polaris: ['missingNetworkPolicy'] }),
    },
  ]
}

/** Variables with a name that looks like a secret's. Their value is the path of one, or no secret: a value that looks like one is refused in platform.yaml. */
export function nameWaivers(pod: PodSpec): readonly Waiver[] {
  const names = literalNames(pod)
  const found = rules({
    polaris: names.some((name) => POLARIS_SENSITIVE.test(name)) ? ['sensitiveContainerEnvVar'] : [],
    kubeLinter: names.some((name) => /secret/i.test(name)) ? ['env-var-secret'] : [],
  })
  return found.polaris.length + found.kubeLinter.length === 0
    ? []
    : [{ name: 'env-names', reason: 'the value is no secret, whatever its name', rules: found }]
}

/** Names of variables whose value Polaris takes for a secret. https://github.com/FairwindsOps/polaris/blob/master/pkg/config/checks/sensitiveContainerEnvVar.yaml */
const POLARIS_SENSITIVE = /^AZURE_.+KEY$|^GOOGLE_APPLICATION_CREDENTIALS$|^OCI_CLI_KEY_CONTENT$|password|token|bearer|secret/i

function literalNames({ containers, initContainers }: PodSpec): readonly string[] {
  const names: string[] = []
  for (const list of [containers, initContainers])
    if (list !== undefined)
      for (const { env } of list) if (env !== undefined) for (const entry of env) if ('value' in entry) names.push(entry.name)
  return names
}
