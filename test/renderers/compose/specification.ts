/**
 * What the Compose specification says of the words that we use: https://github.com/compose-spec/compose-spec/blob/main/spec.md. Facts of our own, so that a
 * misspelt word or a wrong shape is found without the network.
 */

type Check = (value: unknown, where: string) => readonly string[]

const text: Check = (value, where) => (typeof value === 'string' ? [] : [`${where} is no text`])
const number: Check = (value, where) => (typeof value === 'number' ? [] : [`${where} is no number`])
const yes: Check = (value, where) => (typeof value === 'boolean' ? [] : [`${where} is neither true nor false`])
const textOrNumber: Check = (value, where) => (typeof value === 'number' ? [] : text(value, where))
const matches =
  (pattern: RegExp): Check =>
  (value, where) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${where} is not ${pattern.source}: ${String(value)}`]
const oneOf = (...values: readonly string[]): Check => matches(new RegExp(`^(${values.join('|')})$`))
const list =
  (item: Check, unique = false): Check =>
  (value, where) =>
    !Array.isArray(value)
      ? [`${where} is no list`]
      : [
          ...value.flatMap((one, index) => item(one, `${where}/${index}`)),
          ...(unique && new Set(value.map((one) => JSON.stringify(one))).size < value.length ? [`${where} has an item twice`] : []),
        ]
const map =
  (entry: Check, key = /^[a-zA-Z0-9._-]+$/): Check =>
  (value, where) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? [`${where} is no map`]
      : Object.entries(value).flatMap(([name, part]) => [
          ...(key.test(name) ? [] : [`${where} has the key ${name}`]),
          ...entry(part, `${where}/${name}`),
        ])
const shape =
  (words: { readonly [word: string]: Check }, required: readonly string[] = []): Check =>
  (value, where) => [
    ...map((_part, _where) => [])(value, where),
    ...required.filter((word) => !Object.hasOwn(value as object, word)).map((word) => `${where} lacks ${word}`),
    ...Object.entries(value as object).flatMap(([word, part]) =>
      Object.hasOwn(words, word) ? (words[word] as Check)(part, `${where}/${word}`) : [`${where} has the word ${word}`],
    ),
  ]
const either =
  (...checks: readonly Check[]): Check =>
  (value, where) =>
    checks.some((check) => check(value, where).length === 0) ? [] : (checks.at(-1) as Check)(value, where)

const duration = matches(/^(\d+(\.\d+)?(us|ms|s|m|h))+$/)
const granted = list(either(text, shape({ source: text, target: text, uid: text, gid: text, mode: textOrNumber })), true)
const program = either(text, list(text))

const service = shape({
  image: text,
  build: either(
    text,
    shape({ context: text, dockerfile: text, args: map(textOrNumber, /./), secrets: granted, labels: map(text, /./), target: text }),
  ),
  user: matches(/^\d+(:\d+)?$/),
  read_only: yes,
  privileged: yes,
  cap_add: list(text, true),
  cap_drop: list(text, true),
  security_opt: list(text, true),
  environment: map(either(text, number, yes), /./),
  secrets: granted,
  configs: granted,
  tmpfs: list(matches(/^\/[^:]*(:[\w=,]+)?$/)),
  volumes: list(
    shape(
      {
        type: oneOf('volume', 'bind', 'tmpfs'),
        source: text,
        target: matches(/^\//),
        read_only: yes,
        volume: shape({ subpath: text, nocopy: yes }),
      },
      ['type', 'target'],
    ),
    true,
  ),
  restart: oneOf('no', 'always', 'on-failure', 'unless-stopped'),
  profiles: list(matches(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/), true),
  entrypoint: program,
  command: program,
  ports: list(shape({ target: number, published: textOrNumber, host_ip: text, protocol: oneOf('tcp', 'udp') }, ['target']), true),
  depends_on: map(shape({ condition: oneOf('service_started', 'service_healthy', 'service_completed_successfully') }, ['condition'])),
  network_mode: matches(/^(host|none|bridge|service:.+)$/),
  healthcheck: shape({ test: list(text), interval: duration, timeout: duration, retries: number, start_period: duration }),
  stop_grace_period: duration,
  mem_limit: textOrNumber,
  cpus: textOrNumber,
})

const file = shape({
  name: matches(/^[a-z0-9][a-z0-9_-]*$/),
  services: map(service),
  volumes: map(shape({ driver_opts: map(text, /./) })),
  configs: map(shape({ file: text })),
  secrets: map(shape({ file: text, environment: text })),
})

/** What is wrong with a Compose file: words and shapes, names that nothing declares, and services that wait for each other in a circle. */
export function problemsOf(document: unknown): readonly string[] {
  const shapes = file(document, '')
  return shapes.length > 0 ? shapes : references(document as Document)
}

interface Document {
  readonly services: { readonly [name: string]: ServiceWords }
  readonly volumes?: object
  readonly configs?: object
  readonly secrets?: object
}

interface ServiceWords {
  readonly depends_on?: { readonly [name: string]: { readonly condition: string } }
  readonly network_mode?: string
  readonly healthcheck?: object
  readonly volumes?: readonly { readonly type: string; readonly source: string }[]
  readonly configs?: readonly { readonly source: string }[]
  readonly secrets?: readonly { readonly source: string }[]
  readonly build?: { readonly secrets?: readonly string[] }
  readonly ports?: readonly { readonly published: string }[]
}

function references({ services, volumes = {}, configs = {}, secrets = {} }: Document): readonly string[] {
  const missing = (where: string, names: readonly string[], declared: object) =>
    names.filter((name) => !Object.hasOwn(declared, name)).map((name) => `${where} names ${name}, which nothing declares`)
  const published = Object.values(services).flatMap(({ ports }) => (ports ?? []).map((port) => port.published))
  return [
    ...Object.entries(services).flatMap(([name, words]) => [
      ...missing(name, Object.keys(words.depends_on ?? {}), services),
      ...missing(name, words.network_mode?.startsWith('service:') ? [words.network_mode.slice('service:'.length)] : [], services),
      ...missing(
        name,
        (words.volumes ?? []).filter(({ type }) => type === 'volume').map(({ source }) => source),
        volumes,
      ),
      ...missing(
        name,
        (words.configs ?? []).map(({ source }) => source),
        configs,
      ),
      ...missing(name, [...(words.secrets ?? []).map(({ source }) => source), ...(words.build?.secrets ?? [])], secrets),
      ...Object.entries(words.depends_on ?? {})
        .filter(([other, { condition }]) => condition === 'service_healthy' && services[other]?.healthcheck === undefined)
        .map(([other]) => `${name} waits for the health of ${other}, which nobody asks for`),
      ...(reaches(services, name, name) ? [`${name} waits for itself`] : []),
    ]),
    ...(new Set(published).size < published.length ? ['a port is published twice'] : []),
  ]
}

function reaches(services: Document['services'], from: string, to: string, seen = new Set<string>()): boolean {
  return Object.keys(services[from]?.depends_on ?? {}).some((next) => {
    if (next === to) return true
    if (seen.has(next)) return false
    seen.add(next)
    return reaches(services, next, to, seen)
  })
}
