import { type Component, type JsonObject, type Model, type Tools, writeYaml } from '../../../engine/sdk.ts'
import { asksOwnPrometheus } from '../../_shared/mesh-reach.ts'
import { PROMETHEUS } from '../../_shared/monitoring/component.ts'
import { exposed } from './exposed.ts'
import { JAEGER } from './jaeger.ts'

type Kiali = NonNullable<Model['mesh']['addons']['kiali']>

/** Kiali, which reads the objects of the cluster and the metrics of the proxies. https://kiali.io/docs/configuration/ */
export function kiali(model: Model, chosen: Tools<JsonObject>['image']): Component | undefined {
  const { addons } = model.mesh
  const { kiali } = addons
  if (kiali === undefined) return undefined
  return {
    name: 'kiali',
    says: ['mesh', 'addons', 'kiali'],
    namespace: addons.namespace,
    mesh: false,
    service: {
      description: 'Shows who talks to whom in the mesh, and what is wrong with it.',
      image: kiali.image === undefined ? chosen('quay.io/kiali/kiali:v2.17.0').reference : kiali.image,
      command: ['/opt/kiali/kiali'],
      args: ['-config', '/etc/kiali/config.yaml'],
      ports: { http: 20001, 'http-metrics': 9090 },
      env: { ACTIVE_NAMESPACE: { field: 'metadata.namespace' } },
      files: { '/etc/kiali/config.yaml': writeYaml([config(kiali, model)]) },
      // Sessions are signed with it. https://kiali.io/docs/configuration/kialis.kiali.io/#.spec.login_token.signing_key
      secrets: { 'login-token-signing-key': { ref: 'kiali/key', path: '/kiali-override-secrets/login-token-signing-key/value.txt' } },
      health: { port: 'http', ready: '/healthz', live: { port: 'http', path: '/healthz', period: '30s' }, startup: '60s' },
      metrics: { port: 'http-metrics', path: '/metrics' },
      calls: {
        ...(addons.jaeger === undefined ? {} : { [JAEGER]: { ports: ['grpc'] } }),
        ...(asksOwnPrometheus(model) ? { [PROMETHEUS]: { ports: ['http'] } } : {}),
      },
      replicas: 1,
      resources: kiali.resources as unknown as JsonObject,
      placement: kiali.placement as unknown as JsonObject,
      waivers: {
        account: 'It shows what the API of the cluster knows of the mesh.',
        replicas: 'People look at it; nothing depends on it.',
      },
      ...exposed(kiali, 'http'),
    },
    roles: { viewer: { cluster: true, rules: RULES } },
  }
}

const READ = ['get', 'list', 'watch']

/** What it shows. It changes nothing, and reads no Secret. */
const RULES = [
  { resources: ['configmaps', 'endpoints', 'namespaces', 'pods', 'pods/log', 'services'], verbs: READ },
  { groups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: READ },
  { groups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: READ },
  {
    groups: ['networking.istio.io'],
    resources:
      'destinationrules envoyfilters gateways proxyconfigs serviceentries sidecars virtualservices workloadentries workloadgroups'.split(
        ' ',
      ),
    verbs: READ,
  },
  { groups: ['security.istio.io'], resources: ['authorizationpolicies', 'peerauthentications', 'requestauthentications'], verbs: READ },
  { groups: ['telemetry.istio.io'], resources: ['telemetries'], verbs: READ },
  { groups: ['extensions.istio.io'], resources: ['wasmplugins'], verbs: READ },
  {
    groups: ['gateway.networking.k8s.io'],
    resources: ['gateways', 'gatewayclasses', 'grpcroutes', 'httproutes', 'referencegrants'],
    verbs: READ,
  },
  { groups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: READ },
  { groups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
]

function config({ login, readOnly, prometheus, grafana }: Kiali, { mesh, monitoring }: Model): object {
  const { addons } = mesh
  return {
    auth: { strategy: login },
    deployment: { instance_name: 'kiali', namespace: addons.namespace, cluster_wide_access: true, view_only_mode: readOnly },
    external_services: {
      istio: { root_namespace: mesh.namespace },
      prometheus: { url: `http://${prometheus === undefined ? `prometheus.${monitoring.namespace}:9090` : prometheus}` },
      tracing:
        addons.jaeger === undefined
          ? { enabled: false }
          : {
              enabled: true,
              provider: 'jaeger',
              internal_url: `http://${JAEGER}.${addons.namespace}:16685`,
              use_grpc: true,
              ...(addons.jaeger.host === undefined
                ? {}
                : { external_url: `${addons.jaeger.tls === undefined ? 'http' : 'https'}://${addons.jaeger.host}` }),
            },
      grafana: grafana === undefined ? { enabled: false } : { enabled: true, external_url: grafana },
    },
    server: { port: 20001, web_root: '/', observability: { metrics: { enabled: true, port: 9090 } } },
  }
}
