/** @import { Model, Service, Store, External } from 'platgen/sdk' */

/**
 * One line of the inventory.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {'service' | 'store' | 'external'} type
 * @property {string} owner Who answers for it; empty for what is not ours.
 * @property {string} contact How to reach them.
 * @property {readonly string[]} images Empty for what somebody else runs.
 * @property {readonly string[]} endpoints Where it answers: inside of the cluster, then outside.
 * @property {readonly string[]} calls Whom it needs.
 */

/**
 * Everything of one environment, sorted by name: what runs there, and what it talks to.
 *
 * @param {Model} model
 * @param {{ readonly [team: string]: string }} contacts
 * @returns {readonly Entry[]}
 */
export function entries(model, contacts) {
  const nobody = { owner: '', contact: '', images: [], calls: [] }
  return [
    ...Object.values(model.services).map((service) => {
      const owner = service.owner ?? ''
      return {
        name: service.name,
        type: /** @type {const} */ ('service'),
        owner,
        contact: contacts[owner] ?? '',
        images: service.versions.map(({ image }) => image.reference),
        endpoints: [...inside(service, model), ...outside(service)],
        calls: service.calls.map(({ name }) => name),
      }
    }),
    ...Object.values(model.stores).map((store) => {
      const owner = model.platform.owner ?? ''
      const external = store.external !== undefined
      return {
        ...nobody,
        name: store.name,
        type: /** @type {const} */ ('store'),
        owner,
        contact: contacts[owner] ?? '',
        images: external ? [] : [store.image.reference],
        endpoints: external ? [`${store.host}:${store.port.port}`] : inside({ name: store.name, ports: [store.port] }, model),
      }
    }),
    ...Object.values(model.externals).map(({ name, host, ports }) => ({
      ...nobody,
      name,
      type: /** @type {const} */ ('external'),
      endpoints: ports.map(({ port }) => `${host}:${port}`),
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * @param {Pick<Service, 'name' | 'ports'>} of
 * @param {Model} model
 */
function inside({ name, ports }, model) {
  return ports.map(({ servicePort }) => `${name}.${model.environment.namespace}.svc:${servicePort}`)
}

/** @param {Service} service */
function outside({ expose }) {
  if (expose === undefined) return []
  const scheme = expose.tls === undefined ? 'http' : 'https'
  return expose.host.flatMap((host) => expose.path.map((path) => `${scheme}://${host}${path}`))
}
