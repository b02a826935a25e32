import { type KubernetesObject, type Model, type ObjectArtifact, object } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { AGENT } from './casc.ts'

/**
 * What leaves the namespace of Jenkins: it and the pods that work for it talk to registries, repositories, clusters and webhooks, whose addresses nobody here
 * knows. Nobody gets into those pods: they call.
 */
export function* jenkinsPolicies(model: Model): Iterable<ObjectArtifact> {
  const { install, agent } = model.delivery.jenkins
  if (install === undefined || install.in !== model.environment.name || !model.delivery.engines.includes('jenkins')) return
  const policy = (
    name: string,
    labels: { readonly [key: string]: string },
    types: readonly string[],
    annotations: { readonly [key: string]: string } = {},
  ): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace: install.namespace,
      labels: platformLabels(model),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: { podSelector: { matchLabels: labels }, policyTypes: types, egress: [{}] },
  })
  yield object(policy('jenkins-outside', { 'app.kubernetes.io/name': 'jenkins' }, ['Egress']))
  if (agent === undefined) yield object(policy('jenkins-agents', { [AGENT.key]: AGENT.value }, ['Ingress', 'Egress'], COME_AND_GO))
}

/** No manifest has those pods: runs start them. */
const COME_AND_GO = {
  'kube-score/ignore': 'networkpolicy-targets-pod',
  'platgen.dev/waiver-agents': 'its pods come and go with the runs of pipelines',
}
