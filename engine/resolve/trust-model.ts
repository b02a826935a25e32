import type { ResolvedEgressGateway } from '../../schema/generated/resolved.ts'
import type { Named, Port } from './model.ts'

/** What pods have to be, to be let in: through the mesh, that or plain text, or plain text. */
export type Encryption = 'strict' | 'permissive' | 'plain'

/** Whom the mesh believes and asks, and the doors to the outside. */
export interface Trust {
  readonly issuers: Named<Issuer>
  /** Whom proxies ask about requests. Only those that are asked here: policies name them, so the control plane has to know them as providers of its mesh configuration. */
  readonly authorizers: readonly Authorizer[]
  readonly gateways: Named<EgressGateway>
}

/** A proxy that connections leave through. */
export interface EgressGateway extends ResolvedEgressGateway {
  readonly name: string
  readonly namespace: string
  /** The whole name of its Service. */
  readonly host: string
}

/** TLS that the proxy makes of what a program sends in plain text. */
export interface Origination {
  readonly port: Port
  /** Any of which the certificate of the other side has to have. */
  readonly names: readonly string[]
  readonly sni: string
  /** File in the proxy; undefined for what its system trusts. */
  readonly authority: string | undefined
  /** Secret with our own certificate. */
  readonly client: string | undefined
}

/** Who signs tokens, and how they are checked. */
export interface Issuer {
  readonly name: string
  /** The claim `iss`. */
  readonly issuer: string
  /** `discovery`: where the issuer itself says, as OpenID Connect has it. */
  readonly keys:
    | { readonly type: 'url'; readonly url: string }
    | { readonly type: 'inline'; readonly jwks: string }
    | { readonly type: 'discovery' }
  readonly audiences: readonly string[]
  /** Where a request carries the token; with nothing in any of them, where RFC 6750 says. */
  readonly headers: readonly { readonly name: string; readonly prefix: string }[]
  readonly params: readonly string[]
  readonly cookies: readonly string[]
  /** Whether the service sees the token. */
  readonly forward: boolean
  /** Claims that the service gets, by header. */
  readonly claims: Named<string>
  readonly payload: string | undefined
  readonly timeout: string
}

/** Something outside of the proxies that they ask, as the mesh configuration declares it. */
export interface Authorizer {
  /** As policies name it: what is written, with the namespace behind it where the platform runs it itself, because a mesh configuration holds for the whole cluster. */
  readonly name: string
  /** Its name under `mesh.authorizers`. */
  readonly authorizer: string
  readonly api: 'grpc' | 'http'
  /** The whole name of its Service, and its port there. */
  readonly host: string
  readonly port: number
  readonly namespace: string
  /** The service of this platform that it is. */
  readonly service: string | undefined
  readonly timeout: string
  readonly failOpen: boolean
  readonly status: number
  readonly path: string | undefined
  /** Bytes of the request's body that it sees. */
  readonly body: number | undefined
  readonly send: readonly string[]
  readonly add: Named<string>
  readonly toService: readonly string[]
  readonly toClient: readonly string[]
}

/** What may be asked for. An empty list is everything. */
export interface Requests {
  readonly methods: readonly string[]
  readonly paths: readonly string[]
  readonly hosts: readonly string[]
}

/** Pods of another namespace that may call. */
export interface Neighbour extends Requests {
  readonly name: string
  readonly accounts: readonly string[]
  /** Another one than our own. */
  readonly trustDomain: string | undefined
  readonly ports: readonly Port[]
}

/** Whom and what a policy is about. Who is an alternative; what else is said is true together. */
export interface RequestSet extends Requests {
  readonly services: readonly string[]
  readonly namespaces: readonly string[]
  readonly networks: readonly string[]
  readonly headers: Named<readonly string[]>
  readonly claims: Named<readonly string[]>
  readonly ports: readonly Port[]
  /** Whether it looks at single requests, so that ports that carry none are not meant. */
  readonly ofRequests: boolean
  readonly except: Requests & {
    readonly services: readonly string[]
    readonly namespaces: readonly string[]
    readonly networks: readonly string[]
  }
}

/** The tokens that requests have to carry. */
export interface Tokens extends Omit<Requests, 'hosts'> {
  readonly issuers: readonly Issuer[]
  readonly claims: Named<readonly string[]>
  readonly public: Omit<Requests, 'hosts'> | undefined
  readonly of: 'everybody' | 'edge'
}

/** Who may call a service beside those that declare it, and how they come. */
export interface Access {
  readonly namespaces: readonly Neighbour[]
  readonly networks: readonly string[]
  readonly anyone: boolean
  /** What holds for its pods, and the ports that are otherwise. */
  readonly mtls: { readonly mode: Encryption; readonly ports: readonly { readonly port: Port; readonly mode: Encryption }[] }
  readonly jwt: Tokens | undefined
  readonly authorize: (Requests & { readonly by: string; readonly ports: readonly Port[]; readonly except: Requests }) | undefined
  readonly deny: readonly RequestSet[]
  readonly audit: readonly RequestSet[]
}
