import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const controlPlaneDiffers = defineDiagnostic<{ word: string; one: string; other: string; cluster: string }>({
  code: 'check/control-plane-differs',
  severity: 'error',
  message: ({ word, one, other, cluster }) =>
    `\`${one}\` and \`${other}\` share the control plane of cluster \`${cluster}\`, but say \`${word}\` differently`,
  note: () => 'A control plane has one configuration. Say it once for both, or give one of them a `cluster` of its own.',
})

export const revisionNotServed = defineDiagnostic<{ revision: string | undefined; served: string }>({
  code: 'check/revision-not-served',
  severity: 'error',
  message: ({ revision, served }) =>
    revision === undefined
      ? `the namespace asks no revision for proxies, but the control plane only answers to ${served}`
      : `the namespace asks \`${revision}\` for proxies, but the control plane only answers to ${served}`,
  note: () =>
    'Pods would start without a proxy. Name the revision under `mesh.revision`, or a tag of it under `mesh.install.tags` (`default` for namespaces that ask none).',
})

/** What one control plane has only once. */
const SHARED: readonly { readonly path: readonly string[]; readonly of: (model: Model) => unknown }[] = [
  { path: ['targets', 'istio'], of: ({ targets }) => targets.istio },
  { path: ['mesh', 'namespace'], of: ({ mesh }) => mesh.namespace },
  { path: ['mesh', 'mode'], of: ({ mesh }) => mesh.mode },
  ...(
    [
      'version',
      'hub',
      'revision',
      'tags',
      'trustDomain',
      'outbound',
      'namespaces',
      'cni',
      'meshId',
      'network',
      'istiod',
      'gateway',
    ] as const
  ).map((word) => ({ path: ['mesh', 'install', word], of: ({ mesh }: Model) => mesh.install[word] })),
]

/** Environments on one cluster against each other, and each against the control plane that they get. */
export const controlPlane: Rule = {
  platform({ models, report }) {
    const first = new Map<string, Model>()
    for (const model of models) {
      if (model.mesh.provider === 'none') continue
      const { name, cluster } = model.environment
      const other = first.get(cluster)
      if (other === undefined) {
        first.set(cluster, model)
        continue
      }
      const providers = Object.keys(model.mesh.providers).map((key) => ({
        path: ['mesh', 'providers', key],
        of: ({ mesh }: Model): unknown => mesh.providers[key],
      }))
      for (const { path, of } of [...SHARED, ...providers]) {
        const [mine, theirs] = [of(model), of(other)]
        if (JSON.stringify(mine) === JSON.stringify(theirs) || (path[1] === 'providers' && theirs === undefined)) continue
        const place = writtenAt(model, ...path) === undefined ? at(other, ...path) : at(model, ...path)
        report(
          controlPlaneDiffers,
          place,
          { word: path.join('.'), one: other.environment.name, other: name, cluster },
          { environment: name, related: [{ message: `for \`${other.environment.name}\``, place: at(other, ...path) }] },
        )
      }
    }
  },
  model({ model, report }) {
    const { provider, revision, install } = model.mesh
    if (provider === 'none' || install.revision === undefined || revision === install.revision) return
    if (install.tags.includes(revision === undefined ? 'default' : revision)) return
    const served = [install.revision, ...install.tags].map((name) => `\`${name}\``).join(', ')
    const place = revision === undefined ? at(model, 'mesh', 'install', 'revision') : at(model, 'mesh', 'revision')
    report(
      revisionNotServed,
      place,
      { revision, served },
      revision === undefined ? {} : { related: [{ message: 'the control plane', place: atKey(model, 'mesh', 'install') }] },
    )
  },
}
