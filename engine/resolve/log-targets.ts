import type { LogOutput } from './logging-model.ts'
import type { Model } from './model.ts'

/** A server that an output sends to. */
export interface LogServer {
  readonly host: string
  readonly port: number
}

/** Who that is for the platform; undefined when nobody declared it. */
export interface LogTarget extends LogServer {
  readonly name: string | undefined
}

/** The servers of an output, none for files. */
export function logServers(output: LogOutput): readonly LogServer[] {
  switch (output.type) {
    case 'elasticsearch':
    case 'opensearch':
      return [{ host: output.host, port: output.port }]
    case 'kafka':
      return output.brokers.map((broker) => {
        const colon = broker.lastIndexOf(':')
        return { host: broker.slice(0, colon), port: Number(broker.slice(colon + 1)) }
      })
    case 's3':
      return [output.endpoint === undefined ? { host: `s3.${output.region}.amazonaws.com`, port: 443 } : serverOf(output.endpoint)]
    case 'loki':
      return [serverOf(output.url)]
    case 'file':
      return []
  }
}

/** The servers of an output, each with the service, store or external of the platform that it is. */
export function logTargets(output: LogOutput, model: Model): readonly LogTarget[] {
  // What runs here is a component, of which the model may not know yet.
  if ('run' in output && output.run !== undefined) return [{ host: output.host, port: output.port, name: output.run.service }]
  return logServers(output).map((server) => ({ ...server, name: nameOf(server, model) }))
}

function nameOf({ host, port }: LogServer, { services, stores, externals, environment }: Model): string | undefined {
  for (const { name, host: its, ports } of Object.values(externals)) if (its === host && ports.some((own) => own.port === port)) return name
  for (const { name, host: its, port: own } of Object.values(stores))
    if ((its === host || isInside(host, name, environment.namespace)) && own.port === port) return name
  for (const { name, namespace, ports } of Object.values(services))
    if (isInside(host, name, namespace) && ports.some(({ servicePort }) => servicePort === port)) return name
  return undefined
}

/** Whether a host is a Service of a namespace. */
function isInside(host: string, name: string, namespace: string): boolean {
  return [`${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`].includes(host)
}

function serverOf(url: string): LogServer {
  const { hostname, port, protocol } = new URL(url)
  return { host: hostname, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) }
}
