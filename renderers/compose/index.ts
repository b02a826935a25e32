import { at, atKey, defineRenderer, type Model, nearest, type Report, type Service, text, yaml } from '../../engine/sdk.ts'
import { dependencies } from './dependencies.ts'
import { portInFront, storeOfOperator, unknownEnvironment } from './diagnostics.ts'
import { healthcheck } from './health.ts'
import { type ComposeOptions, options } from './options.ts'
import { publishedPorts } from './ports.ts'
import { scriptView } from './script.ts'
import { buildSecrets, declaredSecrets, neededSecrets } from './secrets.ts'
import { composeServices } from './service.ts'
import { storeService } from './store.ts'
import { type Value, written } from './value.ts'
import { declaredVolumes, filesOf } from './volumes.ts'

export default defineRenderer<ComposeOptions>({
  name: 'compose',
  summary: 'compose.yaml: the services and stores of one environment on a laptop, with what they need.',
  options,

  *platform(models, { options: { environment, output }, report, template }) {
    const [first] = models
    if (first === undefined) return
    const model = environment === undefined ? first : models.find((candidate) => candidate.environment.name === environment)
    if (model === undefined) {
      const known = models.map((candidate) => candidate.environment.name)
      const name = String(environment)
      report(unknownEnvironment, at(first, 'outputs', 'compose', 'environment'), { name, known, nearest: nearest(name, known) })
      return
    }
    const services = Object.values(model.services)
      .filter(({ component }) => component === undefined)
      .sort(byName)
    const stores = Object.values(model.stores)
      .filter(({ external }) => external === undefined)
      .sort(byName)
    checkPorts(services, model, report)
    for (const { name, operator } of stores)
      if (operator !== undefined)
        report(storeOfOperator, at(model, 'stores', name, 'operator', 'name'), {
          store: name,
          operator: operator.name,
          environment: model.environment.name,
        })
    const ports = publishedPorts(model)
    const asked = new Set([...services.filter((service) => healthcheck(service) !== undefined), ...stores].map(({ name }) => name))
    const waits = dependencies(services, stores, (name) => asked.has(name))
    const needed = neededSecrets(services, stores)
    const builds = buildSecrets(services)
    const files = services.flatMap((service) => filesOf(service, model))
    const volumes = [...services.flatMap(declaredVolumes), ...stores.map(({ name }): readonly [string, Value] => [name, {}])]
    const secrets = declaredSecrets(needed, builds, { services: named(services), stores: named(stores) })
    const document: Value = {
      name: model.platform.name,
      services: Object.fromEntries([
        ...stores.map((store) => [store.name, storeService(store, ports.get(store.name) ?? [])]),
        ...services.flatMap((service) =>
          composeServices(service, { model, output, waits: waits.get(service.name) ?? {}, ports: ports.get(service.name) ?? [] }),
        ),
      ]) as { readonly [name: string]: Value },
      volumes: volumes.length === 0 ? undefined : Object.fromEntries(volumes),
      configs: files.length === 0 ? undefined : Object.fromEntries(files.map(({ name, path }) => [name, { file: `./${path}` }])),
      secrets: Object.keys(secrets).length === 0 ? undefined : secrets,
    }
    yield yaml('compose.yaml', written(document), HEAD)
    for (const file of files) yield text(file.path, file.text, undefined)
    const view = scriptView(needed, builds, ports)
    yield text('.env.example', template('env.example', view), '#')
    yield text('secrets.sh', template('secrets.sh', view), '#', { after: 1, executable: true })
  },
})

const HEAD = 'Once: secrets.sh, which makes secrets and .env. Then: docker compose up --build, in this folder.'

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1)

function named<Thing extends { readonly name: string }>(things: readonly Thing[]): { readonly [name: string]: Thing } {
  return Object.fromEntries(things.map((thing) => [thing.name, thing]))
}

/** Reports calls that only a Service of Kubernetes could pass on. */
function checkPorts(services: readonly Service[], model: Model, report: Report): void {
  for (const caller of services)
    for (const call of caller.calls) {
      if (call.type !== 'service') continue
      const port = call.ports.find((one) => one.servicePort !== one.port)
      if (port === undefined) continue
      report(portInFront, atKey(model, 'services', call.name, 'ports', port.name), {
        caller: caller.name,
        callee: call.name,
        servicePort: port.servicePort,
        port: port.port,
      })
    }
}
