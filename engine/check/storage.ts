import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const sharedByMany = defineDiagnostic<{ service: string; volume: string; access: string; replicas: number }>({
  code: 'check/volume-shared-by-replicas',
  severity: 'error',
  message: ({ service, volume, access, replicas }) =>
    `\`${service}\` has ${replicas} pods, but only the pods of one node may mount its volume \`${volume}\` (${access})`,
  note: () =>
    'Pods on other nodes would hang. Use `kind: StatefulSet` for a volume each, `access: ReadWriteMany` on a class that can, or one replica.',
})

export const surgeOnVolume = defineDiagnostic<{ service: string; volume: string; access: string }>({
  code: 'check/volume-blocks-rollout',
  severity: 'error',
  message: ({ service, volume, access }) =>
    `a rolling update of \`${service}\` starts the new pod before the old one lets go of the volume \`${volume}\` (${access})`,
  note: () => 'The new pod would wait for ever when it lands on another node. Say `rollout: Recreate`, or use a StatefulSet.',
})

export const claimOfDaemons = defineDiagnostic<{ service: string; volume: string; access: string }>({
  code: 'check/volume-on-every-node',
  severity: 'error',
  message: ({ service, volume, access }) =>
    `\`${service}\` runs on every node, but its volume \`${volume}\` can only be mounted on one (${access})`,
})

export const accessNotServed = defineDiagnostic<{ service: string; volume: string; access: string; class: string; type: string }>({
  code: 'check/access-not-served',
  severity: 'error',
  message: ({ service, volume, access, class: name, type }) =>
    `the volume \`${volume}\` of \`${service}\` wants ${access}, which class \`${name}\` (${type}) can't give to a file system`,
  note: () => 'Block devices are for one node at a time. CephFS and NFS can be shared.',
})

export const classNotHere = defineDiagnostic<{ owner: string; class: string; environment: string }>({
  code: 'check/class-not-here',
  severity: 'error',
  message: ({ owner, class: name, environment }) => `\`${owner}\` wants a volume of class \`${name}\`, which \`${environment}\` has not`,
  note: () => 'Its claims would wait for ever. Give the environment the class, or the volume another one there.',
})

const ONE_NODE: readonly string[] = ['ReadWriteOnce', 'ReadWriteOncePod']
const BLOCK_DEVICES: readonly string[] = ['ceph-rbd', 'local']

/** Claims against the number of pods, the way of rolling out and what their class can do. */
export const storage: Rule = {
  model({ model, report }) {
    const known = (owner: string, named: string | undefined, ...path: readonly string[]): void => {
      const chosen = named ?? model.storage.default
      if (chosen === undefined || Object.hasOwn(model.storage.classes, chosen)) return
      report(classNotHere, at(model, ...path), { owner, class: chosen, environment: model.environment.name })
    }
    for (const { name, external, storage, backup } of Object.values(model.stores)) {
      if (external !== undefined) continue
      known(name, storage.class, 'stores', name, 'storage', 'class')
      if (backup?.target.type === 'claim' && backup.target.size !== undefined)
        known(name, backup.target.class, 'stores', name, 'backup', 'to', 'class')
    }
    for (const service of Object.values(model.services))
      for (const [name, volume] of Object.entries(service.volumes)) {
        if (volume.size === undefined) continue
        const place = atKey(model, 'services', service.name, 'volumes', name)
        if (service.component === undefined) known(service.name, volume.class, 'services', service.name, 'volumes', name, 'class')
        const one = ONE_NODE.includes(volume.access)
        const params = { service: service.name, volume: name, access: volume.access }
        const replicas = service.versions.reduce((sum, version) => sum + version.replicas.max, 0)
        if (service.kind === 'DaemonSet' && one) report(claimOfDaemons, place, params)
        if (service.kind === 'Deployment' && one && replicas > 1)
          report(
            sharedByMany,
            place,
            { ...params, replicas },
            { related: [{ message: 'the number of pods', place: at(model, 'services', service.name, 'replicas') }] },
          )
        if (service.kind === 'Deployment' && one && replicas === 1 && service.rollout.strategy === 'RollingUpdate')
          report(surgeOnVolume, place, params)
        const className = volume.class ?? model.storage.default
        const storageClass = className === undefined ? undefined : model.storage.classes[className]
        const shared = volume.access === 'ReadWriteMany' && volume.mode === 'Filesystem'
        if (className !== undefined && storageClass?.type !== undefined && shared && BLOCK_DEVICES.includes(storageClass.type))
          report(
            accessNotServed,
            at(model, 'services', service.name, 'volumes', name, 'access'),
            { ...params, class: className, type: storageClass.type },
            {
              related: [{ message: `class \`${className}\``, place: atKey(model, 'storage', 'classes', className) }],
            },
          )
      }
  },
}
