import { apiserver, cadvisor, coredns, kubelet, objects } from './cluster.ts'
import type { Exporter } from './exporter.ts'
import { logAgents } from './log-agents.ts'
import { nodes } from './nodes.ts'
import { alertmanager, grafana, istiod, prometheus, proxies } from './own.ts'
import { type LibraryName, libraries } from './programs.ts'
import { storeExporters } from './stores.ts'

/** What decides which exporters are read in an environment. */
export interface Scraped {
  readonly watch: { readonly nodes: boolean; readonly cluster: boolean }
  readonly isMeshed: boolean
  /** The log agent, or `none`. */
  readonly logAgent: string
  /** The libraries of services that offer metrics, and the engines of stores that are watched. */
  readonly libraries: readonly LibraryName[]
  readonly engines: readonly string[]
}

/** The exporters that are read in an environment. */
export function exportersHere({ watch, isMeshed, logAgent, libraries: used, engines }: Scraped): ReadonlySet<Exporter> {
  return new Set([
    kubelet,
    cadvisor,
    objects,
    prometheus,
    alertmanager,
    grafana,
    ...(watch.nodes ? [nodes] : []),
    ...(watch.cluster ? [apiserver, coredns] : []),
    ...(isMeshed ? [proxies, istiod] : []),
    ...[logAgents[logAgent] ?? []].flat(),
    ...used.map((name) => libraries[name].exporter),
    ...engines.flatMap((engine) => {
      const exporter = storeExporters[engine]
      return exporter === undefined ? [] : [exporter]
    }),
  ])
}
