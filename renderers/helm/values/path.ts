/** Where a value stands in values.yaml: `['image', 'tag']`. */
export type Path = readonly string[]

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/

/** How a template reads a value: `.Values.image.tag`, `(index .Values.env "http.proxy")`. `root` is `.` or, inside of a loop, `$`. */
export function reading(path: Path, root: '.' | '$' = '.'): string {
  let text = root === '$' ? '$.Values' : '.Values'
  let plain = true
  for (const segment of path) {
    if (IDENTIFIER.test(segment)) text = `${plain ? text : `(${text})`}.${segment}`
    else text = `index ${plain ? text : `(${text})`} ${goString(segment)}`
    plain = IDENTIFIER.test(segment)
  }
  return plain ? text : `(${text})`
}

/** A string of Go templates. JSON's escapes are all known to Go. https://go.dev/ref/spec#String_literals */
export function goString(text: string): string {
  return JSON.stringify(text)
}

/** How people write it to `--set`: `image.tag`, `podAnnotations.example\.com/team`. */
export function dotted(path: Path): string {
  return path.map((segment) => segment.replace(/[.,\\]/g, '\\$&')).join('.')
}

/** `orders-db`, `http.port`, `LOG_LEVEL` → `ordersDb`, `httpPort`, `logLevel`. Never empty. */
export function camel(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words
    .map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(/[a-z]/.test(word) ? word : word.toLowerCase())))
    .join('')
  return joined === '' ? 'value' : /^[0-9]/.test(joined) ? `n${joined}` : joined
}

/** `HTTPRoute` → `httpRoute`, `ServiceMonitor` → `serviceMonitor`, `LOG` → `log`. */
function lowerFirst(word: string): string {
  const capitals = /^[A-Z0-9]+/.exec(word)?.[0] ?? ''
  if (capitals.length === word.length) return word.toLowerCase()
  if (capitals.length <= 1) return word.charAt(0).toLowerCase() + word.slice(1)
  return capitals.slice(0, -1).toLowerCase() + word.slice(capitals.length - 1)
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
