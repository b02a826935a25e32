import { type KubernetesObject, type Model, type ObjectArtifact, object } from '../../../engine/sdk.ts'
import type { Labels } from '../../_shared/kubernetes-types.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { AGENT } from './casc.ts'
import { PORT } from './component.ts'

/** The port of what is encrypted, which whoever holds a token of the Kubernetes API may use anyway. */
const HTTPS = 443

/**
 * What the policies of a service can't say of Jenkins: the pods that work for it come in, and whatever it looks for is where its URLs say. Those pods talk to
 * registries, repositories, clusters and webhooks, whose addresses nobody here knows; nobody gets into them.
 */
export function* jenkinsPolicies(model: Model): Iterable<ObjectArtifact> {
  const { delivery } = model
  const { install, agent } = delivery.jenkins
  if (install === undefined || install.in !== model.environment.name || !delivery.engines.includes('jenkins')) return
  const policy = (name: string, selected: Labels, spec: object, annotations: object = {}): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: install.namespace, labels: platformLabels(model), ...annotations },
    spec: { podSelector: { matchLabels: selected }, ...spec },
  })
  const ports = [install.repository, ...(delivery.gate === undefined ? [] : [delivery.gate.url])].map(portOf)
  const others = [...new Set(ports)].filter((port) => agent !== undefined || port !== HTTPS)
  if (others.length > 0)
    yield object(
      policy('jenkins-outside', JENKINS, {
        policyTypes: ['Egress'],
        egress: [{ ports: others.map((port) => ({ port, protocol: 'TCP' })) }],
      }),
    )
  if (agent !== undefined) return
  const agents = { [AGENT.key]: AGENT.value }
  yield object(
    policy('jenkins-from-agents', JENKINS, {
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: agents } }], ports: [{ port: PORT, protocol: 'TCP' }] }],
    }),
  )
  yield object(policy('jenkins-agents', agents, { policyTypes: ['Ingress', 'Egress'], egress: [{}] }, { annotations: COME_AND_GO }))
}

const JENKINS: Labels = { 'app.kubernetes.io/name': 'jenkins' }

/** No manifest has those pods: runs start them. */
const COME_AND_GO = {
  'kube-score/ignore': 'networkpolicy-targets-pod',
  'platgen.dev/waiver-agents': 'its pods come and go with the runs of pipelines',
}

/** The port of a URL, said or not. */
function portOf(url: string): number {
  const [, scheme, port] = /^(https?):\/\/(?:\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/.exec(url) ?? []
  return port === undefined ? (scheme === 'http' ? 80 : HTTPS) : Number(port)
}
