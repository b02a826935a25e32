import { type Component, type KubernetesObject, type Model, writeYaml } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { clusterMetadata } from '../_shared/metadata.ts'
import { ADAPTER, PROMETHEUS, saidOf } from '../_shared/monitoring/component.ts'
import { adapterConfig } from './adapter.ts'
import type { Choose } from './components.ts'

const CONFIG = '/etc/adapter/config.yaml'
/** The group of the API that autoscalers ask. */
const GROUP = 'custom.metrics.k8s.io'

/**
 * Answers autoscalers. It shows a certificate that it makes itself when it starts, so that the API server can't know it, and asks the API server whether somebody may ask it.
 * https://github.com/kubernetes-sigs/prometheus-adapter/tree/master/deploy
 */
export function* metricsAdapter(model: Model, choose: Choose): Iterable<Component> {
  const config = configOf(model)
  if (config === undefined) return
  const { monitoring } = model
  const isOwn = monitoring.mode === 'files'
  const address = isOwn || monitoring.adapter.prometheus === undefined ? `http://${PROMETHEUS}:9090` : monitoring.adapter.prometheus
  yield {
    name: ADAPTER,
    says: ['monitoring', 'adapter'],
    namespace: namespaceOf(model),
    mesh: false,
    service: {
      ...saidOf(monitoring.adapter, choose('registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0').reference),
      description: 'Answers autoscalers that follow metrics of services.',
      args: [
        '--cert-dir=/tmp/certificates',
        `--config=${CONFIG}`,
        '--metrics-relist-interval=1m',
        `--prometheus-url=${address}`,
        '--secure-port=6443',
      ],
      ports: { https: { port: 6443, servicePort: 443 } },
      files: { [CONFIG]: writeYaml([config]) },
      writable: { '/tmp': { size: '16Mi' } },
      replicas: 2,
      health: { ready: { path: '/readyz', scheme: 'HTTPS' }, live: { path: '/livez', scheme: 'HTTPS' }, startup: '2m' },
      ...(isOwn ? { calls: { [PROMETHEUS]: { ports: ['http'] } } } : {}),
      access: { anyone: true },
      waivers: {
        network: 'The API server asks it, and nobody knows the addresses of that.',
        account: 'It asks the API server who may ask.',
      },
    },
    roles: {
      objects: {
        description: 'Reads what metrics are about, and asks who may ask.',
        cluster: true,
        rules: [
          { resources: ['namespaces', 'pods', 'services'], verbs: ['get', 'list', 'watch'] },
          { resources: ['configmaps'], names: ['extension-apiserver-authentication'], verbs: ['get', 'list', 'watch'] },
          { groups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
          { groups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
        ],
      },
      autoscaler: {
        description: 'Lets the autoscaler of Kubernetes read metrics of services.',
        cluster: true,
        rules: [{ groups: [GROUP], resources: ['*'], verbs: ['get', 'list'] }],
        users: ['system:serviceaccount:kube-system:horizontal-pod-autoscaler'],
        waivers: { broad: 'Metrics have the names that services gave them, and reading is all that there is.' },
      },
    },
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/ Whom the API server asks about metrics of services. */
export function metricsApi(model: Model): KubernetesObject | undefined {
  if (configOf(model) === undefined) return undefined
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: clusterMetadata(`v1beta1.${GROUP}`, platformLabels(model)),
    spec: {
      group: GROUP,
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: ADAPTER, namespace: namespaceOf(model), port: 443 },
    },
  }
}

/** Beside the platform's own Prometheus; where that belongs to somebody else, beside the services. */
function namespaceOf({ monitoring, environment }: Model): string {
  return monitoring.mode === 'files' ? monitoring.namespace : environment.namespace
}

function configOf(model: Model): object | undefined {
  const { mode, adapter } = model.monitoring
  return mode === 'none' || !adapter.run ? undefined : adapterConfig(model)
}
