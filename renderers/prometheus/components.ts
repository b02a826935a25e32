import { byteCount, type Component, durationSeconds, type Image, type JsonObject, type Model, writeYaml } from '../../engine/sdk.ts'
import { ALERTMANAGER, PROMETHEUS, saidOf, watcher } from '../_shared/monitoring/component.ts'
import { rulesOf } from '../_shared/monitoring/rules.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { prometheusConfig, SECRETS } from './config.ts'
import { ruleGroups } from './rule-files.ts'
import { KUBE_STATE, NODE_EXPORTER } from './scrape.ts'
import { storeExporters } from './store-exporters.ts'

/** Chooses an image that nobody named. */
export type Choose = (reference: string) => Image

const DATA = '/prometheus'
const MIB = 1024 * 1024
/** The write-ahead log and blocks that are compacted need room beside what is kept. */
const KEPT = 0.85

/** Prometheus, and what it reads that does not serve metrics by itself. */
export function* prometheusComponents(model: Model, choose: Choose): Iterable<Component> {
  yield prometheus(model, choose)
  yield kubeStateMetrics(model, choose)
  if (model.monitoring.watch.nodes) yield nodeExporter(model, choose)
  yield* storeExporters(model, choose)
}

function prometheus(model: Model, choose: Choose): Component {
  const { monitoring } = model
  const { storage, retention } = monitoring.prometheus
  const groups = rulesOf(model).flatMap((file) => ruleGroups(file, model).groups)
  const secrets = Object.entries(monitoring.remoteWrite).flatMap(([name, { password }]) =>
    password === undefined ? [] : [[`remote-${name}`, { ref: password, path: `${SECRETS}/remote-${name}` }] as const],
  )
  return watcher(model, 'prometheus', {
    name: PROMETHEUS,
    service: {
      ...saidOf(monitoring.prometheus, choose('quay.io/prometheus/prometheus:v3.8.0').reference),
      description: 'Reads and keeps metrics, and evaluates rules.',
      kind: 'StatefulSet',
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        `--storage.tsdb.path=${DATA}`,
        `--storage.tsdb.retention.time=${promDuration(durationSeconds(retention))}`,
        `--storage.tsdb.retention.size=${Math.floor((byteCount(storage.size) * KEPT) / MIB)}MB`,
      ],
      ports: { http: 9090 },
      files: {
        '/etc/prometheus/prometheus.yml': writeYaml([prometheusConfig(model)]),
        '/etc/prometheus/rules/platform.yaml': writeYaml([{ groups }]),
      },
      secrets: Object.fromEntries(secrets),
      volumes: { data: { mount: DATA, size: storage.size, ...(storage.class === undefined ? {} : { class: storage.class }) } },
      replicas: 1,
      health: { ready: '/-/ready', live: '/-/healthy', startup: '10m' },
      metrics: '/metrics',
      calls: { [ALERTMANAGER]: { ports: ['http'] } },
      lifecycle: { grace: '2m' },
      waivers: {
        replicas: 'A second one would hold the same samples; the alert that always arrives tells when it is gone.',
        account: 'It finds its targets through the Kubernetes API.',
      },
    },
    roles: {
      targets: {
        description: 'Finds what has metrics, and reads those of nodes.',
        cluster: true,
        rules: [
          { resources: ['nodes', 'nodes/metrics', 'services', 'pods'], verbs: ['get', 'list', 'watch'] },
          { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
          { urls: ['/metrics', '/metrics/cadvisor'], verbs: ['get'] },
        ],
      },
    },
  })
}

/** https://github.com/kubernetes/kube-state-metrics Only what rules and dashboards read; no Secrets, no ConfigMaps. */
function kubeStateMetrics(model: Model, choose: Choose): Component {
  const read = (groups: string, ...resources: readonly string[]): JsonObject => ({ groups: [groups], resources, verbs: ['list', 'watch'] })
  return watcher(model, 'kubeStateMetrics', {
    name: KUBE_STATE,
    service: {
      ...saidOf(model.monitoring.kubeStateMetrics, choose('registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.17.0').reference),
      description: 'Tells Prometheus of the objects of Kubernetes.',
      args: [
        '--port=8080',
        '--telemetry-port=8081',
        '--resources=cronjobs,daemonsets,deployments,horizontalpodautoscalers,jobs,nodes,persistentvolumeclaims,pods,replicasets,resourcequotas,statefulsets',
      ],
      ports: { 'http-metrics': 8080, 'http-telemetry': 8081 },
      replicas: 1,
      rollout: 'Recreate',
      health: { ready: { path: '/readyz', port: 'http-telemetry' }, live: { path: '/livez', port: 'http-metrics' } },
      metrics: { port: 'http-metrics' },
      waivers: {
        replicas: 'Two would count everything twice; a minute without it is fine.',
        account: 'It reads the objects of Kubernetes.',
      },
    },
    roles: {
      objects: {
        description: 'Reads the objects that it tells of.',
        cluster: true,
        rules: [
          read('', 'nodes', 'pods', 'persistentvolumeclaims', 'resourcequotas'),
          read('apps', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'),
          read('batch', 'cronjobs', 'jobs'),
          read('autoscaling', 'horizontalpodautoscalers'),
        ],
      },
    },
  })
}

/**
 * https://github.com/prometheus/node_exporter It sees the node through its root file system and its processes. It has no port on the node, so that
 * several environments of a cluster can have one each; the network of the node is then not seen.
 */
function nodeExporter(model: Model, choose: Choose): Component {
  return watcher(model, 'nodeExporter', {
    name: NODE_EXPORTER,
    podSecurity: 'privileged',
    service: {
      ...saidOf(model.monitoring.nodeExporter, choose('quay.io/prometheus/node-exporter:v1.10.2').reference),
      description: 'Reads the processors, memory, disks and file systems of each node.',
      kind: 'DaemonSet',
      args: [
        '--path.rootfs=/host',
        '--path.procfs=/host/proc',
        '--path.sysfs=/host/sys',
        '--path.udev.data=/host/run/udev/data',
        '--no-collector.netclass',
        '--no-collector.netdev',
        '--no-collector.wifi',
        '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/.+|var/lib/(containerd|docker|kubelet)/.+)($|/)',
      ],
      ports: { 'http-metrics': 9100 },
      volumes: { host: { mount: '/host', hostPath: { path: '/', type: 'Directory' }, readOnly: true } },
      security: { hostPID: true },
      placement: { ...model.monitoring.nodeExporter.placement, tolerate: everyTaint(model) } as unknown as JsonObject,
      health: { ready: '/', live: { tcp: true } },
      metrics: { port: 'http-metrics' },
      waivers: { privileged: 'It reads what the node says of itself; it can change nothing.' },
    },
  })
}

/** Nodes of the control plane have disks too. */
function everyTaint({ monitoring }: Model): object {
  return { 'node-role.kubernetes.io/control-plane': { effect: 'NoSchedule' }, ...monitoring.nodeExporter.placement.tolerate }
}
