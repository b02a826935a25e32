import type { JsonObject, KubernetesObject, Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { joined } from '../_shared/names.ts'
import type { Options } from './options.ts'
import type { Unit } from './units.ts'

/** Where an environment is. `default` is the cluster of Argo CD itself; another one is called as it is registered. */
export function destination({ environment }: Model): JsonObject {
  const { cluster, namespace } = environment
  return cluster === 'default' ? { server: 'https://kubernetes.default.svc', namespace } : { name: cluster, namespace }
}

/** An environment that is synchronised by itself repairs and removes too: what is committed is what runs. */
export function syncPolicy({ environment }: Model, { sync }: Options): JsonObject {
  const isAutomatic = sync === 'automatic' || (sync === 'before-production' && !environment.production)
  return {
    ...(isAutomatic ? { automated: { prune: true, selfHeal: true } } : {}),
    // The Namespace, with its labels, is one of the objects.
    syncOptions: ['CreateNamespace=false', 'ServerSideApply=true', 'PruneLast=true'],
    retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
  }
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export function application(unit: Unit, project: string, model: Model, options: Options): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: applicationName(unit, model),
      namespace: options.namespace,
      labels: { ...platformLabels(model), 'platgen.dev/environment': model.environment.name },
      annotations: { 'argocd.argoproj.io/sync-wave': String(unit.wave) },
    },
    spec: {
      project,
      source: { repoURL: options.repository, targetRevision: options.revision, ...unit.source },
      destination: destination(model),
      syncPolicy: syncPolicy(model, options),
    },
  }
}

/** Unique among all environments, which share the namespace of Argo CD. */
export function applicationName({ owner }: Unit, { platform, environment }: Model): string {
  return owner === '' ? joined(platform.name, environment.name) : joined(platform.name, environment.name, owner)
}

/** The one that a person applies: it holds the others. https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/ */
export function rootApplication(project: string, model: Model, options: Options): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: joined(model.platform.name, model.environment.name, 'applications'),
      namespace: options.namespace,
      labels: { ...platformLabels(model), 'platgen.dev/environment': model.environment.name },
    },
    spec: {
      project,
      source: {
        repoURL: options.repository,
        targetRevision: options.revision,
        path: `${options.path}/argocd/${model.environment.name}`,
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: options.namespace },
      syncPolicy: syncPolicy(model, options),
    },
  }
}
