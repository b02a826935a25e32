import type { JsonObject, ServiceLogs } from '../../engine/sdk.ts'
import { timePattern } from '../../engine/sdk.ts'
import type { Lines, LogScope } from '../_shared/log-scope.ts'

/** Drops that look at fields which may be numbers: Fluent Bit's own filter only looks at texts. */
export function luaDrops({ json, types, drop }: ServiceLogs): ServiceLogs['drop'] {
  return drop.filter(({ field }) => field !== undefined && (json || Object.hasOwn(types, field)))
}

/** Whether expressions are tried in Lua. */
export function needsExpressions(logs: ServiceLogs): boolean {
  return logs.mask.length > 0 || logs.sample !== undefined || luaDrops(logs).length > 0
}

/** Whether the time is a field of JSON that may be a number, which Fluent Bit reads no time from. */
export function timeMayBeNumber({ json, time }: ServiceLogs): boolean {
  return json && time?.format === 'unix'
}

/** Tags are `line.CONTAINER.NAMESPACE.POD.ID`; a container's name has no dot. */
export function tagsOf(container: string): string {
  return `line.${container}.*`
}

/** Seconds since 1970, with and without a fraction. */
const UNIX = [String.raw`\d{1,11}\.\d{1,9}`, String.raw`\d{1,11}`]

/** Parsers that belong to one service. */
export function parsersOf({ container, logs }: Lines): readonly JsonObject[] {
  const parsers: JsonObject[] = []
  if (logs.regex !== undefined) {
    const types = Object.entries(logs.types).map(([field, type]) => `${field}:${type}`)
    parsers.push({
      name: `fields-${container}`,
      format: 'regex',
      regex: `/${logs.regex}/`,
      ...(types.length === 0 ? {} : { types: types.join(' ') }),
    })
  }
  if (logs.time !== undefined) {
    const { format, zone } = logs.time
    const forms = format === 'unix' ? ['%s.%L', '%s'] : [strptime(format)]
    for (const [index, time_format] of forms.entries())
      parsers.push({
        name: `time-${index + 1}-${container}`,
        format: 'regex',
        regex: String.raw`/\A(?<platgen_time>${format === 'unix' ? UNIX[index] : timePattern(format)})\z/`,
        time_key: 'platgen_time',
        time_format,
        time_keep: 'off',
        ...(format === 'unix' || zone === 'UTC' ? {} : { time_system_timezone: 'on' }),
      })
  }
  return parsers
}

/** What happens to the lines of a service, in this order. */
export function filtersOf(lines: Lines, { platform, environment }: LogScope): readonly JsonObject[] {
  const { container, service, logs } = lines
  const match = tagsOf(container)
  const filters: JsonObject[] = []
  const add = (name: string, alias: string, options: JsonObject): void => {
    filters.push({ name, alias: `${alias}.${container}`, match, ...options })
  }
  const lua = (what: string): void => add('lua', what, { script: `service-${container}.lua`, call: what })

  if (logs.start !== undefined || logs.traces !== undefined)
    add('multiline', 'records', {
      'multiline.key_content': 'message',
      'multiline.parser': `records-${container}`,
      flush_ms: logs.start === undefined ? '2000' : '5000',
      emitter_name: `records-of.${container}`,
      'emitter_storage.type': 'filesystem',
    })
  if (logs.mask.length > 0) lua('mask')
  const texts = logs.drop.filter(({ field }) => field === undefined)
  if (texts.length > 0) add('grep', 'drop-lines', { exclude: texts.map(({ match: expression }) => `message /${expression}/`) })
  // What the program says can't pass for what the platform knows: this is put aside until the line is read.
  add('modify', 'aside', { hard_rename: 'stream platgen_stream' })
  if (logs.json) {
    if (timeMayBeNumber(logs)) lua('find_time')
    // Of a line that goes on behind an object, the parser would drop the rest: it stays what it is.
    add('parser', 'text', { key_name: 'message', parser: 'no-object', reserve_data: 'on', preserve_key: 'off' })
    add('parser', 'json', { key_name: 'message', parser: 'json', reserve_data: 'on', preserve_key: 'off' })
    add('modify', 'text-again', { hard_rename: 'platgen_text message' })
  }
  if (logs.regex !== undefined)
    add('parser', 'fields', {
      key_name: 'message',
      parser: `fields-${container}`,
      reserve_data: 'on',
      preserve_key: logs.regex.includes('(?<message>') ? 'off' : 'on',
    })
  if (logs.time !== undefined) {
    const { field } = logs.time
    const type = logs.types[field]
    const parser = parsersOf(lines).flatMap(({ name }) => (String(name).startsWith('time-') ? [String(name)] : []))
    if (type !== undefined)
      add('type_converter', 'time-text', { [type === 'integer' ? 'int_key' : 'float_key']: `${accessor(field)} platgen_time string` })
    if (type !== undefined || timeMayBeNumber(logs)) {
      add('parser', 'time', { key_name: 'platgen_time', parser, reserve_data: 'on', preserve_key: 'off' })
      add('modify', 'time-done', { remove: 'platgen_time' })
    } else add('parser', 'time', { key_name: accessor(field), parser, reserve_data: 'on', preserve_key: 'on' })
  }
  const inLua = luaDrops(logs)
  const fields = logs.drop.filter((drop) => drop.field !== undefined && !inLua.includes(drop))
  if (fields.length > 0)
    add('grep', 'drop-records', { exclude: fields.map(({ field = '', match: expression }) => `${accessor(field)} /${expression}/`) })
  if (inLua.length > 0) lua('drop')
  if (logs.sample !== undefined) lua('sample')
  // What the platform knows, over anything that the program said under these names.
  add('modify', 'known', {
    remove: ['kubernetes', 'service', 'labels', 'stream'],
    add: known(service, logs, platform.name, environment.name),
  })
  add('modify', 'stream', { hard_rename: 'platgen_stream stream' })
  for (const under of ['service', 'labels'])
    add('nest', under, { operation: 'nest', wildcard: `platgen_${under}.*`, nest_under: under, remove_prefix: `platgen_${under}.` })
  return filters
}

function known(service: string, { labels }: ServiceLogs, platform: string, environment: string): readonly string[] {
  const all = { 'service.name': service, 'service.environment': environment, 'labels.platform': platform }
  const own = Object.entries(labels).map(([label, text]) => [`labels.${label}`, text] as const)
  return [...Object.entries(all), ...own].map(([field, text]) => `platgen_${field} ${quoted(text)}`)
}

/** A word of a rule: with spaces in it, it stands in quotes. */
function quoted(text: string): string {
  return /^[^\s"]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`
}

/** https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/classic-mode/record-accessor */
export function accessor(field: string): string {
  const [first = '', ...rest] = field.split('.')
  return `$${first}${rest.map((part) => `['${part}']`).join('')}`
}

/** `%L` is every fraction there, and `%s` seconds since 1970. */
function strptime(format: string): string {
  return format === 'unix'
    ? '%s.%L'
    : format.replace(/%([%NFT])/g, (_all, sign: string) => ({ '%': '%%', N: '%L', F: '%Y-%m-%d', T: '%H:%M:%S' })[sign] ?? '')
}
