import type { Deployment } from '../_shared/pipeline/deployment.ts'
import { shellWord } from '../_shared/quote/shell.ts'

/**
 * A script that writes which deployments a run reaches, since a condition of Tekton knows no patterns. In the pattern of a `case` a `*` stands for anything,
 * `/` included, and what is quoted for itself.
 */
export function reachScript(deployments: readonly Deployment[]): string {
  const cases = deployments.flatMap(({ environment, reach }) => [
    'reached=no',
    ...(reach.branch === undefined ? [] : [when('branch', reach.branch)]),
    ...(reach.tag === undefined ? [] : [when('tag', reach.tag)]),
    `printf %s "$reached" >"$(results.${environment}.path)"`,
    'if [ "$reached" = yes ]; then any=yes; fi',
  ])
  return ['any=no', ...cases, 'printf %s "$any" >"$(results.any.path)"'].join('\n')
}

function when(type: 'branch' | 'tag', pattern: string): string {
  const quoted = pattern
    .split(/\*+/)
    .map((part) => (part === '' ? '' : shellWord(part)))
    .join('*')
  return `case $REF_TYPE:$REF in ${type}:${quoted}) reached=yes ;; esac`
}
