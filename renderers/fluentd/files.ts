import type { LogScope } from '../_shared/log-scope.ts'
import { filesView, inputView } from './input.ts'
import { outputView } from './outputs.ts'
import { othersView, serviceView } from './service.ts'

type Template = (name: string, view: object) => string

/** The port on which the agent tells how it does. */
export const METRICS_PORT = 24231

/** The folder in which an environment's agent keeps positions and what waits to be sent: of its node, or of its pod. */
export function stateFolder({ environment }: Pick<LogScope, 'environment'>): string {
  return `/var/lib/fluentd/${environment.namespace}`
}

/** Every file of one agent's configuration, by name. None without an agent or without an output. */
export function fluentdFiles(scope: LogScope, template: Template): ReadonlyMap<string, string> {
  const { logging, environment } = scope
  const files = new Map<string, string>()
  if (logging.agent !== 'fluentd' || logging.deadLetters === undefined) return files
  const services = scope.lines.map((lines) => serviceView(lines, scope))
  const outputs = logging.outputs.map((output) => outputView(output, scope))
  if (scope.files === undefined) {
    files.set('metrics.conf', template('metrics.conf', { port: METRICS_PORT }))
    files.set('input.conf', template('input.conf', inputView(scope, services)))
  } else files.set('input.conf', template('files.conf', filesView(scope, scope.files)))
  for (const service of services) files.set(`service-${service.name}.conf`, template('service.conf', service))
  if (scope.files === undefined) files.set('others.conf', template('others.conf', othersView(scope)))
  for (const output of outputs) files.set(`output-${output.name}.conf`, template('output.conf', output))
  files.set('dead-letters.conf', template('dead-letters.conf', { to: logging.deadLetters.name }))
  const main = template('fluent.conf', { environment: environment.name, root: stateFolder(scope), files: [...files.keys()] })
  return new Map([['fluent.conf', main], ...files])
}
