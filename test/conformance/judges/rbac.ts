import type { Json } from '../../../engine/source/source.ts'
import type { Finding } from '../finding.ts'
import { type Found, get, items, scalar } from '../objects.ts'
import type { Cluster } from './cluster.ts'

/** One thing that a subject may do. */
interface Permission {
  readonly subject: string
  /** Groups that the API server would add. */
  readonly groups: readonly string[]
  readonly namespace: string
  readonly verb: string
  readonly resource: string
  readonly group: string
  readonly name: string
}

/** What the bindings of these objects allow, rule by rule. */
export function permissions(objects: readonly Found[]): Permission[] {
  return objects
    .filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding')
    .flatMap((binding) => {
      const reference = get(binding.object, 'roleRef')
      const kind = scalar(get(reference, 'kind'))
      const role = objects.find(
        (found) =>
          found.kind === kind &&
          found.name === scalar(get(reference, 'name')) &&
          (kind === 'ClusterRole' || found.namespace === binding.namespace),
      )
      const rules = items(get(role?.object, 'rules'))
      return items(get(binding.object, 'subjects')).flatMap((subject) => rules.flatMap((rule) => allowed(rule, subject, binding.namespace)))
    })
}

function allowed(rule: Json, subject: Json, namespace: string): Permission[] {
  const names = items(get(rule, 'resourceNames')).map(scalar)
  return items(get(rule, 'verbs')).flatMap((verb) =>
    items(get(rule, 'apiGroups')).flatMap((group) =>
      items(get(rule, 'resources')).flatMap((resource) =>
        (names.length === 0 ? [''] : names).map((name) => ({
          ...identity(subject),
          namespace,
          verb: scalar(verb),
          resource: scalar(resource),
          group: scalar(group),
          name,
        })),
      ),
    ),
  )
}

function identity(subject: Json): { subject: string; groups: readonly string[] } {
  const name = scalar(get(subject, 'name'))
  const namespace = scalar(get(subject, 'namespace'))
  switch (scalar(get(subject, 'kind'))) {
    case 'ServiceAccount':
      return {
        subject: `system:serviceaccount:${namespace}:${name}`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      }
    case 'Group':
      return { subject: 'somebody', groups: [name, 'system:authenticated'] }
    default:
      return { subject: name, groups: ['system:authenticated'] }
  }
}

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']

/**
 * Asks the API server: every verb that a rule names has to be allowed, and every other verb on the same resource refused.
 * The first of either is asked through `kubectl auth can-i` too.
 */
export async function judgeRbac(
  cluster: Cluster,
  objects: readonly Found[],
): Promise<{ readonly findings: readonly Finding[]; readonly asked: number }> {
  const rendered = permissions(objects)
  const candidates = rendered
    .flatMap((permission) => VERBS.map((verb) => ({ ...permission, verb })))
    .filter((one) => !covered(one, rendered))
  const refused = [...new Map(candidates.map((permission) => [question(permission), permission])).values()]
  const asked = [
    ...rendered.map((permission) => ({ permission, expected: true })),
    ...refused.map((permission) => ({ permission, expected: false })),
  ]
  const answers = await review(
    cluster,
    asked.map(({ permission }) => permission),
  )
  const findings = asked.flatMap((one, index) => (answers[index] === one.expected ? [] : [disagreement(one)]))
  for (const one of [true, false].flatMap((expected) => asked.find((entry) => entry.expected === expected) ?? []))
    if ((await canI(cluster, one.permission)) !== one.expected) findings.push(disagreement(one))
  return { findings, asked: asked.length }
}

function disagreement({ permission, expected }: { readonly permission: Permission; readonly expected: boolean }): Finding {
  return {
    judge: 'can-i',
    rule: expected ? 'allowed' : 'refused',
    where: permission.subject,
    message: `${question(permission)}: the API server says ${expected ? 'no' : 'yes'}`,
  }
}

/** Whether a rule allows it. */
function covered(permission: Permission, rendered: readonly Permission[]): boolean {
  const matches = (pattern: string, value: string) => pattern === '*' || pattern === value
  return rendered.some(
    (other) =>
      other.subject === permission.subject &&
      other.groups.join() === permission.groups.join() &&
      (other.namespace === '' || other.namespace === permission.namespace) &&
      (other.name === '' || other.name === permission.name) &&
      matches(other.verb, permission.verb) &&
      matches(other.group, permission.group) &&
      matches(other.resource, permission.resource),
  )
}

function question({ subject, groups, namespace, verb, resource, group, name }: Permission): string {
  return `${subject} (${groups[0]}) ${verb} ${resource}${group === '' ? '' : `.${group}`}${name === '' ? '' : `/${name}`} in ${namespace || 'all namespaces'}`
}

/** The review behind `kubectl auth can-i`, for all of them in one call. */
async function review(cluster: Cluster, permissions: readonly Permission[]): Promise<boolean[]> {
  if (permissions.length === 0) return []
  const reviews = permissions.map(({ subject, groups, namespace, verb, resource, group, name }) => {
    const [main = '', subresource = ''] = resource.split('/')
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user: subject, groups, resourceAttributes: { namespace, verb, group, resource: main, subresource, name } },
    }
  })
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: reviews })
  const { stdout } = await cluster.kubectl(['create', '-f', '-', '-o', 'jsonpath={.status.allowed}{"\\n"}'], { input, expect: [0] })
  return stdout.split('\n').map((line) => line === 'true')
}

/** The question as a person would ask it. */
export async function canI(cluster: Cluster, { subject, groups, namespace, verb, resource, group, name }: Permission): Promise<boolean> {
  const [main = '', subresource] = resource.split('/')
  const what = `${group === '' ? main : `${main}.${group}`}${name === '' ? '' : `/${name}`}`
  const as = ['--as', subject, ...groups.flatMap((one) => ['--as-group', one])]
  const where = namespace === '' ? ['--all-namespaces'] : ['--namespace', namespace]
  const { stdout } = await cluster.kubectl([
    'auth',
    'can-i',
    verb,
    what,
    ...(subresource === undefined ? [] : ['--subresource', subresource]),
    ...where,
    ...as,
  ])
  return stdout.trim() === 'yes'
}
