import { at, defineDiagnostic, defineRenderer, json } from 'platgen/sdk'

/** What the user did wrong, said once. Its place, its lines and its colours come from platgen. */
const withoutOwner = defineDiagnostic({
  code: 'my-renderer/without-owner',
  severity: 'error',
  message: ({ service }) => `\`${service}\` has no \`owner\`, and the inventory wants one`,
  note: () => 'Name the team under `owner`, of the service or of the whole platform.',
})

/**
 * A renderer is data and up to three generators: `platform` (once), `environment` (once for each), `service` (once for each service and environment).
 * They are pure: no disk, no clock, no network. Everything in the model is decided, so nothing here needs a default.
 */
export default defineRenderer({
  name: 'my-renderer',
  summary: 'An inventory of the services of each environment.',
  // What the user may write under `outputs`: a closed object, with a description and a default for each option.
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      owners: { description: 'Whether every service needs an owner. Default true.', type: 'boolean', default: true },
    },
  },

  *environment(model, { options, report }) {
    // By name, so that the file does not depend on the order in platform.yaml.
    const services = Object.values(model.services).sort((a, b) => (a.name < b.name ? -1 : 1))
    if (options.owners)
      for (const service of services)
        if (service.owner === undefined) report(withoutOwner, at(model, 'services', service.name), { service: service.name })

    // The path is below the renderer's own folder in the output.
    yield json(`${model.environment.name}.json`, {
      platform: model.platform.name,
      environment: model.environment.name,
      services: services.map((service) => ({
        name: service.name,
        owner: service.owner ?? null,
        image: service.image.reference,
        ports: service.ports.map(({ name, servicePort }) => ({ name, port: servicePort })),
        calls: service.calls.map(({ name }) => name),
      })),
    })
  },
})
