import type { Deployment } from './deployment.ts'

/** The regular expression of a pattern, without anchors: `*` stands for anything, `/` included, and everything else for itself. */
export function refExpression(pattern: string): string {
  return pattern
    .split(/\*+/)
    .map((part) => part.replace(/[!-~]/g, (sign) => (/[A-Za-z0-9_/-]/.test(sign) ? sign : `\\${sign}`)))
    .join('.*')
}

/** The branches and the tags that reach any deployment, each once, in their order. */
export function refsOf(deployments: readonly Deployment[]): { readonly branches: readonly string[]; readonly tags: readonly string[] } {
  const known = (refs: readonly (string | undefined)[]) => [...new Set(refs.filter((ref) => ref !== undefined))]
  return { branches: known(deployments.map(({ reach }) => reach.branch)), tags: known(deployments.map(({ reach }) => reach.tag)) }
}
