import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, clusterMetadata, metadata } from '../../_shared/metadata.ts'
import { clusterName } from '../../_shared/names.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'

type Role = Model['access']['roles'][string]
type Rule = Role['rules'][number]

const GROUP = 'rbac.authorization.k8s.io'

/**
 * The roles, and who has them: users, groups, and the accounts of the services that name them. A role of the cluster belongs to its environment by its name:
 * on one cluster each environment grants its own. https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function* roles(model: Model): Iterable<KubernetesObject> {
  const accounts = accountsByRole(model)
  for (const [name, role] of Object.entries(model.access.roles)) {
    yield roleObject(name, role, model)
    const subjects = [...people(role), ...(accounts.get(name) ?? [])]
    if (subjects.length > 0) yield binding(name, role, subjects, model)
  }
}

function roleObject(name: string, role: Role, model: Model): KubernetesObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: role.cluster ? 'ClusterRole' : 'Role',
    metadata: metadataOf(name, role, model),
    rules: role.rules.map(rule),
  }
}

function binding(name: string, role: Role, subjects: readonly Subject[], model: Model): KubernetesObject {
  const { cluster } = role
  return {
    apiVersion: `${GROUP}/v1`,
    kind: cluster ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: metadataOf(name, role, model),
    roleRef: { apiGroup: GROUP, kind: cluster ? 'ClusterRole' : 'Role', name: nameOf(name, role, model) },
    subjects,
  }
}

function metadataOf(name: string, role: Role, model: Model) {
  const labels = platformLabels(model)
  const about = { ...aboutAnnotations(role.description, undefined), ...broadWaiver(role) }
  return role.cluster ? clusterMetadata(nameOf(name, role, model), labels, about) : metadata(name, role.namespace, labels, about)
}

/** A judge objects to every wildcard, and takes a reason. */
function broadWaiver({ waivers }: Role): Annotations {
  return waivers.broad === undefined ? {} : waiverAnnotations([{ name: 'broad', reason: waivers.broad, rules: BROAD }])
}

const BROAD = rules({
  checkov: ['CKV_K8S_49', 'CKV_K8S_155', 'CKV_K8S_156', 'CKV_K8S_157', 'CKV_K8S_158'],
  kubeLinter: ['wildcard-in-rules', 'access-to-secrets'],
})

function nameOf(name: string, { cluster }: Role, { environment }: Model): string {
  return cluster ? clusterName(environment.namespace, name) : name
}

function rule({ groups, resources, names, urls, verbs }: Rule): object {
  return {
    ...(resources === undefined ? {} : { apiGroups: groups, resources }),
    ...(names === undefined ? {} : { resourceNames: names }),
    ...(urls === undefined ? {} : { nonResourceURLs: urls }),
    verbs,
  }
}

type Subject =
  | { readonly kind: 'User' | 'Group'; readonly apiGroup: string; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string }

function people({ users, groups }: Role): readonly Subject[] {
  return [
    ...users.map((name): Subject => ({ kind: 'User', apiGroup: GROUP, name })),
    ...groups.map((name): Subject => ({ kind: 'Group', apiGroup: GROUP, name })),
  ]
}

function accountsByRole({ services }: Model): ReadonlyMap<string, readonly Subject[]> {
  const accounts = new Map<string, Map<string, Subject>>()
  for (const { account, namespace } of Object.values(services))
    for (const role of account.roles) {
      const subjects = accounts.get(role) ?? new Map<string, Subject>()
      subjects.set(account.name, { kind: 'ServiceAccount', name: account.name, namespace })
      accounts.set(role, subjects)
    }
  return new Map([...accounts].map(([role, subjects]) => [role, [...subjects.values()].sort((a, b) => (a.name < b.name ? -1 : 1))]))
}
