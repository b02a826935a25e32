import { known } from './parameters.ts'

type Values = { readonly [name: string]: unknown }

/** One file of the configuration, as YAML is read: https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/yaml */
export interface Section {
  readonly service?: Values
  readonly env?: readonly Values[]
  readonly includes?: readonly string[]
  readonly parsers?: readonly Values[]
  readonly multiline_parsers?: readonly Values[]
  readonly pipeline?: { readonly [kind: string]: readonly Values[] }
}

const FORMS: { readonly [type: string]: RegExp } = {
  boolean: /^(?:on|off)$/,
  integer: /^\d+$/,
  number: /^\d+(?:\.\d+)?$/,
  size: /^\d+[kKmMgG]?$/,
  time: /^\d+[smhd]?$/,
}

/**
 * What a real Fluent Bit would refuse, or take and never use: a parameter that its plugin does not know or of another type, a parser or a file that is not
 * there, a filter that is called as another one.
 */
export function judge(main: string, files: ReadonlyMap<string, Section>, scripts: ReadonlyMap<string, string>): readonly string[] {
  const wrong: string[] = []
  const start = files.get(main)
  const includes = start?.includes ?? []
  const sections = [start, ...includes.map((name) => files.get(name))].flatMap((section) => section ?? [])
  for (const name of includes) if (!files.has(name)) wrong.push(`no file ${name}`)
  for (const name of files.keys()) if (name !== main && !includes.includes(name)) wrong.push(`nobody includes ${name}`)
  const names = (kind: 'parsers' | 'multiline_parsers') =>
    sections.flatMap((section) => section[kind] ?? []).map(({ name }) => String(name))
  const parsers = names('parsers')
  const joiners = ['cri', 'docker', ...names('multiline_parsers')]
  const variables = sections.flatMap(({ env }) => env ?? []).map(({ name }) => String(name))
  const aliases = new Set<string>()
  const called = new Set<string>()

  function check(place: string, tables: readonly (string | undefined)[], values: Values): void {
    const types = new Map(tables.flatMap((table) => (table ?? '').split(' ').map((pair) => pair.split(/:(?=[a-z]+$)/) as [string, string])))
    for (const [key, value] of Object.entries(values)) {
      const type = types.get(key) ?? [...types].find(([name]) => name.endsWith('.') && key.startsWith(name))?.[1]
      if (type === undefined) wrong.push(`${place} does not know ${key}`)
      else if (type !== 'section')
        for (const one of [value].flat()) {
          if (typeof one !== 'string') wrong.push(`${place}: ${key} is no text`)
          else if (FORMS[type]?.test(one) === false) wrong.push(`${place}: ${key} is no ${type}: ${one}`)
          for (const [, name = ''] of String(one).matchAll(/\$\{([^}]*)\}/g))
            if (!variables.includes(name) && name !== 'NODE_NAME' && !name.endsWith('_FILE')) wrong.push(`${place}: nobody knows ${name}`)
        }
    }
  }

  function plugin(kind: string, values: Values, place: string): void {
    const { name, ...rest } = values
    const table = known[`${kind}/${name}`]
    if (table === undefined) wrong.push(`${place}: nobody knows ${name}`)
    check(place, [known[kind], table], rest)
    for (const one of [values.parser ?? []].flat()) if (!parsers.includes(String(one))) wrong.push(`${place}: no parser ${one}`)
    const joiner = values['multiline.parser']
    if (joiner !== undefined && !joiners.includes(String(joiner))) wrong.push(`${place}: no multiline parser ${joiner}`)
    if (name === 'lua') {
      const script = scripts.get(String(values.script))
      if (script?.includes(`function ${values.call}(`) !== true) wrong.push(`${place}: ${values.script} has no ${values.call}`)
      called.add(String(values.script))
    }
  }

  check('service', [known.service], start?.service ?? {})
  for (const { parsers: own, multiline_parsers: joining, pipeline } of sections) {
    for (const parser of own ?? []) check(`parser ${parser.name}`, [known.parser], parser)
    for (const parser of joining ?? []) check(`multiline parser ${parser.name}`, [known.multiline_parser], parser)
    for (const [kind, all] of Object.entries(pipeline ?? {}))
      for (const values of all) {
        const alias = `${kind}/${values.alias}`
        if (aliases.has(alias)) wrong.push(`a second ${alias}`)
        aliases.add(alias)
        plugin(kind, values, alias)
        const { logs = [] } = (values.processors ?? {}) as { readonly logs?: readonly Values[] }
        for (const one of logs) plugin('filters', one, `${alias} ${one.name}`)
      }
  }
  for (const [name, text] of scripts) {
    const loads = [...text.matchAll(/dofile\(folder \.\. "([^"]*)"\)/g)].map(([, other = '']) => other)
    for (const other of loads) if (!scripts.has(other)) wrong.push(`${name} loads ${other}, which is not there`)
    if (!called.has(name) && ![...scripts.values()].some((other) => other.includes(`folder .. "${name}"`)))
      wrong.push(`nobody calls ${name}`)
  }
  return wrong
}
