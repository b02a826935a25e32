import type { Waived, WaiverName } from '../../../engine/sdk.ts'
import type { PodContainer, PodSpec } from '../../_shared/pod-types.ts'
import type { Waiver } from './annotations.ts'
import { type JudgesRules, rules } from './judges.ts'

/** What judges object to when it really stands in a pod, and the waiver that holds the reason. */
interface Objection {
  readonly waiver: WaiverName
  readonly when: (pod: PodSpec) => boolean
  readonly rules: JudgesRules
}

/** Below this a user or group may be one of the node. */
const FIRST_FREE_ID = 10_000

/** Some judges look at the main container only. */
const main = (is: (container: PodContainer) => boolean) => (pod: PodSpec) => pod.containers.some(is)
const any = (is: (container: PodContainer) => boolean) => (pod: PodSpec) => pod.containers.some(is) || pod.initContainers?.some(is) === true
const mounts = (is: (path: string) => boolean) => (pod: PodSpec) =>
  pod.volumes?.some((volume) => 'hostPath' in volume && is(volume.hostPath.path)) === true

const user = (is: (id: number) => boolean) => (container: PodContainer) => is(container.securityContext.runAsUser)
const ids = (is: (id: number) => boolean) => (container: PodContainer) =>
  is(container.securityContext.runAsUser) || is(container.securityContext.runAsGroup)
const root = (id: number) => id === 0
const low = (id: number) => id < FIRST_FREE_ID
const privileged = ({ securityContext }: PodContainer) => securityContext.privileged
const escalates = ({ securityContext }: PodContainer) => securityContext.allowPrivilegeEscalation && !securityContext.privileged
const adds =
  (...names: readonly string[]) =>
  (container: PodContainer) =>
    container.securityContext.capabilities.add?.some((name) => names.length === 0 || names.includes(name)) === true
const readsSecret = ({ env }: PodContainer) => env?.some((entry) => 'valueFrom' in entry && 'secretKeyRef' in entry.valueFrom) === true

/** Folders of a node whose content is its own, as kube-linter lists them. */
const SENSITIVE = /^\/($|(boot|dev|etc|lib|proc|sys|usr)(\/|$))/

/** What each opt-out means to whom. The one table of it. */
const OBJECTIONS: readonly Objection[] = [
  { waiver: 'root', when: main(user(root)), rules: rules({ checkov: ['CKV_K8S_23'] }) },
  { waiver: 'root', when: any(user(root)), rules: rules({ polaris: ['runAsRootAllowed'] }) },
  { waiver: 'root', when: any(ids(root)), rules: rules({ kubeLinter: ['run-as-non-root'] }) },
  { waiver: 'root', when: main(user(low)), rules: rules({ checkov: ['CKV_K8S_40'] }) },
  { waiver: 'root', when: any(ids(low)), rules: rules({ kubeScore: ['container-security-context-user-group-id'] }) },
  {
    waiver: 'root',
    when: any(escalates),
    rules: rules({ checkov: ['CKV_K8S_20'], polaris: ['privilegeEscalationAllowed'], kubeLinter: ['privilege-escalation-container'] }),
  },
  {
    waiver: 'privileged',
    when: any(privileged),
    rules: rules({
      checkov: ['CKV_K8S_16', 'CKV_K8S_20'],
      kubeScore: ['container-security-context-privileged'],
      polaris: ['runAsPrivileged', 'privilegeEscalationAllowed'],
      kubeLinter: ['privileged-container', 'privilege-escalation-container'],
    }),
  },
  {
    waiver: 'privileged',
    when: ({ hostNetwork }) => hostNetwork === true,
    rules: rules({ checkov: ['CKV_K8S_19'], polaris: ['hostNetworkSet'], kubeLinter: ['host-network'] }),
  },
  {
    waiver: 'privileged',
    when: ({ hostPID }) => hostPID === true,
    rules: rules({ checkov: ['CKV_K8S_17'], polaris: ['hostPIDSet'], kubeLinter: ['host-pid'] }),
  },
  {
    waiver: 'privileged',
    when: ({ hostIPC }) => hostIPC === true,
    rules: rules({ checkov: ['CKV_K8S_18'], polaris: ['hostIPCSet'], kubeLinter: ['host-ipc'] }),
  },
  { waiver: 'privileged', when: mounts(() => true), rules: rules({ polaris: ['hostPathSet'] }) },
  { waiver: 'privileged', when: mounts((path) => SENSITIVE.test(path)), rules: rules({ kubeLinter: ['sensitive-host-mounts'] }) },
  { waiver: 'privileged', when: mounts((path) => path.endsWith('docker.sock')), rules: rules({ kubeLinter: ['docker-sock'] }) },
  { waiver: 'privileged', when: mounts((path) => path === '/var/run/docker.sock'), rules: rules({ checkov: ['CKV_K8S_27'] }) },
  {
    waiver: 'privileged',
    when: ({ securityContext }) => securityContext.seccompProfile.type === 'Unconfined',
    rules: rules({ checkov: ['CKV_K8S_31'] }),
  },
  {
    waiver: 'writableRoot',
    when: any(({ securityContext }) => !securityContext.readOnlyRootFilesystem),
    rules: rules({
      checkov: ['CKV_K8S_22'],
      kubeScore: ['container-security-context-readonlyrootfilesystem'],
      polaris: ['notReadOnlyRootFilesystem'],
      kubeLinter: ['no-read-only-root-fs'],
    }),
  },
  { waiver: 'capabilities', when: any(adds()), rules: rules({ checkov: ['CKV_K8S_25'] }) },
  { waiver: 'capabilities', when: any(adds('SYS_ADMIN')), rules: rules({ checkov: ['CKV_K8S_39'] }) },
  { waiver: 'capabilities', when: any(adds('ALL', 'SYS_ADMIN', 'NET_ADMIN')), rules: rules({ polaris: ['dangerousCapabilities'] }) },
  { waiver: 'secretEnv', when: any(readsSecret), rules: rules({ checkov: ['CKV_K8S_35'] }) },
  {
    waiver: 'limits',
    when: any(({ resources }) => resources.limits.cpu === undefined),
    rules: rules({ checkov: ['CKV_K8S_11'], kubeScore: ['container-resources'], polaris: ['cpuLimitsMissing'] }),
  },
  {
    waiver: 'account',
    when: ({ automountServiceAccountToken }) => automountServiceAccountToken,
    rules: rules({ checkov: ['CKV_K8S_38'], polaris: ['automountServiceAccountToken'] }),
  },
  { waiver: 'digest', when: any(({ image }) => !image.includes('@')), rules: rules({ checkov: ['CKV_K8S_43'] }) },
]

/** The opt-outs of a pod that somebody would object to, each with its reason. */
export function podWaivers(waived: Waived, pod: PodSpec): readonly Waiver[] {
  const waivers: Waiver[] = []
  for (const { waiver, when, rules } of OBJECTIONS) if (when(pod)) waivers.push({ name: waiver, reason: reasonOf(waived, waiver), rules })
  return waivers
}

/** The reason that is written, or that the platform says so: some judges are stricter than platgen, a low group being an example. */
export function reasonOf(waived: Waived, name: WaiverName): string {
  const reason = waived[name]
  return reason === undefined ? 'platform.yaml says so' : reason
}
