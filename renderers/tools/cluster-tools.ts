import type { JsonObject, Model } from '../../engine/sdk.ts'
import { type Place, type Release, withOwn } from './release.ts'

type Tools = Model['tools']

/** https://kubernetes.github.io/ingress-nginx Its class and its namespace are those that `ingress` counts on. */
export function ingressNginx(tool: NonNullable<Tools['ingress-nginx']>, { model }: Place): Release {
  const { ingress } = model
  const values: JsonObject = {
    controller: {
      ingressClass: ingress.class,
      ingressClassResource: {
        name: ingress.class,
        controllerValue: `k8s.io/${ingress.class === 'nginx' ? 'ingress-nginx' : ingress.class}`,
      },
      replicaCount: tool.replicas,
      minAvailable: 1,
      service: {
        type: tool.service,
        // The address of the caller is kept, and no node forwards to another one.
        externalTrafficPolicy: 'Local',
        ...(tool.service === 'NodePort' ? { nodePorts: { http: tool.nodePorts.http, https: tool.nodePorts.https } } : {}),
      },
      metrics: { enabled: true },
      config: Object.fromEntries(Object.entries(tool.config).map(([key, value]) => [key, String(value)])),
    },
  }
  return {
    name: 'ingress-nginx',
    namespace: ingress.namespace,
    repository: 'https://kubernetes.github.io/ingress-nginx',
    chart: 'ingress-nginx',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [],
  }
}

/** https://artifacthub.io/packages/helm/cert-manager/cert-manager */
export function certManager(tool: NonNullable<Tools['cert-manager']>): Release {
  const { replicas } = tool
  const values: JsonObject = {
    crds: { enabled: true, keep: true },
    replicaCount: replicas,
    webhook: { replicaCount: replicas },
    cainjector: { replicaCount: replicas },
    ...(replicas > 1 ? { podDisruptionBudget: { enabled: true, minAvailable: 1 } } : {}),
  }
  return {
    name: 'cert-manager',
    namespace: tool.namespace,
    repository: 'https://charts.jetstack.io',
    chart: 'cert-manager',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [],
  }
}

/** The issuer that `ingress.issuer` names, when platgen is told whom to ask. https://cert-manager.io/docs/configuration/acme/ */
export function issuer({ acme }: NonNullable<Tools['cert-manager']>, { model }: Place): JsonObject | undefined {
  const { ingress } = model
  if (acme === undefined || ingress.issuer === undefined) return undefined
  const solver =
    ingress.api === 'gateway'
      ? { gatewayHTTPRoute: { parentRefs: [{ name: model.platform.name, namespace: model.environment.namespace, kind: 'Gateway' }] } }
      : { ingress: { ingressClassName: ingress.class } }
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: ingress.issuer.name },
    spec: {
      acme: {
        email: acme.email,
        server: acme.server,
        privateKeySecretRef: { name: `${ingress.issuer.name}-account` },
        solvers: [{ http01: solver }],
      },
    },
  }
}

/** https://artifacthub.io/packages/helm/metrics-server/metrics-server Where autoscalers read from. */
export function metricsServer(tool: NonNullable<Tools['metrics-server']>): Release {
  const { replicas } = tool
  const values: JsonObject = {
    replicas,
    ...(replicas > 1 ? { podDisruptionBudget: { enabled: true, minAvailable: 1 } } : {}),
    ...(tool.kubeletTls === 'insecure' ? { args: ['--kubelet-insecure-tls'] } : {}),
  }
  return {
    name: 'metrics-server',
    namespace: 'kube-system',
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    chart: 'metrics-server',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [],
  }
}
