import type { KubernetesObject, Model, Service } from '../../engine/sdk.ts'
import { exposedHosts, usedGateways } from '../_shared/exposed-hosts.ts'
import { everyPodOf, podsNamed } from '../_shared/labels.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { isScraped } from '../_shared/monitoring/store-alerts.ts'
import { monitored } from './object.ts'

/** Where the agent beside a proxy serves its metrics, and those of the program with them, past strict mTLS. */
const MERGED = { portNumber: 15_020, path: '/stats/prometheus' }

const meta = (name: string) => `__meta_kubernetes_${name}`
const label = (source: string, targetLabel: string) => ({ sourceLabels: [meta(source)], targetLabel })

/** The labels that rules and dashboards count on; the operator gives `namespace` and `pod` by itself. */
const LABELS = [
  { targetLabel: 'job', replacement: 'pods' },
  label('pod_label_app_kubernetes_io_name', 'service'),
  label('pod_node_name', 'node'),
  label('pod_label_version', 'version'),
  label('pod_label_platgen_dev_store', 'store'),
]

/** What reads the metrics of the platform: pods of services and of the exporters of stores, the control plane of the mesh, and exposed hosts from outside. */
export function* monitors(model: Model): Iterable<KubernetesObject> {
  for (const service of Object.values(model.services)) {
    const endpoint = endpointOf(service)
    if (endpoint === undefined) continue
    const { namespace } = service
    yield monitored(
      'PodMonitor',
      service.name,
      {
        selector: everyPodOf(service.name),
        namespaceSelector: { matchNames: [namespace] },
        podMetricsEndpoints: [{ ...endpoint, interval: intervalOf(service, model), relabelings: LABELS }],
      },
      model,
    )
  }
  for (const store of Object.values(model.stores).filter((one) => isScraped(one, model)))
    yield monitored(
      'PodMonitor',
      store.name,
      {
        selector: podsNamed(store.name, model),
        namespaceSelector: { matchNames: [store.namespace] },
        podMetricsEndpoints: [
          {
            ...(store.inMesh ? MERGED : { portNumber: store.metrics.port, path: store.metrics.path }),
            interval: promDuration(model.monitoring.interval),
            relabelings: LABELS,
          },
        ],
      },
      model,
    )
  if (model.mesh.provider === 'istio')
    yield monitored(
      'ServiceMonitor',
      'istiod',
      {
        selector: { matchLabels: { app: 'istiod' } },
        namespaceSelector: { matchNames: [model.mesh.namespace] },
        endpoints: [
          {
            port: 'http-monitoring',
            interval: promDuration(model.monitoring.interval),
            relabelings: [{ targetLabel: 'job', replacement: 'istiod' }],
          },
        ],
      },
      model,
    )
  const probe = probeSpec(model)
  if (probe !== undefined) yield monitored('Probe', 'hosts', probe, model)
}

function endpointOf({ metrics, inMesh, kind }: Service): object | undefined {
  if (kind === 'Job' || kind === 'CronJob') return undefined
  if (inMesh) return MERGED
  return metrics === undefined ? undefined : { port: metrics.port.name, path: metrics.path }
}

function intervalOf({ metrics }: Service, { monitoring }: Model): string {
  return promDuration(metrics === undefined ? monitoring.interval : metrics.interval)
}

/** Asks every exposed host as a visitor would. Hosts with a wildcard are nobody's address. */
function probeSpec(model: Model): object | undefined {
  const { prober } = model.monitoring.operator
  const all = usedGateways(model).flatMap((gateway) => exposedHosts(model, gateway))
  const hosts = [...new Map(all.map((one) => [one.host, one])).values()].filter(({ host }) => !host.includes('*'))
  if (prober === undefined || hosts.length === 0) return undefined
  return {
    jobName: 'hosts',
    interval: promDuration(model.monitoring.interval),
    prober: { url: prober },
    module: 'http_2xx',
    targets: {
      staticConfig: {
        static: hosts.map(({ host, tls }) => `${tls === undefined ? 'http' : 'https'}://${host}/`),
        labels: { namespace: model.environment.namespace },
      },
    },
  }
}
