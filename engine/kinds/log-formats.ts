/** What a built-in format reads: whether a line is JSON, else what fields stand in it, and the language of its stack traces. */
export interface BuiltInFormat {
  readonly json: boolean
  readonly regex: string | undefined
  readonly types: { readonly [field: string]: 'integer' | 'float' | 'bool' }
  readonly traces: 'java' | 'python' | 'go' | 'node' | undefined
}

const LEVELS = '(?<level>TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)'

/** Only a level is looked for in what programs print for people: their layouts differ, and the text stays whole. */
const traced = (traces: 'java' | 'python' | 'go' | 'node'): BuiltInFormat => ({
  json: false,
  regex: `^[^\\n]{0,80}?\\b${LEVELS}\\b`,
  types: {},
  traces,
})

/** https://httpd.apache.org/docs/2.4/logs.html#combined, which is nginx' `combined` too. */
const COMBINED =
  '^(?<remote>\\S+) \\S+ (?<user>\\S+) \\[(?<time>[^\\]]+)\\] "(?<method>[A-Z]+) (?<path>[^" ]*)(?: (?<protocol>[^"]*))?" (?<code>\\d{3}) (?<size>\\d+|-)(?: "(?<referer>[^"]*)" "(?<agent>[^"]*)")?'
const access: BuiltInFormat = { json: false, regex: COMBINED, types: { code: 'integer', size: 'integer' }, traces: undefined }

const FORMATS: { readonly [name: string]: BuiltInFormat } = {
  plain: { json: false, regex: undefined, types: {}, traces: undefined },
  json: { json: true, regex: undefined, types: {}, traces: undefined },
  java: traced('java'),
  python: traced('python'),
  go: traced('go'),
  node: traced('node'),
  nginx: access,
  apache: access,
}

/** The formats that nobody has to declare. */
export const builtInFormats: readonly string[] = Object.keys(FORMATS)

/** One of them by its name, or undefined. */
export function builtInFormat(name: string): BuiltInFormat | undefined {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
}
