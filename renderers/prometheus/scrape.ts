import type { Model } from '../../engine/sdk.ts'
import { ownServices } from '../_shared/monitoring/component.ts'
import { promDuration } from '../_shared/monitoring/series.ts'

/** Where a pod finds what it needs to ask the API server. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'
const ASKING = {
  authorization: { credentials_file: `${ACCOUNT}/token` },
  tls_config: { ca_file: `${ACCOUNT}/ca.crt` },
}
/** A kubelet shows a certificate that the authority of the cluster need not have signed. https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation */
const ASKING_KUBELET = { ...ASKING, tls_config: { ...ASKING.tls_config, insecure_skip_verify: true } }

/** A step that makes labels of a target from what Kubernetes says of it. https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config */
type Step = { readonly [field: string]: string | readonly string[] }

const meta = (name: string): string => `__meta_kubernetes_${name}`
const keep = (source: readonly string[], regex: string): Step => ({ source_labels: source.map(meta), action: 'keep', regex })
const label = (source: string, target: string): Step => ({ source_labels: [meta(source)], target_label: target })

/** Names of the programs that have a job of their own. */
export const NODE_EXPORTER = 'node-exporter'
export const KUBE_STATE = 'kube-state-metrics'

/** The jobs of prometheus.yml. Each gives the labels that `engine/metrics/exporter.ts` promises. */
export function scrapeConfigs(model: Model): readonly object[] {
  const { monitoring, mesh } = model
  return [
    podsJob(model),
    podJob(model, KUBE_STATE, KUBE_STATE, { honor_labels: true }, []),
    ...(monitoring.watch.nodes ? [podJob(model, 'nodes', NODE_EXPORTER, {}, [label('pod_node_name', 'node')])] : []),
    nodeJob('kubelet', '/metrics'),
    nodeJob('cadvisor', '/metrics/cadvisor'),
    ...(monitoring.watch.cluster ? [apiserver(), coredns()] : []),
    ...(mesh.provider === 'istio' ? [istiod(mesh.namespace)] : []),
  ]
}

/**
 * Pods that say by annotation that they have metrics: services, the proxies beside them, exporters of stores, and what watches itself.
 * The injector of Istio turns the annotations to port 15020, where the agent serves the metrics of the program together with those of the proxy, in plain
 * text and past the proxy: so a Prometheus without an identity in the mesh reads them under strict mTLS too.
 * https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
 */
function podsJob(model: Model): object {
  const { environment, monitoring } = model
  const often = ownServices(model).filter(({ metrics }) => metrics !== undefined && metrics.interval !== monitoring.interval)
  return {
    job_name: 'pods',
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [...new Set([environment.namespace, monitoring.namespace])] } }],
    relabel_configs: [
      keep(['pod_annotation_prometheus_io_scrape'], 'true'),
      // Ended pods keep their annotations.
      { source_labels: [meta('pod_phase')], action: 'drop', regex: 'Succeeded|Failed' },
      { source_labels: [meta('pod_label_app_kubernetes_io_name')], action: 'drop', regex: `${KUBE_STATE}|${NODE_EXPORTER}` },
      // A pod is a target for each of its ports; one is enough, since the annotation says which it is.
      {
        source_labels: ['__meta_kubernetes_pod_ip', '__meta_kubernetes_pod_annotation_prometheus_io_port'],
        regex: '(\\d+\\.\\d+\\.\\d+\\.\\d+);(\\d+)',
        replacement: '$1:$2',
        target_label: '__address__',
      },
      {
        source_labels: ['__meta_kubernetes_pod_ip', '__meta_kubernetes_pod_annotation_prometheus_io_port'],
        regex: '(.*:.*);(\\d+)',
        replacement: '[$1]:$2',
        target_label: '__address__',
      },
      { source_labels: [meta('pod_annotation_prometheus_io_path')], regex: '(.+)', target_label: '__metrics_path__' },
      ...often.map(({ name, metrics }) => ({
        source_labels: [meta('pod_label_app_kubernetes_io_name')],
        regex: name,
        replacement: promDuration(metrics === undefined ? monitoring.interval : metrics.interval),
        target_label: '__scrape_interval__',
      })),
      label('namespace', 'namespace'),
      label('pod_label_app_kubernetes_io_name', 'service'),
      label('pod_name', 'pod'),
      label('pod_node_name', 'node'),
      label('pod_label_version', 'version'),
      label('pod_label_platgen_dev_store', 'store'),
    ],
  }
}

/** The pods of one program that watches for others, in the namespace of Prometheus. */
function podJob({ monitoring }: Model, job: string, program: string, more: object, labels: readonly Step[]): object {
  return {
    job_name: job,
    ...more,
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [monitoring.namespace] } }],
    relabel_configs: [keep(['pod_label_app_kubernetes_io_name', 'pod_container_port_name'], `${program};http-metrics`), ...labels],
  }
}

/** What every node serves by itself. https://kubernetes.io/docs/concepts/cluster-administration/system-metrics/ */
function nodeJob(job: string, path: string): object {
  return {
    job_name: job,
    scheme: 'https',
    metrics_path: path,
    ...ASKING_KUBELET,
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [label('node_name', 'node')],
    // Sums over cgroups of the node, not of containers: many series that nobody reads.
    ...(job === 'cadvisor'
      ? { metric_relabel_configs: [{ source_labels: ['__name__', 'namespace'], action: 'drop', regex: 'container_.+;' }] }
      : {}),
  }
}

function apiserver(): object {
  return {
    job_name: 'apiserver',
    scheme: 'https',
    ...ASKING,
    kubernetes_sd_configs: [{ role: 'endpointslice', namespaces: { names: ['default'] } }],
    relabel_configs: [keep(['service_name', 'endpointslice_port_name'], 'kubernetes;https')],
  }
}

function coredns(): object {
  return {
    job_name: 'coredns',
    kubernetes_sd_configs: [{ role: 'endpointslice', namespaces: { names: ['kube-system'] } }],
    relabel_configs: [keep(['service_label_k8s_app', 'endpointslice_port_name'], 'kube-dns;metrics'), label('pod_name', 'pod')],
  }
}

function istiod(namespace: string): object {
  return {
    job_name: 'istiod',
    kubernetes_sd_configs: [{ role: 'endpointslice', namespaces: { names: [namespace] } }],
    relabel_configs: [keep(['service_label_app', 'endpointslice_port_name'], 'istiod;http-monitoring'), label('pod_name', 'pod')],
  }
}
