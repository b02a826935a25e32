import type { ResolvedStore } from '../../../schema/generated/resolved.ts'
import { storeEngines } from '../../stores/index.ts'
import { operatorOf, type StoreOperator } from '../../stores/operators/index.ts'
import type { Store } from '../model.ts'

/** The names that differ with who runs a store. */
type Run = Pick<
  Store,
  'operator' | 'host' | 'readHost' | 'headless' | 'members' | 'claims' | 'pods' | 'container' | 'secret' | 'passwordKey' | 'madeSecrets'
>

/** The operator that runs a store in the cluster; undefined for a StatefulSet of ours, and for a store elsewhere. */
export function runBy({ external, engine, operator }: ResolvedStore): StoreOperator | undefined {
  return external === undefined ? operatorOf(engine, operator?.name) : undefined
}

/** Who runs a store in the cluster, and what that makes: a StatefulSet of ours, or what an operator makes of its object. */
export function deriveRun(name: string, store: ResolvedStore, namespace: string): Run {
  const operator = runBy(store)
  const replicas = store.external === undefined ? store.replicas : 1
  return operator === undefined ? ownRun(name, store, replicas, namespace) : operatedRun(name, store, operator, namespace)
}

function ownRun(name: string, { external, secret, engine }: ResolvedStore, replicas: number, namespace: string): Run {
  const headless = `${name}-headless`
  const host = external?.host ?? name
  const members = numbered(`${name}-`, 0, replicas)
  const hasCopies = replicas > 1 && storeEngines[engine]?.firstLeads === true
  return {
    operator: undefined,
    host,
    readHost: hasCopies ? `${name}-read` : host,
    headless,
    members: members.map((member) => ({ name: member, host: `${member}.${headless}.${namespace}.svc.cluster.local` })),
    claims: members.map((member) => `data-${member}`),
    pods: { 'app.kubernetes.io/name': name },
    container: name,
    secret: secret ?? name,
    passwordKey: 'password',
    madeSecrets: [],
  }
}

function operatedRun(name: string, store: ResolvedStore, operator: StoreOperator, namespace: string): Run {
  const { suffixes, member, secret } = operator
  const headless = name + suffixes.members
  const members = numbered(member.prefix.replaceAll('*', name), member.first, store.replicas)
  const made = secret !== undefined && store.secret === undefined ? [name + secret.suffix] : []
  // Strimzi gives users whose passwords nobody says their own.
  const ofUsers =
    store.engine === 'kafka'
      ? Object.entries(store.users).flatMap(([user, { password }]) => (password === undefined ? [userObject(name, user)] : []))
      : []
  return {
    operator: {
      name: (store.operator as { readonly name: OperatorName }).name,
      namespace: store.operator?.namespace ?? operator.namespace,
      asksApi: operator.asksApi,
      calledPorts: operator.calledPorts,
    },
    host: name + suffixes.host,
    readHost: store.replicas > 1 ? name + suffixes.read : name + suffixes.host,
    headless,
    members: members.map((one) => ({ name: one, host: `${one}.${headless}.${namespace}.svc.cluster.local` })),
    claims: members.map((one) => operator.claimPrefix + one),
    pods: { [operator.podLabel]: name },
    container: operator.container,
    secret: store.secret ?? (secret === undefined ? name : name + secret.suffix),
    passwordKey: secret === undefined ? 'password' : secret.passwordKey,
    madeSecrets: [...made, ...ofUsers],
  }
}

type OperatorName = NonNullable<ResolvedStore['operator']>['name']

/** Name of what an operator knows a user by: the object of a user of Kafka, and a Secret. */
export function userObject(store: string, user: string): string {
  return `${store}-${user.replaceAll('_', '-').toLowerCase()}`
}

/** Where the password of one more user is, when nobody says it. */
export function usualPassword(name: string, store: ResolvedStore, user: string, secret: string): string {
  return runBy(store) === undefined ? `${secret}/${user}-password` : `${userObject(name, user)}/password`
}

function numbered(prefix: string, first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + first}`)
}
