import { camel, type Path } from '../values/path.ts'
import type { Rule } from './context.ts'
import { ingressRules } from './ingress.ts'
import { knob } from './knob.ts'
import { openMap } from './open-map.ts'
import { servicePort, targetPort } from './ports.ts'

/** What people expect in the values for a kind of object. A kind that is not here works as well: its values are named after their places. */
export interface Kind {
  /** The group of its values: `ingress.enabled`. */
  readonly group: string
  /** The name of its switch, when there is one although all environments have the object. */
  readonly switch?: 'enabled' | 'create'
  /** The name of its file below `templates/`. Default is the kind. */
  readonly file?: string
  readonly spec?: { readonly [key: string]: Rule }
  /** Beside `spec` and `metadata`. */
  readonly top?: { readonly [key: string]: Rule }
  /** Whether annotations are a value. */
  readonly annotations?: true
}

const hostnames = knob({ name: ['hostnames'], description: 'The host names that it answers to.' })
const parentRefs = knob({ name: ['parentRefs'], description: 'The Gateways that it belongs to.' })
const backends: Rule = { each: () => ({ below: { backendRefs: { each: () => ({ below: { port: targetPort('name') } }) } } }) }
const destinations: Rule = {
  each: () => ({ below: { route: { each: () => ({ below: { destination: { below: { port: targetPort('host', 'number') } } } }) } } }),
}
/** By the resource that an autoscaler looks at. */
const utilisation: { readonly [resource: string]: Rule } = {
  cpu: knob({ name: ['targetCPUUtilizationPercentage'], description: 'The share of its CPU request that a pod is to use.' }),
  memory: knob({ name: ['targetMemoryUtilizationPercentage'], description: 'The share of its memory request that a pod is to use.' }),
}
const sample: Rule = {
  each: () => ({
    below: {
      interval: knob({ name: ['interval'], description: 'How often metrics are asked for.' }),
      scrapeTimeout: knob({ name: ['scrapeTimeout'], description: 'How long the answer may take.' }),
    },
  }),
}
const claim = (key: string, count: number): { readonly [key: string]: Rule } => {
  const name = (last: string): Path => (count > 1 ? ['persistence', camel(key), last] : ['persistence', last])
  return {
    storageClassName: knob({ name: name('storageClass'), description: 'The StorageClass of the volume.' }),
    resources: { below: { requests: { below: { storage: knob({ name: name('size'), description: 'The size of the volume.' }) } } } },
  }
}

/** By kind. */
export const KINDS: { readonly [kind: string]: Kind } = {
  Service: {
    group: 'service',
    annotations: true,
    spec: {
      type: knob({
        name: ['type'],
        description: 'How it is reached: `ClusterIP` inside of the cluster, `NodePort` or `LoadBalancer` from outside.',
        schema: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
      }),
      ports: {
        each: (key, count) => ({
          below: {
            port: servicePort(count > 1 ? ['ports', camel(key)] : ['port']),
            nodePort: knob({ name: count > 1 ? ['nodePorts', camel(key)] : ['nodePort'], description: 'The port on every node.' }),
          },
        }),
      },
      loadBalancerSourceRanges: knob({ name: ['loadBalancerSourceRanges'], description: 'Networks that may reach it from outside.' }),
      selector: openMap({
        type: 'labels',
        role: 'selector',
        name: ['selector'],
        description: 'More labels of the pods behind it.',
        offers: false,
      }),
    },
  },
  Ingress: {
    group: 'ingress',
    switch: 'enabled',
    annotations: true,
    spec: {
      ingressClassName: knob({ name: ['className'], description: 'The class of the controller that serves it.' }),
      rules: ingressRules,
      tls: knob({ name: ['tls'], description: 'Certificates, and the hosts that each is for.' }),
    },
  },
  HTTPRoute: { group: 'httpRoute', switch: 'enabled', annotations: true, spec: { hostnames, parentRefs, rules: backends } },
  GRPCRoute: { group: 'grpcRoute', switch: 'enabled', annotations: true, spec: { hostnames, parentRefs, rules: backends } },
  VirtualService: { group: 'virtualService', switch: 'enabled', spec: { http: destinations } },
  HorizontalPodAutoscaler: {
    group: 'autoscaling',
    switch: 'enabled',
    file: 'hpa',
    spec: {
      minReplicas: knob({ name: ['minReplicas'], description: 'The fewest pods.' }),
      maxReplicas: knob({ name: ['maxReplicas'], description: 'The most pods.' }),
      metrics: {
        each: (key) =>
          Object.hasOwn(utilisation, key)
            ? { below: { resource: { below: { target: { below: { averageUtilization: utilisation[key] ?? {} } } } } } }
            : {},
      },
      behavior: knob({ name: ['behavior'], description: 'How fast the number of pods changes.' }),
    },
  },
  PodDisruptionBudget: {
    group: 'podDisruptionBudget',
    switch: 'enabled',
    spec: {
      minAvailable: knob({ name: ['minAvailable'], description: 'How many pods stay when nodes are drained: a number, or a percentage.' }),
      maxUnavailable: knob({
        name: ['maxUnavailable'],
        description: 'How many pods may be away when nodes are drained: a number, or a percentage.',
      }),
    },
  },
  NetworkPolicy: { group: 'networkPolicy', switch: 'enabled' },
  ServiceAccount: { group: 'serviceAccount', switch: 'create', annotations: true },
  Namespace: { group: 'namespace', switch: 'create' },
  ServiceMonitor: { group: 'serviceMonitor', switch: 'enabled', spec: { endpoints: sample } },
  PodMonitor: { group: 'podMonitor', switch: 'enabled', spec: { podMetricsEndpoints: sample } },
  PrometheusRule: { group: 'prometheusRule', switch: 'enabled' },
  ResourceQuota: {
    group: 'resourceQuota',
    spec: { hard: knob({ name: ['hard'], description: 'The upper bounds of the whole namespace.' }) },
  },
  PersistentVolumeClaim: {
    group: 'persistence',
    spec: {
      storageClassName: knob({ name: ['storageClass'], description: 'The StorageClass of the volume.' }),
      resources: { below: { requests: { below: { storage: knob({ name: ['size'], description: 'The size of the volume.' }) } } } },
    },
  },
  ConfigMap: {
    group: 'config',
    file: 'configmap',
    top: {
      data: openMap({
        type: 'map',
        name: ['data'],
        description: 'What it holds, by key. More can be added.',
        offers: false,
        isValue: (_key, part) =>
          part.values.every((value) => value === undefined || (typeof value === 'string' && !value.includes('\n') && value.length <= 200)),
        keptName: (key) => ['files', key],
      }),
    },
  },
  StatefulSet: {
    group: 'statefulSet',
    spec: { volumeClaimTemplates: { each: (key, count) => ({ below: { spec: { below: claim(key, count) } } }) } },
  },
  CronJob: {
    group: 'cronJob',
    spec: {
      schedule: knob({ name: ['schedule'], description: 'When it runs, as a line of cron.' }),
      timeZone: knob({ name: ['timeZone'], description: 'The time zone of the schedule.' }),
      suspend: knob({ name: ['suspend'], description: 'Whether it rests.' }),
    },
  },
  Job: {
    group: 'job',
    spec: { activeDeadlineSeconds: knob({ name: ['activeDeadlineSeconds'], description: 'Seconds that it may take altogether.' }) },
  },
}

/** What a kind is called in values and files. */
export function kindOf(kind: string): Kind {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? { group: camel(kind) }
}
