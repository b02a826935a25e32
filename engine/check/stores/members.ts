import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import { engineOf } from '../../stores/operators/index.ts'
import type { Rule } from '../check.ts'

export const evenMembers = defineDiagnostic<{ store: string; replicas: number; engine: string }>({
  code: 'check/store-even-members',
  severity: 'error',
  message: ({ store, replicas, engine }) =>
    `\`${store}\` has ${replicas} members, but in ${engine} most of them have to agree: ${replicas} survive no more losses than ${replicas - 1}`,
  note: () => 'An odd number costs less and survives as much; an even one is also more likely to fall into two halves.',
})

export const fewMembers = defineDiagnostic<{ store: string; replicas: number; engine: string; least: number }>({
  code: 'check/store-few-members',
  severity: 'error',
  message: ({ store, replicas, engine, least }) =>
    `\`${store}\` has ${replicas} members, but ${engine} needs ${least} to survive the loss of one`,
  note: () => 'Say 1 for a single server.',
})

export const membersInClear = defineDiagnostic<{ store: string; engine: string }>({
  code: 'check/store-needs-tls',
  severity: 'error',
  message: ({ store, engine }) => `the members of \`${store}\` (${engine}) refuse to talk to each other without certificates`,
  note: () => 'Say `tls: SECRET`, or `tls: {secret: …, issuer: …}` when cert-manager makes it.',
})

export const unknownLine = defineDiagnostic<{ store: string; version: string; engine: string; lines: readonly string[] }>({
  code: 'check/store-version',
  severity: 'error',
  message: ({ store, version, engine, lines }) =>
    `\`${store}\` wants ${engine} ${version}, but its configuration is known for ${lines.join(', ')} only`,
})

export const littleMemory = defineDiagnostic<{ store: string; engine: string; memory: string; least: string }>({
  code: 'check/store-little-memory',
  severity: 'error',
  message: ({ store, engine, memory, least }) => `\`${store}\` may have ${memory} of memory, but ${engine} does not start below ${least}`,
})

/** How many members, of which version, and what they need to run at all. */
export const storeMembers: Rule = {
  model({ model, report }) {
    for (const store of Object.values(model.stores)) {
      if (store.external !== undefined) continue
      const { name, replicas, image } = store
      const engine = engineOf(store)
      const place = at(model, 'stores', name, 'replicas')
      if (replicas > 1 && replicas < engine.members.least)
        report(fewMembers, place, { store: name, replicas, engine: store.engine, least: engine.members.least })
      else if (engine.members.odd && replicas % 2 === 0) report(evenMembers, place, { store: name, replicas, engine: store.engine })
      if (engine.tls === 'members' && replicas > 1 && store.tls === undefined)
        report(membersInClear, place, { store: name, engine: store.engine })
      const version = writtenAt(model, 'stores', name, 'version')
      if (version !== undefined && image.tag !== undefined && !engine.lines.some((line) => isOfLine(image.tag as string, line)))
        report(unknownLine, { ...version, on: 'value' }, { store: name, version: image.tag, engine: store.engine, lines: engine.lines })
      const { memory } = store.resources.limits
      const memoryPlace = writtenAt(model, 'stores', name, 'resources', 'memory')
      if (byteCount(memory) < byteCount(engine.memory))
        report(littleMemory, memoryPlace === undefined ? atKey(model, 'stores', name) : { ...memoryPlace, on: 'value' }, {
          store: name,
          engine: store.engine,
          memory,
          least: engine.memory,
        })
    }
  },
}

/** `8.4` is the line of 8.4, 8.4.7 and 8.4.7-oracle, not of 8.40. */
function isOfLine(tag: string, line: string): boolean {
  return tag === line || (tag.startsWith(line) && /^[.\-+]/.test(tag.slice(line.length)))
}
