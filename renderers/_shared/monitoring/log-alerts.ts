import type { Model } from '../../../engine/sdk.ts'
import type { RuleFile } from './alert.ts'
import { both, constant, fileOf, growing, MINUTE } from './alert-table.ts'
import { series } from './series.ts'

/** Fluentd's buffers with less room than this, in percent, will soon take no more. */
const ROOM = 10

/** The rules of the log agent: what it can't deliver lies on nodes, and does not do so for ever. Undefined without one. */
export function logRules({ logging }: Model): RuleFile | undefined {
  if (logging.agent === 'none' || logging.outputs.length === 0) return undefined
  const agent = { namespace: logging.namespace, service: 'log-agent' }
  const served = { job: 'pods', instance: '10.0.0.6:2020', ...agent, node: 'node-1' }
  const daemonSet = { namespace: logging.namespace, daemonset: 'log-agent' }
  const watched = { job: 'kube-state-metrics', ...daemonSet }
  const [wanted, there] = ['kube_daemonset_status_desired_number_scheduled', 'kube_daemonset_status_number_available']
  const { retries, output, full } = logging.agent === 'fluentd' ? fluentd(agent, served) : fluentBit(agent, served)
  return fileOf(
    'logs',
    [
      {
        word: 'logAgent',
        for: 15 * MINUTE,
        severity: 'warning',
        expr: `max(${series(wanted, daemonSet)}) - max(${series(there, daemonSet)}) > 0`,
        summary: 'Logs of some nodes are not read.',
        description: 'The log agent is not there on {{ $value | humanize }} nodes. Their logs wait, until the runtime removes them.',
        fires: both(constant(wanted, watched, 3), constant(there, watched, 2)),
        quiet: both(constant(wanted, watched, 3), constant(there, watched, 3)),
      },
      {
        word: 'logsWait',
        for: 15 * MINUTE,
        severity: 'warning',
        expr: `sum by (${output}) (increase(${series(retries, agent)}[15m])) > 3`,
        summary: `Logs do not reach {{ $labels.${output} }}.`,
        description: `Log agents try {{ $labels.${output} }} again and again. What is meant for it waits on the nodes, within a limit.`,
        fires: growing(retries, { ...served, [output]: 'out-search' }, 1),
        quiet: constant(retries, { ...served, [output]: 'out-search' }, 7),
      },
      {
        word: 'logsFull',
        for: 5 * MINUTE,
        severity: 'critical',
        expr: full.expr,
        summary: 'The buffer for logs on {{ $labels.node }} is full.',
        description:
          logging.buffers.whenFull === 'wait'
            ? 'Nothing more is read on {{ $labels.node }} until there is room. What the runtime removes meanwhile is lost.'
            : 'What has waited longest on {{ $labels.node }} is lost.',
        fires: full.fires,
        quiet: full.quiet,
      },
    ],
    'platform',
  )
}

type Labels = { readonly [label: string]: string }

function fluentd(agent: Labels, served: Labels) {
  const room = 'fluentd_output_status_buffer_available_space_ratio'
  const labels = { ...served, plugin_id: 'out_search' }
  return {
    retries: 'fluentd_output_status_retry_count',
    output: 'plugin_id',
    full: {
      expr: `min by (node) (${series(room, agent)}) < ${ROOM}`,
      fires: constant(room, labels, 4),
      quiet: constant(room, labels, 60),
    },
  }
}

/** https://docs.fluentbit.io/manual/administration/monitoring: an input pauses when it has to wait, an output drops when it has not. */
function fluentBit(agent: Labels, served: Labels) {
  const [paused, dropped] = ['fluentbit_input_ingestion_paused', 'fluentbit_output_dropped_records_total']
  const labels = { ...served, name: 'containers' }
  return {
    retries: 'fluentbit_output_retries_total',
    output: 'name',
    full: {
      expr: `max by (node) (${series(paused, agent)}) > 0 or sum by (node) (increase(${series(dropped, agent)}[10m])) > 0`,
      fires: constant(paused, labels, 1),
      quiet: constant(paused, labels, 0),
    },
  }
}
