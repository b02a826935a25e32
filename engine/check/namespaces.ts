import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { at } from '../resolve/origin.ts'
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

/** Environments of one cluster need namespaces of their own. */
export const namespaces: Rule = {
  platform({ models, report }) {
    const taken = new Map<string, Model>()
    for (const model of models) {
      const { name, namespace, cluster } = model.environment
      const place = at(model, 'environment', 'namespace')
      const before = taken.get(`${cluster} ${namespace}`)
      if (RESERVED.includes(namespace)) report(namespaceReserved, place, { namespace })
      if (before === undefined) taken.set(`${cluster} ${namespace}`, model)
      else {
        // What it inherits is somebody else's word: it is the environment that lacks one.
        const own = `/environments/${name}`
        const inherits = place.pointer.endsWith('/namespace') && !place.pointer.startsWith(`${own}/`)
        const changes = [{ add: { to: own, key: 'namespace', value: `${model.platform.name}-${name}` } }]
        report(
          namespaceShared,
          inherits ? { pointer: own, on: 'key' } : place,
          { first: before.environment.name, second: name, namespace, cluster },
          {
            related: [{ message: `the namespace of \`${before.environment.name}\``, place: at(before, 'environment', 'namespace') }],
            fixes: inherits ? [{ message: `give \`${name}\` a namespace of its own`, changes }] : [],
          },
        )
      }
    }
  },
}
