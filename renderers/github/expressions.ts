import type { Deployment } from '../_shared/pipeline/deployment.ts'
import { refsOf } from '../_shared/pipeline/reach.ts'

/** A text of the user for `run` and its like, in which `${{` would be an expression. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export function literal(text: string): string {
  return text.replaceAll('$' + '{{', '$' + "{{ '$" + "{{' }}")
}

/** An expression. */
export function expression(text: string): string {
  return `$\{{ ${text} }}`
}

/** A text within an expression. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A pattern as `on.push` reads it, where `*` does not go beyond a `/`, `**` does, and some signs mean something. */
export function filterPattern(pattern: string): string {
  return pattern.replace(/[?+[\]!\\]/g, '\\$&').replace(/\*+/g, '**')
}

/**
 * Whether a run is of a pattern. Expressions have no patterns, but every text between two `*` can be looked for: the first at the start, the last at the end.
 * With more than one `*` only the first, the last and the presence of those between are looked at, which a name that is no match may pass; `on.push` has refused it before.
 */
function isOf(type: 'branch' | 'tag', pattern: string): string {
  const name = 'github.ref_name'
  const parts = pattern.split(/\*+/)
  const [start = ''] = parts
  const conditions = [
    `github.ref_type == ${quoted(type)}`,
    ...(parts.length === 1
      ? [`${name} == ${quoted(pattern)}`]
      : [
          ...(start === '' ? [] : [`startsWith(${name}, ${quoted(start)})`]),
          ...parts.slice(1, -1).map((part) => `contains(${name}, ${quoted(part)})`),
          ...((parts.at(-1) ?? '') === '' ? [] : [`endsWith(${name}, ${quoted(parts.at(-1) ?? '')})`]),
        ]),
  ]
  return `(${conditions.join(' && ')})`
}

/** Whether a run is a push to what reaches any of the deployments. */
export function reachesAny(deployments: readonly Deployment[]): string {
  const { branches, tags } = refsOf(deployments)
  const refs = [...branches.map((branch) => isOf('branch', branch)), ...tags.map((tag) => isOf('tag', tag))]
  return refs.length === 0 ? 'false' : `github.event_name == 'push' && (${refs.join(' || ')})`
}
