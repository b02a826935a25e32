import type { Model, RequestSet, Service, Workload } from '../../engine/sdk.ts'
import type { Annotations } from '../_shared/kubernetes-types.ts'
import { everyPodOf, ownedLabels, platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { allowRules } from './allow.ts'
import { claimConditions, type Rule } from './claims.ts'
import { operation, some } from './operations.ts'
import { NOBODY_KNOWN, type Source, serviceSource } from './sources.ts'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/ An empty spec allows nothing, so that each call has to be declared. */
export function defaultDeny(namespace: string, model: Model) {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata('allow-nothing', namespace, platformLabels(model)),
    spec: {},
  }
}

/** Everything that decides about requests to one workload: who is asked first, who is refused, who is let in, and what is marked. */
export function* workloadPolicies(workload: Workload, model: Model) {
  const rules = allowRules(workload, model)
  yield policy(workload.name, workload, { action: 'ALLOW', ...(rules.length === 0 ? {} : { rules }) }, model)
  if (workload.type === 'store') return
  const { access } = workload
  if (access.authorize !== undefined) {
    const { by, ports, except, ...asked } = access.authorize
    const provider = model.trust.authorizers.find(({ authorizer }) => authorizer === by)
    const to = [{ operation: operation(ports, asked, except) }]
    if (provider !== undefined)
      yield policy(
        joined(workload.name, 'authorize'),
        workload,
        { action: 'CUSTOM', provider: { name: provider.name }, rules: [{ to }] },
        model,
      )
  }
  for (const [action, word] of [['DENY', 'deny'] as const, ['AUDIT', 'audit'] as const]) {
    const sets = access[word].flatMap((set) => (set.ports.length === 0 ? [] : [setRule(set, model)]))
    const about = word === 'audit' && model.mesh.auditor !== undefined ? { 'platgen.dev/auditor': model.mesh.auditor } : NONE
    if (sets.length > 0) yield policy(joined(workload.name, word), workload, { action, rules: sets }, model, about)
  }
}

const NONE: Annotations = Object.freeze({})

function policy(name: string, workload: Workload, spec: object, model: Model, annotations: Annotations = NONE) {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata(name, workload.namespace, ownedLabels(model, workload), annotations),
    spec: { selector: everyPodOf(workload.name), ...spec },
  }
}

function setRule(set: RequestSet, model: Model): Rule {
  const from = sourcesOf(set, model)
  const when = [
    ...Object.entries(set.headers).map(([name, values]) => ({ key: `request.headers[${name.toLowerCase()}]`, values })),
    ...claimConditions(set.claims),
  ]
  return {
    ...(from.length === 0 ? {} : { from: from.map((source) => ({ source })) }),
    to: [{ operation: operation(set.ports, set, set.except) }],
    ...(when.length === 0 ? {} : { when }),
  }
}

/** Alternatives, each without those that are left out. */
function sourcesOf({ services, namespaces, networks, except }: RequestSet, model: Model): readonly Source[] {
  const known = services.filter((name) => model.services[name]?.inMesh === true)
  const principals = known.flatMap((name) => serviceSource(name, model).principals ?? [])
  const excepted = except.services.flatMap((name) =>
    Object.hasOwn(model.services, name) ? (serviceSource(name, model).principals ?? []) : [],
  )
  const not = { ...some('notPrincipals', excepted), ...some('notNamespaces', except.namespaces), ...some('notIpBlocks', except.networks) }
  const who: readonly Source[] = [
    ...(principals.length === 0 ? [] : [{ principals }]),
    ...(services.some((name) => (model.services[name] as Service | undefined)?.inMesh === false) ? [NOBODY_KNOWN] : []),
    ...(namespaces.length === 0 ? [] : [{ namespaces }]),
    ...(networks.length === 0 ? [] : [{ ipBlocks: networks }]),
  ]
  if (who.length === 0) return Object.keys(not).length === 0 ? [] : [not]
  return who.map((source) => ({ ...source, ...not }))
}
