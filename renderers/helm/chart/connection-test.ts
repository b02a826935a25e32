import { type FileArtifact, firstOf, isMap, type Json, writeYaml } from '../../../engine/sdk.ts'
import type { PlannedObject } from '../plan/chart-plan.ts'
import type { Planning } from '../plan/context.ts'
import { field } from '../plan/field.ts'
import { namespaceText } from '../plan/workloads.ts'
import { escaped } from '../print/literal.ts'
import { type Path, reading } from '../values/path.ts'
import { filled } from './files.ts'

/** A small image with `nc`, for the test. Any other can be said. */
const IMAGE = 'docker.io/library/busybox:1.37'

/** What `helm test` finds out: that somebody listens on a port of the Service. */
export interface ConnectionTest {
  /** Where the Service is, as a template says it. */
  readonly namespace: string
  readonly service: string
  readonly selector: { readonly [key: string]: Json }
  /** A number, or a template that prints one. */
  readonly port: string
  /** Where its values are. */
  readonly values: Path
}

/** The test of a chart; its values are claimed. Undefined for a chart without a Service of pods. */
export function connectionTest(objects: readonly PlannedObject[], planning: Planning): ConnectionTest | undefined {
  for (const { family } of objects) {
    if (family.kind !== 'Service') continue
    const selector = firstOf(field(family.place, 'spec', 'selector'))
    const ports = firstOf(field(family.place, 'spec', 'ports'))
    const port = Array.isArray(ports)
      ? (ports as readonly Json[]).find((item) => isMap(item) && (item.protocol ?? 'TCP') === 'TCP')
      : undefined
    if (!isMap(selector) || !isMap(port)) continue
    const known = planning.servicePorts.find(({ service, values }) => service === family.name && values.includes(port.port))
    const nobody = planning.namespaces.map(() => undefined)
    const tests = planning.slots.reserve(['tests'])
    tests.claim('enabled', {
      form: 'boolean',
      presence: 'always',
      values: nobody,
      blank: false,
      description:
        'Whether the chart has a pod for `helm test`, which connects to the Service. Off, because it is no part of the platform.',
    })
    tests.claim('image', {
      form: 'string',
      presence: 'always',
      values: nobody,
      blank: IMAGE,
      description: 'An image with `nc`.',
    })
    return {
      service: family.name,
      namespace: namespaceText(family, planning.namespaces),
      selector,
      values: tests.path,
      port: known === undefined ? String(port.port) : `{{ ${reading(known.slot.path)} | int64 }}`,
    }
  }
  return undefined
}

/** The pod of the test, and who may talk to whom for it: in a namespace that denies everything, it could not connect. */
export function testFile({ service, namespace, selector, port, values }: ConnectionTest): FileArtifact {
  const head = headIn(namespace)
  const labels = { 'app.kubernetes.io/name': named('test'), 'app.kubernetes.io/component': 'test' }
  const served = {
    podSelector: { matchLabels: Object.fromEntries(Object.entries(selector).map((entry) => entry.map((part) => escaped(String(part))))) },
  }
  const objects = [
    {
      ...head('networking.k8s.io/v1', 'NetworkPolicy', named('test'), labels, '-1'),
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Egress'],
        egress: [
          { to: [served] },
          {
            ports: [
              { port: 53, protocol: 'UDP' },
              { port: 53, protocol: 'TCP' },
            ],
          },
        ],
      },
    },
    {
      ...head('networking.k8s.io/v1', 'NetworkPolicy', named('from-test'), labels, '-1'),
      spec: { ...served, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchLabels: labels } }] }] },
    },
    {
      ...head('v1', 'Pod', named('test'), { ...labels, 'sidecar.istio.io/inject': 'false' }, '0'),
      spec: pod(escaped(service), port, `{{ ${reading([...values, 'image'])} }}`),
    },
  ]
  const text = writeYaml(objects).replace(/\n$/, '')
  return filled('templates/tests/test-connection.yaml', [`{{- if ${reading([...values, 'enabled'])} }}`, ...text.split('\n'), '{{- end }}'])
}

function headIn(namespace: string) {
  return (apiVersion: string, kind: string, name: string, labels: { readonly [key: string]: string }, weight: string) => {
    const annotations = {
      'helm.sh/hook': 'test',
      'helm.sh/hook-weight': weight,
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    }
    return { apiVersion, kind, metadata: { name, namespace, labels, annotations } }
  }
}

/** As strict as the strictest Pod Security Standard, since it runs among the pods that it tests. */
function pod(service: string, port: string, image: string) {
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'connect',
        image,
        command: ['nc', '-z', '-w', '5', service, port],
        resources: {
          requests: { cpu: '10m', memory: '16Mi', 'ephemeral-storage': '16Mi' },
          limits: { cpu: '100m', memory: '32Mi', 'ephemeral-storage': '32Mi' },
        },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      },
    ],
  }
}

/** Text that Helm fills stands in quotes in what is written here, because of its braces. */
function named(suffix: string): string {
  return `{{ printf "%s-${suffix}" .Chart.Name | trunc 63 | trimSuffix "-" }}`
}
