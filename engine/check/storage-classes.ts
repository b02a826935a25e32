import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { isOfRook } from '../kinds/ceph.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const classIncomplete = defineDiagnostic<{ class: string; type: string; missing: string }>({
  code: 'check/class-incomplete',
  severity: 'error',
  message: ({ class: name, type, missing }) => `storage class \`${name}\` is of type ${type}, which needs \`${missing}\``,
})

export const classWordUnused = defineDiagnostic<{ class: string; type: string; word: string }>({
  code: 'check/class-word-without-effect',
  severity: 'error',
  message: ({ class: name, type, word }) => `\`${word}\` means nothing for storage class \`${name}\`, which is of type ${type}`,
})

export const volumeKind = defineDiagnostic<{ volume: string; kinds: readonly string[] }>({
  code: 'check/persistent-volume-sources',
  severity: 'error',
  message: ({ volume, kinds }) =>
    kinds.length === 0
      ? `nothing says where the volume \`${volume}\` is`
      : `the volume \`${volume}\` is ${kinds.map((kind) => `\`${kind}\``).join(' and ')} at once`,
  note: () => 'Exactly one of `nfs` and `local`.',
})

export const volumeNotServed = defineDiagnostic<{ volume: string; kind: string; word: string; value: string; instead: string }>({
  code: 'check/persistent-volume-not-served',
  severity: 'error',
  message: ({ volume, kind, word, value, instead }) =>
    `\`${word}: ${value}\` of the volume \`${volume}\` can't be had from ${kind}; say ${instead}`,
  note: () =>
    'Nobody but a CSI driver counts pods; and nobody at all deletes a folder of a server or the disk of a node: the volume would end as Failed.',
})

const NEEDS: { readonly [type: string]: readonly string[] } = {
  nfs: [],
  'ceph-rbd': ['clusterId', 'pool'],
  cephfs: ['clusterId', 'filesystem'],
  csi: ['provisioner'],
  local: [],
  existing: [],
}
const MEANS: { readonly [type: string]: readonly string[] } = {
  'ceph-rbd': ['clusterId', 'pool', 'secret', 'provisioner', 'expand', 'options', 'reclaim', 'binding', 'parameters'],
  cephfs: ['clusterId', 'pool', 'filesystem', 'secret', 'provisioner', 'expand', 'options', 'reclaim', 'binding', 'parameters'],
  nfs: ['nfs', 'provisioner', 'options', 'reclaim', 'binding', 'parameters'],
  csi: ['provisioner', 'expand', 'options', 'reclaim', 'binding', 'parameters', 'secret'],
  local: ['reclaim'],
  existing: [],
}
const WORDS = ['nfs', 'replicas', 'clusterId', 'pool', 'filesystem', 'secret', 'provisioner', 'expand'] as const

/** What each type of storage class needs, and what it can't use. */
export const storageClasses: Rule = {
  model({ model, report }) {
    for (const [name, storageClass] of Object.entries(model.storage.classes)) {
      const { type } = storageClass
      if (type === undefined) {
        report(classIncomplete, atKey(model, 'storage', 'classes', name), { class: name, type: 'nothing yet', missing: 'type' })
        continue
      }
      const written = WORDS.filter((word) => storageClass[word] !== undefined)
      const isRooks = isOfRook(storageClass, model.storage)
      for (const missing of isRooks ? [] : (NEEDS[type] ?? []))
        if (!written.includes(missing as (typeof WORDS)[number]))
          report(classIncomplete, atKey(model, 'storage', 'classes', name), { class: name, type, missing })
      if (type === 'nfs' && storageClass.nfs === undefined && storageClass.provisioner === undefined)
        report(classIncomplete, atKey(model, 'storage', 'classes', name), { class: name, type, missing: 'nfs` or `provisioner' })
      for (const word of written)
        if (isRooks && word === 'secret')
          report(classWordUnused, atKey(model, 'storage', 'classes', name, word), { class: name, type: `${type}, run by Rook`, word })
        else if (!(MEANS[type] ?? []).includes(word) && !(word === 'replicas' && isRooks))
          report(classWordUnused, atKey(model, 'storage', 'classes', name, word), { class: name, type, word })
    }
    for (const [name, volume] of Object.entries(model.storage.volumes)) {
      const kinds = (['nfs', 'local'] as const).filter((kind) => volume[kind] !== undefined)
      if (kinds.length !== 1) report(volumeKind, at(model, 'storage', 'volumes', name), { volume: name, kinds })
      const kind = kinds[0] === 'nfs' ? 'an NFS server' : 'a disk of a node'
      if (volume.access === 'ReadWriteOncePod')
        report(volumeNotServed, at(model, 'storage', 'volumes', name, 'access'), {
          volume: name,
          kind,
          word: 'access',
          value: volume.access,
          instead: '`ReadWriteOnce`',
        })
      if (volume.reclaim === 'Delete')
        report(volumeNotServed, at(model, 'storage', 'volumes', name, 'reclaim'), {
          volume: name,
          kind,
          word: 'reclaim',
          value: volume.reclaim,
          instead: '`Retain`, and remove what is in it by hand',
        })
    }
  },
}
