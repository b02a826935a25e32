import { groovyString } from '../_shared/quote/groovy.ts'

/**
 * The lines of the conditions of `when` by which an environment is reached, one of which has to hold. A tag build has a BRANCH_NAME too, which is its tag,
 * so that a tag named as the branch would pass for it. https://www.jenkins.io/doc/book/pipeline/syntax/#when
 */
export function triggers({ branch, tag }: { readonly branch?: string; readonly tag?: string }): readonly (readonly string[])[] {
  return [
    ...(branch === undefined ? [] : [['allOf {', `    branch ${matches(branch)}`, '    not { buildingTag() }', '}']]),
    ...(tag === undefined ? [] : [[`tag ${matches(tag)}`]]),
  ]
}

/** A name is itself; with `*` it is a pattern, in which `*` stands for anything, `/` included, and everything else for itself. */
function matches(ref: string): string {
  if (!ref.includes('*')) return `pattern: ${groovyString(ref)}, comparator: 'EQUALS'`
  const expression = ref
    .split(/\*+/)
    .map((part) => part.replace(/[^A-Za-z0-9_/-]/g, '\\$&'))
    .join('.*')
  return `pattern: ${groovyString(expression)}, comparator: 'REGEXP'`
}
