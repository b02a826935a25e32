import type { Fix, Pointer } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from '../plan/plan.ts'
import { toWritten } from '../plan/written.ts'
import { isMap } from '../source/places.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { type Context, keyAt, valueAt } from './context.ts'
import { needlessAccept, secretLiteral } from './diagnostics.ts'
import type { Path } from './normalise.ts'
import { nameOf, promised, secretForm } from './secrets.ts'

/** Looks at every text of the platform for what should not stand there. */
export interface SecretSearch {
  readonly scalar: (node: ScalarNode, value: string | number | boolean, path: Path) => void
  /** A value below `x-any`, with everything in it. */
  readonly anything: (value: Json, path: Path) => void
  /** Tells what `secrets.accept` names for nothing. */
  readonly end: () => void
}

/** Begins a search; `end` ends it. */
export function searchSecrets(context: Context): SecretSearch {
  const accepted = acceptedPlaces(context)

  /** `name` is undefined where a name says nothing, because the value has a grammar of its own. */
  function look(text: string, path: Path, name: string | undefined): void {
    const looks = secretForm(text) ?? promised(text, name) ?? promisedInside(text, name)
    if (looks === undefined) return
    const pointer = toPointer(path)
    const entry = accepted.get(pointer)
    if (entry !== undefined) entry.needed = true
    else context.report(secretLiteral, valueAt(path), { looks, pointer }, { fixes: fixOf(path) })
  }

  function anything(value: Json, path: Path): void {
    if (typeof value === 'string') look(value, path, nameOf(path))
    else if (Array.isArray(value)) for (const [index, item] of (value as readonly Json[]).entries()) anything(item, [...path, index])
    else if (isMap(value)) {
      // `- name: DB_PASSWORD` with its `value`, as Kubernetes writes it.
      const { name, value: text } = value
      if (typeof name === 'string' && typeof text === 'string') look(text, [...path, 'value'], name)
      for (const key of Object.keys(value)) anything(value[key] as Json, [...path, key])
    }
  }

  return {
    scalar(node, value, path) {
      if (node.kind === 'ciphertext' || node.enum !== undefined) return
      // A kind has a grammar of its own, and a name refers to something: only a token's own form counts there. A number is too short for one.
      if (typeof value === 'string') look(value, path, node.kind === undefined && node.ref === undefined ? nameOf(path) : undefined)
      else if (typeof value === 'number' && value > 9999 && node.json.includes('string') && /pass|pwd/i.test(nameOf(path) ?? ''))
        look(String(value), path, nameOf(path))
    },
    anything,
    end() {
      for (const { place, pointer, needed } of accepted.values())
        if (!needed) context.report(needlessAccept, place, { pointer }, { fixes: [{ message: 'remove it', changes: [{ remove: place }] }] })
    },
  }
}

/** `DB_PASSWORD=…`, as a list of variables has it. */
function promisedInside(text: string, name: string | undefined): string | undefined {
  const [, variable, value] = (name !== undefined && /^([A-Za-z_][\w.-]{0,100})=([\s\S]+)$/.exec(text)) || []
  return value === undefined ? undefined : promised(value, variable)
}

interface Accepted {
  readonly place: ReturnType<typeof keyAt>
  readonly pointer: Pointer
  needed: boolean
}

/** The entries of `secrets.accept`, of the platform and of its environments, by the place they name as it is written. */
function acceptedPlaces({ root, source }: Context): ReadonlyMap<Pointer, Accepted> {
  const places = new Map<Pointer, Accepted>()
  const read = (holder: Json | undefined, path: Path): void => {
    const accept = dig(holder, ['secrets', 'accept'])
    if (!isMap(accept)) return
    for (const pointer of Object.keys(accept))
      places.set(pointer.startsWith('/') ? toWritten(root, source.value, pointer).pointer : pointer, {
        place: keyAt([...path, 'secrets', 'accept', pointer]),
        pointer,
        needed: false,
      })
  }
  read(source.value, [])
  const environments = source.value.environments
  if (isMap(environments)) for (const name of Object.keys(environments)) read(environments[name], ['environments', name])
  return places
}

function dig(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path) current = isMap(current) && Object.hasOwn(current, segment) ? (current as JsonObject)[segment] : undefined
  return current
}

/** An environment variable of a service can become a reference at once: to a Secret of the service's name. */
function fixOf(path: Path): readonly Fix[] {
  const env = path.lastIndexOf('env')
  const [section, service] = path
  if (
    section !== 'services' ||
    typeof service !== 'string' ||
    env < 2 ||
    path.length !== env + 2 ||
    path.slice(2, env).some((part) => part !== 'environments' && path[env - 2] !== 'environments')
  )
    return []
  const name = String(path[env + 1])
  const reference = `${service}/${name.toLowerCase().replace(/_/g, '-')}`
  return [
    {
      message: `refer to the Secret \`${service}\` instead`,
      changes: [{ remove: keyAt(path) }, { add: { to: toPointer([...path.slice(0, env), 'secrets']), key: name, value: reference } }],
    },
  ]
}
