import type { LogScope, ReadFile } from '../_shared/log-scope.ts'
import { fluentdRegex, fluentdString } from '../_shared/quote/fluentd.ts'
import { stateFolder } from './files.ts'
import type { ServiceView } from './service.ts'

/** The files of the node, and which service each is of. */
export interface InputView {
  /** containerd writes CRI lines, docker JSON. */
  readonly cri: boolean
  readonly paths: string
  readonly positions: string
  readonly expression: string
  readonly services: readonly ServiceView[]
}

/** https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/logs/logs.go: RFC 3339 with nanoseconds. */
const CRI = String.raw`^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d)) (?<stream>stdout|stderr) (?<logtag>[FP])(?::\S*)? ?(?<message>.*)$`

/** What the template of the input reads. */
export function inputView(scope: LogScope, services: readonly ServiceView[]): InputView {
  return {
    cri: scope.logging.runtime === 'containerd',
    paths: fluentdString(`/var/log/containers/*_${scope.environment.namespace}_*.log`),
    positions: fluentdString(`${stateFolder(scope)}/containers.pos`),
    expression: fluentdRegex(CRI),
    services,
  }
}

/** What the template for an agent beside a container reads. */
export function filesView(scope: LogScope, files: readonly ReadFile[]): object {
  const namespace = scope.environment.namespace
  return {
    files: files.map(({ container, path }) => ({
      name: container,
      path: fluentdString(path),
      positions: fluentdString(`${stateFolder(scope)}/${container}.pos`),
      kubernetes: fluentdString(
        `\${{"container_name" => "${container}", "namespace_name" => "${namespace}", "pod_name" => ENV["POD_NAME"], "pod_id" => ENV["POD_ID"], "pod_ip" => ENV["POD_IP"], "host" => ENV["NODE_NAME"]}}`,
      ),
    })),
  }
}
