/**
 * All names of several lists, each once: the order of the first list, with what only later lists have behind the neighbour that it follows there.
 * For most families of lists this is an order that each of them keeps; `keepsOrder` tells.
 */
export function union<Name>(lists: readonly (readonly Name[])[]): Name[] {
  const [first = [], ...others] = lists
  if (others.length === 0) return [...first]
  /** What follows a name; `undefined` as a key is the start. */
  const next = new Map<Name | undefined, Name | undefined>()
  const add = (name: Name, behind: Name | undefined) => {
    next.set(name, next.get(behind))
    next.set(behind, name)
  }
  for (const list of lists) {
    let before: Name | undefined
    for (const name of list) {
      if (!next.has(name)) add(name, before)
      before = name
    }
  }
  const all: Name[] = []
  for (let name = next.get(undefined); name !== undefined; name = next.get(name)) all.push(name)
  return all
}

/** Whether every list has its names in the order of `all`. */
export function keepsOrder<Name>(lists: readonly (readonly Name[])[], all: readonly Name[]): boolean {
  const position = new Map(all.map((name, index) => [name, index]))
  return lists.every((list) => {
    let before = -1
    for (const name of list) {
      const here = position.get(name) ?? -1
      if (here <= before) return false
      before = here
    }
    return true
  })
}
