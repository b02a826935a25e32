/** The two names of a `NAME/KEY`, such as a Secret and a key in it. */
export function splitKeyRef(reference: string): readonly [name: string, key: string] {
  const slash = reference.indexOf('/')
  return [reference.slice(0, slash), reference.slice(slash + 1)]
}
