/** Rules of judges of manifests, by the judges' own ids. checkov and kube-linter take a reason with each waiver, kube-score and Polaris none. */
export interface JudgesRules {
  /** https://www.checkov.io/5.Policy%20Index/kubernetes.html */
  readonly checkov: readonly string[]
  /** https://github.com/zegl/kube-score/blob/master/README_CHECKS.md */
  readonly kubeScore: readonly string[]
  /** https://polaris.docs.fairwinds.com/checks/security/ */
  readonly polaris: readonly string[]
  /** https://docs.kubelinter.io/#/generated/checks */
  readonly kubeLinter: readonly string[]
}

const NOTHING: JudgesRules = Object.freeze({ checkov: [], kubeScore: [], polaris: [], kubeLinter: [] })

/** The rules of those judges that have one. */
export function rules(some: Partial<JudgesRules>): JudgesRules {
  return Object.freeze({ ...NOTHING, ...some })
}
