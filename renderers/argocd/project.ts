import { apiGroup, type KubernetesObject, type Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { aboutAnnotations } from '../_shared/metadata.ts'
import { destination } from './application.ts'
import type { Options } from './options.ts'

/** What was rendered for one environment, as far as a project has to allow it. */
export interface Needs {
  readonly namespaces: ReadonlySet<string>
  /** Kinds of the cluster itself, as `GROUP/KIND`. */
  readonly clusterKinds: ReadonlySet<string>
}

/** Exactly what the platform needs: its repository, its namespaces, and the kinds without a namespace that it has. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/ */
export function appProject(
  name: string,
  models: readonly Model[],
  needs: ReadonlyMap<string, Needs>,
  options: Options,
): KubernetesObject | undefined {
  const [model] = models
  if (model === undefined) return undefined
  const kinds = new Set<string>()
  for (const { clusterKinds } of needs.values()) for (const kind of clusterKinds) kinds.add(kind)
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace: options.namespace,
      labels: platformLabels(model),
      annotations: aboutAnnotations(undefined, model.platform.owner),
    },
    spec: {
      description: `What ${model.platform.name} may do.`,
      sourceRepos: [options.repository],
      destinations: models.flatMap((one) => {
        const own = [...(needs.get(one.environment.name)?.namespaces ?? [])].sort()
        return own.map((namespace) => ({ ...destination(one), namespace }))
      }),
      clusterResourceWhitelist: [...kinds].sort().map((kind) => {
        const slash = kind.indexOf('/')
        return { group: kind.slice(0, slash), kind: kind.slice(slash + 1) }
      }),
    },
  }
}

/** Adds what some objects need. */
export function need(
  objects: readonly KubernetesObject[],
  needs: { readonly namespaces: Set<string>; readonly clusterKinds: Set<string> },
): void {
  for (const { apiVersion, kind, metadata } of objects)
    if (metadata.namespace !== undefined) needs.namespaces.add(metadata.namespace)
    else needs.clusterKinds.add(`${apiGroup(apiVersion)}/${kind}`)
}
