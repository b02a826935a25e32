/** A value of compose.yaml. Compose replaces variables in every text: what a text of ours says stays as it is, and what is to be replaced says so. */
export type Value = string | number | boolean | readonly Value[] | Variable | { readonly [key: string]: Value | undefined }

/** `${NAME:-or}rest`, or `${NAME:?must}` for what has no default. */
export interface Variable {
  readonly variable: string
  readonly or?: string
  readonly must?: string
  readonly rest?: string
}

/** Plain data, with every `$` that is one written as `$$`. https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md */
export function written(value: Value): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$')
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return (value as readonly Value[]).map(written)
  if (isVariable(value)) return variableText(value)
  const entries = Object.entries(value as { readonly [key: string]: Value | undefined })
  return Object.fromEntries(entries.flatMap(([key, part]) => (part === undefined ? [] : [[key, written(part)]])))
}

function isVariable(value: Value): value is Variable {
  return typeof value === 'object' && 'variable' in value && typeof value.variable === 'string'
}

function variableText({ variable, or, must, rest = '' }: Variable): string {
  const word = must === undefined ? (or === undefined ? '' : `:-${or}`) : `:?${must}`
  return `\${${variable}${word}}${rest.replaceAll('$', '$$$$')}`
}
