import { at, defineDiagnostic, defineRenderer, json, text } from 'platgen/sdk'
import { csv } from './csv.js'
import { entries } from './entries.js'

/** What the user did wrong, said once. Its place, its lines and its colours come from platgen. */
const noContact = defineDiagnostic({
  code: 'cmdb/no-contact',
  severity: 'error',
  message: (/** @type {{ service: string, owner: string }} */ { service, owner }) =>
    owner === '' ? `nobody owns \`${service}\`` : `nobody knows how to reach \`${owner}\`, who owns \`${service}\``,
  note: ({ owner }) => (owner === '' ? 'Say `owner`, for the service or for the whole platform.' : `Say \`contacts: {${owner}: …}\` under \`outputs\`.`),
})

const HEADER = ['name', 'type', 'owner', 'contact', 'images', 'endpoints', 'calls']

/**
 * An inventory for a configuration management database (CMDB): for each environment a JSON file for programs and a CSV file for people,
 * and for all of them together which image runs where.
 *
 * @type {import('platgen/sdk').Renderer<{ contacts: { readonly [team: string]: string }, separator: string }>}
 */
export default defineRenderer({
  name: 'cmdb',
  summary: 'An inventory: who runs what, with which image, and where it answers.',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      contacts: {
        description: 'How to reach each team, by its name under `owner`.',
        type: 'object',
        additionalProperties: { type: 'string' },
        default: {},
      },
      separator: { description: 'What stands between two cells of the CSV files. Default `,`.', type: 'string', enum: [',', ';'], default: ',' },
    },
  },

  *environment(model, { options, report }) {
    const { name } = model.environment
    for (const service of Object.values(model.services)) {
      const owner = service.owner ?? ''
      if (options.contacts[owner] === undefined)
        report(noContact, at(model, 'services', service.name, 'owner'), { service: service.name, owner }, { environment: name })
    }

    const all = entries(model, options.contacts)
    yield json(`${name}/inventory.json`, { platform: model.platform.name, environment: name, namespace: model.environment.namespace, entries: all })
    const rows = all.map((entry) => [
      entry.name,
      entry.type,
      entry.owner,
      entry.contact,
      entry.images.join(' '),
      entry.endpoints.join(' '),
      entry.calls.join(' '),
    ])
    yield text(`${name}/inventory.csv`, csv([HEADER, ...rows], options.separator), undefined)
  },

  *platform(models, { options }) {
    /** @type {Map<string, string[]>} */
    const where = new Map()
    for (const model of models)
      for (const { images, name } of entries(model, options.contacts))
        for (const image of images) where.set(image, [...(where.get(image) ?? []), `${model.environment.name}/${name}`])
    const rows = [...where].sort(([a], [b]) => (a < b ? -1 : 1)).map(([image, users]) => [image, users.sort().join(' ')])
    yield text('images.csv', csv([['image', 'used by'], ...rows], options.separator), undefined)
  },
})
