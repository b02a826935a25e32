import type { Model } from '../../engine/sdk.ts'
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
export function inputView(model: Model, services: readonly ServiceView[]): InputView {
  return {
    cri: model.logging.runtime === 'containerd',
    paths: fluentdString(`/var/log/containers/*_${model.environment.namespace}_*.log`),
    positions: fluentdString(`${stateFolder(model)}/containers.pos`),
    expression: fluentdRegex(CRI),
    services,
  }
}
