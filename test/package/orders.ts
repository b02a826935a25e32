import type { Bundle } from '../../engine/package/packager.ts'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { bundleOf } from './charting.ts'

interface Setting {
  readonly namespace: string
  readonly domain: string
  readonly tag: string
  readonly production: boolean
}

const SETTINGS: readonly Setting[] = [
  { namespace: 'shop-dev', domain: 'dev.shop.example.com', tag: '1.5.0', production: false },
  { namespace: 'shop-staging', domain: 'staging.shop.example.com', tag: '1.5.0', production: false },
  { namespace: 'shop', domain: 'shop.example.com', tag: `1.4.2@sha256:${'0'.repeat(64)}`, production: true },
]

/** A service as renderers would make it: in production it is scaled and watched, elsewhere it has a debug switch. */
export const orders: Bundle = bundleOf('orders', SETTINGS.map(objectsOf))

/** What belongs to each environment as a whole. */
export const platform: Bundle = bundleOf(
  '',
  SETTINGS.map(({ namespace, production }) => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'app.kubernetes.io/part-of': 'shop' } } },
    ...(production
      ? [
          {
            apiVersion: 'v1',
            kind: 'ResourceQuota',
            metadata: { name: 'quota', namespace },
            spec: { hard: { pods: '100', 'requests.cpu': '40' } },
          },
        ]
      : []),
  ]),
)

function objectsOf({ namespace, domain, tag, production }: Setting): KubernetesObject[] {
  const selector = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'orders' }
  const labels = { ...selector, 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/version': tag.split('@')[0] ?? '' }
  const metadata = { name: 'orders', namespace, labels }
  const image = `registry.example.com/shop/orders:${tag}`
  const env = [
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-db', key: 'password' } } },
    { name: 'LOG_LEVEL', value: production ? 'info' : 'debug' },
    { name: 'CATALOG_URL', value: `http://catalog.${namespace}.svc.cluster.local:8080` },
    ...(production ? [] : [{ name: 'DEBUG', value: '1' }]),
  ]
  const container = {
    name: 'orders',
    image,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: 8080 }],
    env,
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: production ? { memory: '512Mi' } : { cpu: '1', memory: '256Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  }
  const template = {
    metadata: { labels, annotations: { 'checksum/config': production ? 'aaaa' : 'bbbb' } },
    spec: { serviceAccountName: 'orders', containers: [container], volumes: [{ name: 'tmp', emptyDir: {} }] },
  }
  const migration = { name: 'orders', image, env: env.slice(0, 2), command: ['migrate'] }
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { MODE: production ? 'live' : 'trial', 'app.yaml': 'template: "{{ name }}"\nlines:\n  - a\n\n' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'ClusterIP', selector, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, name: `orders-migrate-${production ? '0123456789' : '1123456789'}` },
      spec: { template: { metadata: { labels }, spec: { restartPolicy: 'Never', containers: [migration] } } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { ...(production ? {} : { replicas: 1 }), selector: { matchLabels: selector }, template },
    },
    ...(production
      ? [
          {
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            metadata,
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
              minReplicas: 3,
              maxReplicas: 9,
              metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
            },
          },
        ]
      : []),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { ...metadata, annotations: { 'example.com/audience': production ? 'public' : 'team' } },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: [domain], secretName: 'shop-tls' }],
        rules: [
          {
            host: domain,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'orders', port: { number: 80 } } } }] },
          },
        ],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: production ? '25%' : 1, selector: { matchLabels: selector } },
    },
  ]
}
