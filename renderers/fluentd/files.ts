import type { Model } from '../../engine/sdk.ts'
import { inputView } from './input.ts'
import { outputView } from './outputs.ts'
import { othersView, serviceViews } from './service.ts'

type Template = (name: string, view: object) => string

/** The port on which the agent tells how it does. */
export const METRICS_PORT = 24231

/** The folder on the node in which an environment's agent keeps positions and what waits to be sent. */
export function stateFolder(model: Model): string {
  return `/var/lib/fluentd/${model.environment.namespace}`
}

/** Every file of one environment's configuration, by name. None without an agent or without an output. */
export function fluentdFiles(model: Model, template: Template): ReadonlyMap<string, string> {
  const { logging } = model
  const files = new Map<string, string>()
  if (logging.agent !== 'fluentd' || logging.deadLetters === undefined) return files
  // Components are named by their container, as everything else is that nobody described.
  const services = Object.values(model.services)
    .filter(({ component }) => component === undefined)
    .flatMap((service) => serviceViews(service, model))
  const outputs = logging.outputs.map((output) => outputView(output, model))
  files.set('metrics.conf', template('metrics.conf', { port: METRICS_PORT }))
  files.set('input.conf', template('input.conf', inputView(model, services)))
  for (const service of services) files.set(`service-${service.name}.conf`, template('service.conf', service))
  files.set('others.conf', template('others.conf', othersView(model)))
  for (const output of outputs) files.set(`output-${output.name}.conf`, template('output.conf', output))
  files.set('dead-letters.conf', template('dead-letters.conf', { to: logging.deadLetters.name }))
  const main = template('fluent.conf', { environment: model.environment.name, root: stateFolder(model), files: [...files.keys()] })
  return new Map([['fluent.conf', main], ...files])
}
