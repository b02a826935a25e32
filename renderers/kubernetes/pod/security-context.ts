import type { Service } from '../../../engine/sdk.ts'
import type { ContainerSecurityContext, PodSecurityContext } from '../../_shared/pod-types.ts'

/** What a container may do on its node. */
export interface Confinement {
  readonly user: number
  readonly group: number
  readonly readOnlyRoot: boolean
  readonly capabilities: readonly string[]
  readonly escalation: boolean
  readonly privileged: boolean
  readonly seccomp: 'RuntimeDefault' | 'Unconfined'
}

/** What every container has that says nothing of its own. */
export const CONFINED = Object.freeze({ escalation: false, privileged: false, seccomp: 'RuntimeDefault' }) satisfies Partial<Confinement>

/**
 * Every word of the restricted Pod Security Standard, repeated in every container: some judges read only the containers.
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function containerSecurity({
  user,
  group,
  readOnlyRoot,
  capabilities,
  escalation,
  privileged,
  seccomp,
}: Confinement): ContainerSecurityContext {
  return {
    // The API server refuses a privileged container that may not gain privileges.
    allowPrivilegeEscalation: escalation || privileged,
    privileged,
    readOnlyRootFilesystem: readOnlyRoot,
    runAsNonRoot: user !== 0,
    runAsUser: user,
    runAsGroup: group,
    capabilities: capabilities.length === 0 ? { drop: ['ALL'] } : { drop: ['ALL'], add: capabilities },
    seccompProfile: { type: seccomp },
  }
}

/** What holds for all containers of a pod, and whose group its volumes are. */
export function podSecurity({
  user,
  group,
  fsGroup,
  seccomp,
}: Pick<Service['security'], 'user' | 'group' | 'fsGroup' | 'seccomp'>): PodSecurityContext {
  return {
    runAsNonRoot: user !== 0,
    runAsUser: user,
    runAsGroup: group,
    fsGroup,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: seccomp },
  }
}
