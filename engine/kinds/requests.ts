/** Application protocols whose requests can be told apart by a proxy that reads them. */
const OF_REQUESTS: readonly string[] = ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']

/** Whether single requests can be told apart on a port of this application protocol. */
export function carriesRequests(appProtocol: string): boolean {
  return OF_REQUESTS.includes(appProtocol)
}
