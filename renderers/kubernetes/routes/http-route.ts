import type { Forward, Gateway, KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined, workloadName } from '../../_shared/names.ts'
import { goDuration } from '../seconds.ts'
import { listenerName, parted, type Scheme } from './listeners.ts'

type Expose = NonNullable<Service['expose']>

/** How requests from outside reach a service: one route, or several for very many hosts. https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export function* httpRoutes(service: Service, expose: Expose, model: Model): Iterable<KubernetesObject> {
  for (const { hostnames, suffix } of parted(expose.host))
    yield httpRoute(joined(service.name, ...suffix), hostnames, service, expose, model)
}

function httpRoute(name: string, hostnames: readonly string[], service: Service, expose: Expose, model: Model): KubernetesObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(name, service.namespace, ownedLabels(model, service), expose.annotations),
    spec: {
      parentRefs: hostnames.flatMap((host) =>
        expose.ways.flatMap(({ gateway, hosts }) =>
          hosts.includes(host)
            ? schemes(expose, gateway).map((scheme) => parentRef(listenerName(scheme, host), gateway, service, model))
            : [],
        ),
      ),
      hostnames,
      rules: rulesOf(service, expose, model),
    },
  }
}

/** The listener that a route attaches to; the Gateway is in the namespace of the environment. */
export function parentRef(sectionName: string, { name }: Gateway, { namespace }: Service, { environment }: Model): object {
  return { name, ...(namespace === environment.namespace ? {} : { namespace: environment.namespace }), sectionName }
}

/** One rule for all paths, but for each of its own where the prefix is replaced: a rule knows one prefix to replace. */
function rulesOf(service: Service, expose: Expose, model: Model): readonly object[] {
  const matches = expose.path.map((value) => ({ path: { type: expose.match === 'Exact' ? 'Exact' : 'PathPrefix', value } }))
  const last = restOf(service)
  const timeout = expose.timeout ?? (model.mesh.provider === 'none' ? undefined : last?.timeout)
  const rest = {
    backendRefs: backends(service, expose, model),
    ...(timeout === undefined ? {} : { timeouts: { request: goDuration(timeout) } }),
  }
  const { rewrite } = expose
  return rewrite === undefined
    ? [{ matches, ...rest }]
    : matches.map((match) => ({ matches: [match], filters: [replacePrefix(rewrite)], ...rest }))
}

/**
 * Versions whose requests the edge has to share out: a proxy at the edge does not read what `traffic` became for those inside of the mesh.
 * What no route catches is for them.
 */
export function routedVersions(service: Service, { ingress, mesh }: Model) {
  if (ingress.api !== 'gateway' || mesh.provider === 'none') return []
  const shares = restOf(service)?.to ?? []
  return service.versions.flatMap((version) => {
    const share = version.name === undefined ? undefined : shares.find((target) => target.version === version.name)
    return share === undefined ? [] : [{ version, name: workloadName(service.kind, version.workload), weight: share.weight }]
  })
}

/** What becomes of the requests that no route catches, when they are sent on. */
function restOf({ traffic }: Service): Forward | undefined {
  const action = traffic.routes.at(-1)?.action
  return action?.type === 'forward' ? action : undefined
}

/** Who answers: the Service, or those of its versions with their shares. */
export function backends(service: Service, expose: Expose, model: Model): readonly object[] {
  const port = expose.port.servicePort
  const routed = routedVersions(service, model)
  return routed.length === 0 ? [{ name: service.name, port }] : routed.map(({ name, weight }) => ({ name, port, weight }))
}

/** A host with a certificate is served on plain HTTP too only when nothing redirects there. */
function schemes({ tls }: Expose, { redirect }: Gateway): readonly Scheme[] {
  if (tls === undefined) return ['http']
  return redirect ? ['https'] : ['http', 'https']
}

function replacePrefix(replacePrefixMatch: string): object {
  return { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch } } }
}
