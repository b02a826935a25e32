import type { AlertWord, Model } from '../../../engine/sdk.ts'
import { shellWords } from '../../_shared/quote/shell.ts'
import { looking, type Steps, step } from './steps.ts'

/** Words whose alerts are raised for the cluster, the mesh, and whatever watches. */
export type ClusterWord = Extract<
  AlertWord,
  | 'apiErrors'
  | 'apiSlow'
  | 'dnsErrors'
  | 'dnsSlow'
  | 'meshRejects'
  | 'meshSlow'
  | 'logAgent'
  | 'logsWait'
  | 'logsFull'
  | 'targetDown'
  | 'rulesFail'
  | 'reloadFailed'
  | 'notifications'
  | 'alertmanagerFails'
  | 'watchdog'
>

/** What to do about an alert of the cluster. */
export function clusterSteps(word: ClusterWord, { monitoring, mesh, logging }: Model): Steps {
  const system = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', 'kube-system', ...words])
  const istio = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', mesh.namespace, ...words])
  const own = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', monitoring.namespace, ...words])
  const logsOf = (program: string) =>
    step(`what ${program} says`, own('logs', '--selector', `app.kubernetes.io/name=${program}`, '--tail', '200'))
  const watching = step('what watches', own('get', 'pods', '--output', 'wide'))
  const logs = (...words: readonly string[]) => shellWords(['kubectl', '--namespace', logging.namespace, ...words])
  switch (word) {
    case 'apiErrors':
    case 'apiSlow':
      return looking(
        step('what the API server thinks of itself', "kubectl get --raw '/readyz?verbose'"),
        step('its pods', system('get', 'pods', '--selector', 'component=kube-apiserver', '--output', 'wide')),
        step('what etcd says', system('logs', '--selector', 'component=etcd', '--tail', '100')),
        step('who asks the most', 'kubectl get --raw /metrics | grep ^apiserver_flowcontrol_current_inflight_requests'),
      )
    case 'dnsErrors':
    case 'dnsSlow':
      return {
        look: [
          step('the pods of the DNS', system('get', 'pods', '--selector', 'k8s-app=kube-dns', '--output', 'wide')),
          step('what it says', system('logs', '--selector', 'k8s-app=kube-dns', '--tail', '200')),
          step('its configuration', system('get', 'configmap', 'coredns', '--output', 'yaml')),
        ],
        act: [step('new pods of the DNS, one after the other', system('rollout', 'restart', 'deployment/coredns'))],
      }
    case 'meshRejects':
    case 'meshSlow':
      return looking(
        step('which proxies are behind', 'istioctl proxy-status'),
        step('what istiod says', istio('logs', '--selector', 'app=istiod', '--tail', '200')),
        step('mistakes in what is applied', 'istioctl analyze --all-namespaces'),
      )
    case 'logAgent':
      return looking(
        step(
          'the agents, and the nodes that they are on',
          logs('get', 'pods', '--selector', 'app.kubernetes.io/name=log-agent', '--output', 'wide'),
        ),
        step('why one does not start', logs('describe', 'daemonset/log-agent')),
        step('what they say', logs('logs', '--selector', 'app.kubernetes.io/name=log-agent', '--tail', '100')),
      )
    case 'logsWait':
    case 'logsFull':
      return {
        look: [
          step('what the outputs answer', logs('logs', '--selector', 'app.kubernetes.io/name=log-agent', '--tail', '200', '--prefix')),
          step('what runs here of them', logs('get', 'pods,persistentvolumeclaims', '--output', 'wide')),
        ],
        act: [step('agents that try again at once, and go on where they were', logs('rollout', 'restart', 'daemonset/log-agent'))],
      }
    case 'targetDown':
      return looking(watching, step('the nodes', 'kubectl get nodes --output wide'), logsOf('prometheus'))
    case 'rulesFail':
    case 'reloadFailed':
      return looking(watching, logsOf('prometheus'), logsOf('alertmanager'))
    case 'notifications':
    case 'alertmanagerFails':
      return looking(watching, logsOf('alertmanager'), logsOf('prometheus'))
    case 'watchdog':
      return looking(watching)
  }
}
