/** What platgen knows of an engine of stores: one file per engine beside this one, and their list in `index.ts`. */
export interface StoreEngine {
  /** Repository of the official image, and the newest long-term version that platgen knows. */
  readonly image: string
  readonly version: string
  /** Lines of versions that the rendered configuration is written for: `8.4` stands for every 8.4.x. */
  readonly lines: readonly string[]
  readonly port: number
  /** Name of the port, in front of which Istio reads the application protocol. */
  readonly portName: string
  /** Of URLs, in clear and encrypted. */
  readonly scheme: string
  readonly tlsScheme: string
  /** Its address for clients, where that says more than one host; a scheme and that host otherwise. */
  readonly url?: (of: StoreAddress) => string
  /** What its pods are in the platform. */
  readonly role: 'database' | 'cache' | 'queue' | 'search' | 'storage'
  /** Whether it has databases. */
  readonly databases: boolean
  /** Whether the first of several members is the one that is written to, for good; otherwise they choose, or are equal. */
  readonly firstLeads: boolean
  /** Whom services log in as: the user that they choose, a fixed one, nobody by name (`password`), or nobody at all. */
  readonly login: 'user' | 'password' | 'none' | { readonly user: string }
  /** More of them than one: how many at least, and whether an even number is a waste, because most of them have to agree. */
  readonly members: { readonly least: number; readonly odd: boolean }
  /** Ports that members use among each other, by name. */
  readonly peers: { readonly [name: string]: number }
  /** More ports that may be called by name, beside the one of clients; by name, the number. */
  readonly more?: { readonly [name: string]: number }
  /** Most connections of clients when nobody says it; undefined when it has no such limit. */
  readonly connections: number | undefined
  /** What it needs to start at all. */
  readonly memory: string
  /** Where the volume of its data is mounted, and the folder with its configuration. */
  readonly data: string
  readonly configuration: string
  /** Settings of its configuration that hold the store together, so that nobody may say otherwise. Undefined when it reads no file. */
  readonly reserved: readonly string[] | undefined
  /** Image of the proxy that leads to the primary, where members choose one and clients can't know. */
  readonly proxy?: string
  /** Whether it can be told to speak TLS, and whether more members than one insist on it. */
  readonly tls: 'never' | 'can' | 'members'
  /** Whether platgen knows how to copy its data and to bring it back; `cold` when nothing may run meanwhile, `itself` when its members write the bucket. */
  readonly backup: 'never' | 'running' | 'cold' | 'itself'
  /** Where its metrics are: on the server itself, or on an exporter beside it, which is the image that is named. */
  readonly metrics: StoreMetrics
}

/** Where the metrics of a store are read. */
export interface StoreMetrics {
  readonly port: number
  readonly path: string
  /** The image of the program that reads the store and serves them; undefined when the server itself does. */
  readonly exporter: string | undefined
}

/** What the address of a store is made of. */
export interface StoreAddress {
  /** Hosts and ports of all of its members. */
  readonly members: string
  readonly database: string
  /** What its members call themselves together; undefined for a single server, and for one outside. */
  readonly replicaSet: string | undefined
  readonly tls: boolean
}
