import type { JsonObject, Model, SearchOutput } from '../../engine/sdk.ts'

const DAY = 86_400

/** Names of services, and of what else the agent makes an index of, with how long each is kept. */
interface Kept {
  readonly service: string
  readonly keep: number | undefined
}

/** The services that send to an output. */
export function senders(output: SearchOutput, { services }: Model): readonly Kept[] {
  return Object.values(services)
    .filter(({ logs, component }) => component === undefined && logs.to.includes(output.name))
    .map(({ name, logs }) => ({ service: name, keep: logs.keep ?? output.keep }))
}

/** Services that need a word of their own: they are kept for another time than all others, or are called as if they were part of one that is. */
function named(output: SearchOutput, model: Model): readonly Kept[] {
  const all = senders(output, model)
  const own = all.filter(({ keep }) => keep !== output.keep)
  return all.filter((one) => own.includes(one) || own.some(({ service }) => one.service.startsWith(`${service}-`)))
}

/** Of two patterns that an index matches, the one with the longer name is meant: `shop-api` is no `shop`. */
function priorityOf(service: string | undefined): number {
  return 200 + (service?.length ?? 0)
}

/** The policy for everything that is kept so long. */
function policyName(output: SearchOutput, keep: number): string {
  return `${output.index}-${keep % DAY === 0 ? `${keep / DAY}d` : `${keep}s`}`
}

/** How long indices live: one policy for each time. Indices are of one day, so that their age is that of their records. */
export function policies(output: SearchOutput, model: Model): ReadonlyMap<string, JsonObject> {
  const times = new Set([output.keep, ...senders(output, model).map(({ keep }) => keep)].filter((keep) => keep !== undefined))
  return new Map(
    [...times]
      .sort((one, other) => one - other)
      .map((keep) => [policyName(output, keep), output.type === 'elasticsearch' ? ilm(keep) : ism(output, keep, model)]),
  )
}

/** https://www.elastic.co/guide/en/elasticsearch/reference/8.19/ilm-put-lifecycle.html */
function ilm(keep: number): JsonObject {
  const warm =
    keep > 3 * DAY ? { warm: { min_age: '2d', actions: { set_priority: { priority: 50 }, forcemerge: { max_num_segments: 1 } } } } : {}
  return {
    policy: {
      phases: {
        hot: { min_age: '0ms', actions: { set_priority: { priority: 100 } } },
        ...warm,
        delete: { min_age: `${keep}s`, actions: { delete: {} } },
      },
    },
  }
}

/** https://docs.opensearch.org/latest/im-plugin/ism/policies/: there a policy finds its indices, not the other way round. */
function ism(output: SearchOutput, keep: number, model: Model): JsonObject {
  const services = named(output, model).flatMap((one) => (one.keep === keep ? [one.service] : []))
  const all = keep === output.keep ? [undefined, ...services] : services
  return {
    policy: {
      description: `Kept for ${keep} seconds.`,
      default_state: 'kept',
      states: [
        { name: 'kept', actions: [], transitions: [{ state_name: 'gone', conditions: { min_index_age: `${keep}s` } }] },
        { name: 'gone', actions: [{ delete: {} }], transitions: [] },
      ],
      ism_template: all.map((service) => ({ index_patterns: [patternOf(output, service)], priority: priorityOf(service) })),
    },
  }
}

/** What every index is like, and how long those of each service live. */
export function templates(output: SearchOutput, model: Model): ReadonlyMap<string, JsonObject> {
  const all = [{ service: undefined, keep: output.keep }, ...named(output, model)]
  return new Map(
    all.map(({ service, keep }) => [
      service === undefined ? output.index : `${output.index}-${service}`,
      {
        index_patterns: [patternOf(output, service)],
        priority: priorityOf(service),
        template: {
          settings: {
            'index.number_of_shards': 1,
            'index.number_of_replicas': output.copies,
            'index.mapping.total_fields.limit': 1000,
            'index.mapping.ignore_malformed': true,
            ...(output.type === 'elasticsearch' && keep !== undefined ? { 'index.lifecycle.name': policyName(output, keep) } : {}),
          },
          mappings: MAPPINGS,
        },
        _meta: { by: 'platgen' },
      },
    ]),
  )
}

/** Texts of unknown fields are kept as words, so that they can be counted, and not so long that they are refused. */
const MAPPINGS: JsonObject = {
  dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1024 } } }],
  properties: {
    '@timestamp': { type: 'date_nanos' },
    message: { type: 'text' },
    level: { type: 'keyword' },
    stream: { type: 'keyword' },
    service: { properties: { name: { type: 'keyword' }, environment: { type: 'keyword' } } },
    kubernetes: {
      properties: {
        pod_name: { type: 'keyword' },
        namespace_name: { type: 'keyword' },
        container_name: { type: 'keyword' },
        host: { type: 'keyword' },
      },
    },
  },
}

/** Data views and saved searches, a line each. https://www.elastic.co/guide/en/kibana/8.19/saved-objects-api-import.html */
export function savedObjects(output: SearchOutput, model: Model): string {
  const names = senders(output, model).map(({ service }) => service)
  const views = [undefined, ...names].map((service) => ({
    id: viewId(output, service),
    type: 'index-pattern',
    attributes: { title: patternOf(output, service), timeFieldName: '@timestamp' },
    references: [],
  }))
  const own = Object.entries(output.views).map(([name, services]) => ({
    id: `${output.index}-view-${name}`,
    type: 'index-pattern',
    attributes: {
      title: services.map((service) => patternOf(output, service)).join(','),
      // Elsewhere a view is called as its pattern.
      ...(output.type === 'elasticsearch' ? { name: `${output.index}: ${name}` } : {}),
      timeFieldName: '@timestamp',
    },
    references: [],
  }))
  const searches = Object.entries(output.searches).map(([name, { query, services, columns }]) => {
    const [only] = services
    const view = viewId(output, services.length === 1 ? only : undefined)
    const language = { language: 'kuery', query: services.length > 1 ? `service.name: (${services.join(' or ')}) and (${query})` : query }
    return {
      id: `${output.index}-search-${name}`,
      type: 'search',
      attributes: {
        title: `${output.index}: ${name}`,
        columns,
        sort: [['@timestamp', 'desc']],
        kibanaSavedObjectMeta: {
          searchSourceJSON: JSON.stringify({ query: language, filter: [], indexRefName: 'kibanaSavedObjectMeta.searchSourceJSON.index' }),
        },
      },
      references: [{ id: view, name: 'kibanaSavedObjectMeta.searchSourceJSON.index', type: 'index-pattern' }],
    }
  })
  return [...views, ...own, ...searches].map((one) => `${JSON.stringify(one)}\n`).join('')
}

/** The indices of a service, or of everything. */
function patternOf({ index }: SearchOutput, service: string | undefined): string {
  return service === undefined ? `${index}-*` : `${index}-${service}-*`
}

function viewId(output: SearchOutput, service: string | undefined): string {
  return service === undefined ? `${output.index}-all` : `${output.index}-${service}`
}
