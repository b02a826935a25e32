/** HCL as docker-bake.hcl is written in: blocks, attributes, strings, lists and objects. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */

/** A value; a variable is `{ $: NAME }`, and in a text it stands as `\0NAME\0`. */
export type Hcl = string | readonly Hcl[] | { readonly [key: string]: Hcl }

/** Reads a whole file: attributes by their name, blocks by their type and labels. Throws where it is no HCL. */
export function readHcl(source: string): { readonly [key: string]: Hcl } {
  let at = 0
  const fail = (what: string): never => {
    throw new Error(`${what} at ${source.slice(at, at + 30)}`)
  }
  const skip = (pattern: RegExp): string => {
    const match = new RegExp(pattern, 'y')
    match.lastIndex = at
    const found = match.exec(source)?.[0] ?? ''
    at += found.length
    return found
  }
  const blank = () => skip(/(\s|#[^\n]*)*/)
  const want = (sign: string): void => {
    blank()
    if (!source.startsWith(sign, at)) fail(`no ${sign}`)
    at += sign.length
  }
  const sees = (sign: string): boolean => {
    blank()
    return source.startsWith(sign, at)
  }

  function text(): string {
    want('"')
    let read = ''
    while (source[at] !== '"') {
      const rest = source.slice(at)
      const escaped = /^\\(?:([nrt"\\])|u([0-9a-f]{4}))/.exec(rest)
      const variable = /^\$\{([A-Z]+)\}/.exec(rest)
      if (escaped !== null)
        read +=
          escaped[2] === undefined
            ? ({ n: '\n', r: '\r', t: '\t' }[escaped[1] ?? ''] ?? escaped[1])
            : String.fromCharCode(Number.parseInt(escaped[2], 16))
      else if (variable !== null) read += `\0${variable[1]}\0`
      else if (/^(\\|\$\{|%\{|\n|$)/.test(rest)) fail('a sign that is no text')
      else read += rest[0]
      at += escaped?.[0].length ?? variable?.[0].length ?? 1
    }
    at++
    return read
  }

  function value(): Hcl {
    if (sees('"')) return text()
    if (sees('[')) {
      want('[')
      const items: Hcl[] = []
      while (!sees(']')) {
        items.push(value())
        if (!sees(']')) want(',')
      }
      want(']')
      return items
    }
    if (sees('{')) {
      want('{')
      const entries: [string, Hcl][] = []
      while (!sees('}')) {
        const key = text()
        want('=')
        entries.push([key, value()])
      }
      want('}')
      return Object.fromEntries(entries)
    }
    return { $: skip(/[A-Z]+/) || fail('no value') }
  }

  function body(end: string): { readonly [key: string]: Hcl } {
    const read: [string, Hcl][] = []
    for (blank(); at < source.length && !(end !== '' && sees(end)); blank()) {
      let name = skip(/[a-z][a-z-]*/) || fail('no name')
      if (sees('=')) {
        want('=')
        read.push([name, value()])
        continue
      }
      while (sees('"')) name += ` ${text()}`
      want('{')
      read.push([name, body('}')])
      want('}')
    }
    return Object.fromEntries(read)
  }

  return body('')
}
