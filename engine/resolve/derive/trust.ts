import type { ResolvedAuthorizer, ResolvedIssuer, ResolvedService } from '../../../schema/generated/resolved.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { textNotFound } from '../diagnostics.ts'
import type { Authorizer, EgressGateway, Issuer, Mesh, Named, Port, Service, Trust } from '../model.ts'
import { choosePort } from './ports.ts'

type Decided = Pick<Service, 'namespace' | 'ports' | 'access'>

/** Whom the mesh trusts, as renderers read it. It needs the services, because only who is asked is told to the control plane. */
export function deriveTrust(mesh: Mesh, services: Named<Decided>, context: Context): Trust {
  const asked = new Set(Object.values(services).flatMap(({ access }) => (access.authorize === undefined ? [] : [access.authorize.by])))
  return {
    issuers: mapValues(mesh.issuers, (name, issuer) => {
      const { file } = issuer.keys
      if (file !== undefined && !context.texts.has(file))
        reportHere(context, textNotFound, spot(context, 'value', 'mesh', 'issuers', name, 'keys', 'file'), { path: file })
      return deriveIssuer(name, issuer, context)
    }),
    authorizers: Object.entries(mesh.authorizers).flatMap(([name, authorizer]) => {
      const decided = asked.has(name) ? deriveAuthorizer(name, authorizer, services, context) : undefined
      return decided === undefined ? [] : [decided]
    }),
    gateways: mapValues(mesh.egress.gateways, (name, gateway): EgressGateway => {
      const namespace = gateway.namespace ?? mesh.namespace
      return { ...gateway, name, namespace, host: `${gateway.service}.${namespace}.svc.cluster.local` }
    }),
  }
}

/** An issuer with its defaults. What contradicts itself is told by a check. */
export function deriveIssuer(
  name: string,
  { keys, from, headers, payload, ...rest }: ResolvedIssuer,
  { texts }: Pick<Context, 'texts'>,
): Issuer {
  return {
    ...rest,
    name,
    keys: keysOf(keys, texts),
    headers: Object.entries(from.headers).map(([header, { prefix }]) => ({ name: header, prefix })),
    params: from.params,
    cookies: from.cookies,
    claims: headers,
    payload,
  }
}

/** Keys that are in a file that can't be read are told where it is named. */
function keysOf({ url, inline, file }: ResolvedIssuer['keys'], texts: ReadonlyMap<string, string>): Issuer['keys'] {
  const jwks = inline ?? (file === undefined ? undefined : texts.get(file))
  if (jwks !== undefined) return { type: 'inline', jwks }
  return url === undefined ? { type: 'discovery' } : { type: 'url', url }
}

/** Where an authorizer is; undefined when that is not said, or not here, which a check tells. */
function deriveAuthorizer(name: string, written: ResolvedAuthorizer, services: Named<Decided>, context: Context): Authorizer | undefined {
  const { service, host, port, api, timeout, failOpen, status, path, body, ...headers } = written
  const base = { authorizer: name, api, timeout, failOpen, status, path, ...headers }
  const size = body === undefined ? undefined : byteCount(body)
  if (service !== undefined) {
    const found = services[service]
    const chosen = found && authorizerPort(name, written, found.ports, context)
    if (found === undefined || chosen === undefined) return undefined
    const own = `${service}.${found.namespace}.svc.cluster.local`
    return {
      ...base,
      name: `${name}-${found.namespace}`,
      host: own,
      port: chosen.servicePort,
      namespace: found.namespace,
      service,
      body: size,
    }
  }
  const [, namespace] = host?.split('.') ?? []
  if (host === undefined || namespace === undefined || typeof port !== 'number') return undefined
  return { ...base, name, host, port, namespace, service: undefined, body: size }
}

/** The port that the platform's own service decides on. */
export function authorizerPort(
  name: string,
  { service, port }: ResolvedAuthorizer,
  ports: readonly Port[],
  context: Context,
): Port | undefined {
  const path = ['mesh', 'authorizers', name, ...(port === undefined ? [] : ['port'])]
  return choosePort(ports, port === undefined ? undefined : String(port), path, `authorizer \`${name}\``, service ?? name, context)
}

/** Whom the proxy of a service asks about its requests, when the platform runs it. */
export function askedBy(
  service: ResolvedService,
  mesh: Mesh,
): { readonly name: string; readonly authorizer: ResolvedAuthorizer } | undefined {
  const name = service.access.authorize?.by
  const authorizer = name === undefined ? undefined : mesh.authorizers[name]
  return name === undefined || authorizer === undefined ? undefined : { name, authorizer }
}

function mapValues<T, U>(things: Named<T>, change: (name: string, thing: T) => U): Named<U> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, change(name, thing)]))
}
