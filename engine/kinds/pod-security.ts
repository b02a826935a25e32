/** Pod Security Standards. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = 'restricted' | 'baseline' | 'privileged'

/** The strictest first. */
const LEVELS: readonly PodSecurity[] = ['restricted', 'baseline', 'privileged']

/** Whether a namespace of a level takes pods that need another one. */
export function allows(level: PodSecurity, needs: PodSecurity): boolean {
  return LEVELS.indexOf(needs) <= LEVELS.indexOf(level)
}
