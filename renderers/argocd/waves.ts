import type { Model } from '../../engine/sdk.ts'

/** What belongs to the platform as a whole comes before everybody. */
export const PLATFORM_WAVE = 0

/**
 * In which wave each service and store is applied: after everybody it calls. Those that call one another in a circle are one wave, since none of them
 * can be first.
 */
export function wavesOf(model: Model): ReadonlyMap<string, number> {
  const waves = new Map<string, number>()
  for (const circle of circlesOf(model)) {
    const below = circle.flatMap((name) => calleesOf(name, model).filter((callee) => !circle.includes(callee)))
    const wave = 1 + Math.max(PLATFORM_WAVE, ...below.map((callee) => waves.get(callee) ?? PLATFORM_WAVE))
    for (const name of circle) waves.set(name, wave)
  }
  return waves
}

function calleesOf(name: string, { services, stores }: Model): readonly string[] {
  return (services[name]?.calls ?? []).filter((edge) => edge.type === 'service' || stores[edge.name] !== undefined).map((edge) => edge.name)
}

interface Frame {
  readonly name: string
  readonly callees: readonly string[]
  next: number
}

/** The strongly connected parts of the call graph, callees first (Tarjan's algorithm, without recursion: chains can be long). */
function circlesOf(model: Model): readonly (readonly string[])[] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const circles: string[][] = []

  const enter = (name: string, frames: Frame[]) => {
    index.set(name, index.size)
    low.set(name, index.size - 1)
    open.push(name)
    isOpen.add(name)
    frames.push({ name, callees: calleesOf(name, model), next: 0 })
  }
  const lower = (name: string, other: number) => low.set(name, Math.min(low.get(name) ?? other, other))

  for (const start of [...Object.keys(model.stores), ...Object.keys(model.services)].sort()) {
    const frames: Frame[] = []
    if (!index.has(start)) enter(start, frames)
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const callee = frame.callees[frame.next++]
      if (callee !== undefined) {
        if (!index.has(callee)) enter(callee, frames)
        else if (isOpen.has(callee)) lower(frame.name, index.get(callee) ?? 0)
        continue
      }
      frames.pop()
      const parent = frames.at(-1)
      const own = low.get(frame.name) ?? 0
      if (parent !== undefined) lower(parent.name, own)
      if (own !== index.get(frame.name)) continue
      const circle = open.splice(open.indexOf(frame.name))
      for (const name of circle) isOpen.delete(name)
      circles.push(circle)
    }
  }
  return circles
}
