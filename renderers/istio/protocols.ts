const PROTOCOLS: { readonly [appProtocol: string]: string } = {
  http: 'HTTP',
  http2: 'HTTP2',
  https: 'HTTPS',
  grpc: 'GRPC',
  tls: 'TLS',
  mongo: 'MONGO',
}

/** The protocols that a ServiceEntry knows; all others are bytes. */
export function protocol(appProtocol: string): string {
  return PROTOCOLS[appProtocol] ?? 'TCP'
}
