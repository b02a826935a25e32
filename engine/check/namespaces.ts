import { defineDiagnostic, type Spot } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { at, atKey, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const namespaceShared = defineDiagnostic<{ first: string; second: string; namespace: string; cluster: string }>({
  code: 'check/namespace-shared',
  severity: 'error',
  message: ({ first, second, namespace, cluster }) =>
    `environments \`${first}\` and \`${second}\` are both in namespace \`${namespace}\` of cluster \`${cluster}\``,
  note: () => 'One would overwrite the other. Give them namespaces of their own, or say which `cluster` each is on.',
})

export const namespaceReserved = defineDiagnostic<{ namespace: string }>({
  code: 'check/namespace-reserved',
  severity: 'error',
  message: ({ namespace }) => `\`${namespace}\` is a namespace of the cluster itself`,
})

const RESERVED: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'istio-system']

/** Environments of one cluster need namespaces of their own, and components of the platform as well. */
export const namespaces: Rule = {
  platform({ models, report }) {
    const taken = new Map<string, { readonly model: Model; readonly place: Spot }>()
    for (const model of models) {
      const { name, cluster } = model.environment
      for (const { name: namespace, own } of model.namespaces) {
        const place = own ? at(model, 'environment', 'namespace') : placeOf(namespace, model)
        const before = taken.get(`${cluster} ${namespace}`)
        if (RESERVED.includes(namespace)) report(namespaceReserved, place, { namespace })
        if (before === undefined) {
          taken.set(`${cluster} ${namespace}`, { model, place })
          continue
        }
        // What it inherits is somebody else's word: it is the environment that lacks one.
        const mine = `/environments/${name}`
        const inherits = own && place.pointer.endsWith('/namespace') && !place.pointer.startsWith(`${mine}/`)
        const changes = [{ add: { to: mine, key: 'namespace', value: `${model.platform.name}-${name}` } }]
        const first = before.model.environment.name
        report(
          namespaceShared,
          inherits ? { pointer: mine, on: 'key' } : place,
          { first, second: name, namespace, cluster },
          {
            related: [{ message: `the namespace of \`${first}\``, place: before.place }],
            fixes: inherits ? [{ message: `give \`${name}\` a namespace of its own`, changes }] : [],
          },
        )
      }
    }
  },
}

/** Where the namespace of components was asked for: its own word, or the section. */
function placeOf(namespace: string, model: Model): Spot {
  const component = Object.values(model.services).find((service) => service.component !== undefined && service.namespace === namespace)
  const says = component?.component?.says ?? ['name']
  return writtenAt(model, ...says, 'namespace') ?? atKey(model, ...says)
}
