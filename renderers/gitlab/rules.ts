import type { Deployment } from '../_shared/pipeline/deployment.ts'
import { refExpression, refsOf } from '../_shared/pipeline/reach.ts'

/** One entry of `rules`. https://docs.gitlab.com/ci/yaml/#rules */
export interface Rule {
  readonly if?: string
  readonly when?: 'never' | 'manual' | 'on_success' | 'on_failure'
  readonly allow_failure?: boolean
}

/** A pipeline of a merge request. It has neither a branch nor a tag, as far as GitLab's variables go. */
export const MERGE_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"'

/** Whether a variable is of a pattern. A name is compared as text; a pattern as an expression of RE2, whose delimiter is escaped, too. */
export function isOf(variable: string, pattern: string): string {
  return pattern.includes('*')
    ? `${variable} =~ /^${refExpression(pattern).replaceAll('/', '\\/')}$/`
    : `${variable} == ${JSON.stringify(pattern)}`
}

/** The conditions of one deployment, any of which is enough. */
export function reaches({ reach }: Pick<Deployment, 'reach'>): readonly string[] {
  return [
    ...(reach.branch === undefined ? [] : [isOf('$CI_COMMIT_BRANCH', reach.branch)]),
    ...(reach.tag === undefined ? [] : [isOf('$CI_COMMIT_TAG', reach.tag)]),
  ]
}

/** The conditions of all of them. */
export function reachesAny(deployments: readonly Deployment[]): readonly string[] {
  const { branches, tags } = refsOf(deployments)
  return [...branches.map((branch) => isOf('$CI_COMMIT_BRANCH', branch)), ...tags.map((tag) => isOf('$CI_COMMIT_TAG', tag))]
}

/** One rule for each condition. */
export function rules(conditions: readonly string[], more: Omit<Rule, 'if'> = {}): readonly Rule[] {
  return conditions.map((condition) => ({ if: condition, ...more }))
}
