import { durationSeconds, type Model, type Reach, reachOf, type Service } from '../../../engine/sdk.ts'
import { COMPONENT, NAME } from '../labels.ts'
import { workloadName } from '../names.ts'

/** One environment that a pipeline deploys to. */
export interface Deployment {
  readonly environment: string
  readonly namespace: string
  readonly production: boolean
  /** Never empty: what no run reaches is no deployment. */
  readonly reach: Reach
  /** The environment that proves an image for this one. */
  readonly from: string | undefined
  /** Whether another environment asks for proof of this one. */
  readonly proves: boolean
  readonly approval: { readonly by: readonly string[]; readonly seconds: number } | undefined
  /** Name of the credentials of its cluster. */
  readonly kubeconfig: string
  /** The manifest of the service, from the root of the repository. */
  readonly manifest: string
  /** `deployment/orders`: what is watched while it rolls out, and taken back when it does not. */
  readonly workloads: readonly string[]
  /** `canaries.flagger.app/orders`: what decides about a release instead, while it shifts requests to it; undefined where nobody does. */
  readonly canary: string | undefined
  /** Selects the Jobs that have to succeed; undefined when there are none. */
  readonly jobs: string | undefined
  /** Whether Jobs have to succeed before the workloads are touched. */
  readonly migrates: boolean
  /** Whether the image that was built is put into the manifest; a service with versions names the image of each itself. */
  readonly pinned: boolean
  /** Where the service is for the world outside; undefined when it is not exposed, or only at a wildcard. */
  readonly url: string | undefined
  readonly acceptance: Acceptance | undefined
}

/** Tests by Robot Framework against an environment. */
export interface Acceptance {
  /** The rendered suite, and the folder of more of them, from the root of the repository. */
  readonly suites: readonly string[]
}

/** The deployments of a service, in the order in which a run gets to them. */
export function deploymentsOf(name: string, ordered: readonly Model[]): readonly Deployment[] {
  const proving = new Set(ordered.map(({ environment }) => environment.from))
  return ordered.flatMap((model) => {
    const service = model.services[name]
    const reach = reachOf(model, ordered)
    if (service?.build === undefined || (reach.branch === undefined && reach.tag === undefined)) return []
    return [deploymentOf(service, model, reach, proving.has(model.environment.name))]
  })
}

function deploymentOf(service: Service, model: Model, reach: Reach, proves: boolean): Deployment {
  const { environment, delivery } = model
  const { approval, cluster } = environment
  const { suite } = service.test.acceptance ?? { suite: undefined }
  return {
    environment: environment.name,
    namespace: environment.namespace,
    production: environment.production,
    reach,
    from: environment.from,
    proves,
    approval: approval && { by: approval.by, seconds: durationSeconds(approval.timeout) },
    kubeconfig: cluster === 'default' ? delivery.credentials.kubeconfig : `${delivery.credentials.kubeconfig}-${cluster}`,
    manifest: `${delivery.output}/manifests/${environment.name}/${service.name}.yaml`,
    workloads: watchedWorkloads(service),
    canary: canaryOf(service),
    jobs: jobSelector(service),
    migrates: service.migrate !== undefined,
    pinned: service.versions.every((version) => version.name === undefined),
    url: serviceUrl(service),
    acceptance: service.test.acceptance && {
      suites: [`${delivery.output}/robot/${environment.name}/${service.name}.robot`, ...(suite === undefined ? [] : [suite])],
    },
  }
}

/** `kubectl rollout status` knows these kinds, unless a person has to delete the pods. */
function watchedWorkloads({ kind, versions, rollout }: Service): readonly string[] {
  if (kind === 'Job' || kind === 'CronJob' || rollout.strategy === 'OnDelete') return []
  return versions.map(({ workload }) => `${kind.toLowerCase()}/${workloadName(kind, workload)}`)
}

function canaryOf({ name, rollout }: Service): string | undefined {
  switch (rollout.canary?.by) {
    case undefined:
      return undefined
    case 'argo-rollouts':
      return `rollouts.argoproj.io/${name}`
    case 'flagger':
      return `canaries.flagger.app/${name}`
  }
}

/** By their labels. Those that a CronJob starts are none of the pipeline's business. */
function jobSelector({ name, kind, migrate }: Service): string | undefined {
  const components = [...(migrate === undefined ? [] : ['migration']), ...(kind === 'Job' ? ['job'] : [])]
  return components.length === 0 ? undefined : `${NAME}=${name},${COMPONENT} in (${components.join(',')})`
}

/** The first host of a service that is one host, with the path that reaches it. */
export function serviceUrl({ expose }: Service): string | undefined {
  const host = expose?.host.find((one) => !one.startsWith('*'))
  if (expose === undefined || host === undefined) return undefined
  const [path] = expose.path
  return `${expose.tls === undefined ? 'http' : 'https'}://${host}${path === undefined || path === '/' ? '' : path}`
}
