import { fileURLToPath } from 'node:url'
import { dump } from 'js-yaml'
import { stringify } from 'yaml'
import { writeYaml } from '../../engine/emit/yaml.ts'

/** One line of the bench's table: what was measured, ours and the peer's number, both in `unit`. */
export interface Row {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly unit: string
}

/** Emission of the same Kubernetes objects, in MB of our text per second, against the two common writers at their settings for safe output. */
export function emitterRatios(workloads = 200): readonly Row[] {
  const documents = Array.from({ length: workloads }, (_, index) => objectsOf(`service-${index}`)).flat()
  const megabytes = documents.reduce((sum: number, document) => sum + Buffer.byteLength(writeYaml([document])), 0) / 1e6
  const rate = (write: (document: unknown) => string): number =>
    megabytes / fastest(() => documents.map((document) => Buffer.byteLength(write(document))))
  const ours = rate((document) => writeYaml([document]))
  return [
    { name: 'emit YAML, against js-yaml', ours, peer: rate((document) => dump(document, { lineWidth: -1, noRefs: true })), unit: 'MB/s' },
    {
      name: 'emit YAML, against yaml',
      ours,
      peer: rate((document) => stringify(document, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false })),
      unit: 'MB/s',
    },
  ]
}

/** Seconds of the quickest of several runs, for at least a third of a second: what remains when nobody disturbs. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let spent = 0, runs = 0; spent < 0.35 || runs < 3; runs++) {
    const start = performance.now()
    work()
    const seconds = (performance.now() - start) / 1000
    spent += seconds
    best = Math.min(best, seconds)
  }
  return best
}

/** What a small service usually is: workload, service, account, policy, configuration with a text of several lines. */
function objectsOf(name: string): readonly object[] {
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/version': '1.4.2',
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/managed-by': 'platgen',
  }
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name }
  const metadata = { name, namespace: 'shop-prod', labels }
  const probe = (path: string, seconds: number): object => ({
    httpGet: { path, port: 'http' },
    periodSeconds: seconds,
    timeoutSeconds: 3,
    failureThreshold: 3,
  })
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, annotations: { 'example.com/revision': '2024-01-01', 'example.com/enabled': 'yes' } },
      data: {
        MODE: 'on',
        LIMIT: '100',
        'application.yaml': `server:\n  port: 8080\n  name: ${name}\nlogging:\n  level: info\n\nfeatures:\n  - one\n  - two\n`,
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 3,
        revisionHistoryLimit: 5,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, annotations: { 'checksum/config': '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae' } },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10001,
              runAsGroup: 10001,
              fsGroup: 10001,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'topology.kubernetes.io/zone',
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: selector },
              },
            ],
            containers: [
              {
                name,
                image: `registry.example.com/shop/${name}:1.4.2@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae`,
                args: ['--listen=:8080', '-v', 'serve', `--name=${name}`],
                ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
                env: [
                  { name: 'DB_URL', value: `jdbc:mysql://${name}-db:3306/${name}` },
                  { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: `${name}-db`, key: 'password' } } },
                ],
                startupProbe: probe('/actuator/health/liveness', 5),
                livenessProbe: probe('/actuator/health/liveness', 10),
                readinessProbe: probe('/actuator/health/readiness', 5),
                resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
                securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }], ports: [{ protocol: 'TCP', port: 8080 }] },
        ],
        egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }],
      },
    },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { name, ours, peer, unit } of emitterRatios())
    console.log(`${name}: ${ours.toFixed(1)} ${unit} against ${peer.toFixed(1)}: ${(ours / peer).toFixed(1)} times`)
