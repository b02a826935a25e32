import type { Definition, Finding, More, Place, Report } from './diagnostic.ts'

/** The findings of one run. The same finding in several environments is told once, with their names. */
export interface Findings {
  readonly report: Report
  /** Sorted by nothing yet: in the order of reporting. */
  readonly list: () => readonly Finding[]
  readonly hasErrors: () => boolean
}

/** An empty collection. Errors count as soon as they are reported. */
export function collectFindings(): Findings {
  const found = new Map<string, Finding>()
  let errors = 0

  function report<Params>(definition: Definition<Params>, place: Place, params: Params, more: More = {}): void {
    const message = definition.message(params)
    const identity = `${definition.code}\n${placeName(place)}\n${message}`
    const before = found.get(identity)
    const environments = more.environment === undefined ? [] : [more.environment]
    if (before !== undefined) {
      if (environments.length > 0 && !before.environments.includes(environments[0] as string))
        found.set(identity, { ...before, environments: [...before.environments, ...environments] })
      return
    }
    if (definition.severity === 'error') errors++
    found.set(identity, {
      code: definition.code,
      severity: definition.severity,
      message,
      note: definition.note?.(params),
      place,
      related: more.related ?? [],
      fixes: more.fixes ?? [],
      environments,
      ...(definition.conceal === true || more.conceal === true ? { conceal: true } : {}),
    })
  }

  return { report, list: () => [...found.values()], hasErrors: () => errors > 0 }
}

function placeName(place: Place): string {
  return 'pointer' in place ? `${place.on} ${place.pointer}` : `${place.file} ${place.start} ${place.end}`
}
