/**
 * A strict reader of Fluentd's v1 configuration: https://docs.fluentd.org/configuration/config-file, and lib/fluent/config/v1_parser.rb for what it leaves open.
 * What Fluentd takes but hardly anybody means is refused: a value without quotes that a `#` cuts, a parameter that is said twice.
 */
export interface Section {
  readonly name: string
  /** What stands behind the name: a match pattern, a label, chunk keys. */
  readonly argument: string
  readonly params: ReadonlyMap<string, string>
  readonly sections: readonly Section[]
}

/** Reads a file; `include` gives the text of another one. Ruby in double quotes stays as it is written. */
export function parseFluentd(text: string, include: (path: string) => string): Section {
  const root = { name: 'ROOT', argument: '', params: new Map<string, string>(), sections: [] as Section[] }
  body(text, root.params, root.sections)
  return root

  function body(source: string, params: Map<string, string>, sections: Section[]): void {
    const lines = source.split('\n')
    let at = 0
    block(undefined, params, sections)

    function block(open: string | undefined, into: Map<string, string>, below: Section[]): void {
      while (at < lines.length) {
        const number = at + 1
        const line = (lines[at] as string).trim()
        const fail = (what: string): never => {
          throw new Error(`line ${number}: ${what}: ${line}`)
        }
        at += 1
        if (line === '' || line.startsWith('#')) continue
        const end = /^<\/([a-zA-Z0-9_]+)>$/.exec(line)
        if (end !== null) {
          if (end[1] !== open) fail(`<${open ?? 'ROOT'}> is still open`)
          return
        }
        const start = /^<([a-zA-Z0-9_]+)(?:\s+([^>]*\S))?\s*>$/.exec(line)
        if (start !== null) {
          const section = {
            name: start[1] as string,
            argument: start[2] ?? '',
            params: new Map<string, string>(),
            sections: [] as Section[],
          }
          block(section.name, section.params, section.sections)
          below.push(section)
          continue
        }
        const param = /^(@?[a-zA-Z_][\w.-]*)(?:\s+(.*))?$/.exec(line)
        if (param === null) fail('neither a section nor a parameter')
        const [, key = '', written = ''] = param ?? []
        if (key === '@include') {
          if (open !== undefined) fail('an include within a section')
          body(include(written), into, below)
          continue
        }
        if (key.startsWith('@') && !['@type', '@id', '@label', '@log_level'].includes(key)) fail('a reserved name')
        if (into.has(key)) fail('said twice')
        into.set(key, value(written, fail))
      }
      if (open !== undefined) throw new Error(`<${open}> is never closed`)
    }
  }
}

function value(written: string, fail: (what: string) => never): string {
  if (written.startsWith("'")) return single(written, fail)
  if (written.startsWith('"')) return double(written, fail)
  if (/^[[{]/.test(written)) {
    try {
      return JSON.stringify(JSON.parse(written))
    } catch {
      return fail('no JSON')
    }
  }
  if (/(?:^|\s)#/.test(written)) fail('a comment cuts the value')
  return written
}

function single(written: string, fail: (what: string) => never): string {
  let text = ''
  for (let at = 1; at < written.length; at += 1) {
    const pair = written.slice(at, at + 2)
    if (pair === "\\'" || pair === '\\\\') {
      text += pair[1]
      at += 1
    } else if (written[at] === "'") return at === written.length - 1 ? text : fail('something behind the quote')
    else text += written[at]
  }
  return fail('the quote is never closed')
}

function double(written: string, fail: (what: string) => never): string {
  const ruby = /^"#\{([^"]*)\}"$/.exec(written)
  if (ruby !== null) return written
  if (!/^"(?:[^"\\]|\\[^a-zA-Z0-9]|\\[rntfb0])*"$/.test(written)) return fail('no text in double quotes')
  return written.slice(1, -1).replace(/\\(.)/g, (_all, sign: string) => ({ n: '\n', t: '\t', r: '\r' })[sign] ?? sign)
}
