const SINGULAR: { readonly [section: string]: string } = {
  services: 'service',
  stores: 'store',
  externals: 'external',
  environments: 'environment',
}

/** Who is spoken of, in words: `/services/orders/calls` is "`calls` of service `orders`". */
export function subjectOf(path: readonly string[]): string {
  const [section, name, ...rest] = path
  if (section === undefined) return 'the platform'
  const thing = SINGULAR[section]
  if (section === 'environment') return name === undefined ? 'the environment' : `\`${[name, ...rest].join('.')}\` of the environment`
  if (thing === undefined || name === undefined) return `\`${path.join('.')}\``
  const owner = `${thing} \`${name}\``
  return rest.length === 0 ? owner : `\`${rest.filter((segment) => !/^\d+$/.test(segment)).join('.')}\` of ${owner}`
}
