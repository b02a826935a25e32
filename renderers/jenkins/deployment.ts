import { durationSeconds, type Model, type Service } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { workloadName } from '../_shared/names.ts'
import { groovyString } from '../_shared/quote/groovy.ts'
import { type Time, timeOf } from './time.ts'
import { triggers } from './trigger.ts'

/** One environment that the pipeline deploys to. Texts are literals of Groovy. */
export interface DeploymentView {
  readonly stage: string
  /** Lines of conditions of `when`, one of which has to hold. */
  readonly ways: readonly (readonly string[])[]
  readonly approval: ApprovalView | undefined
  /** One run at a time in one place, whatever branch or tag it is of. */
  readonly lock: string
  readonly kubeconfig: string
  readonly environment: string
  readonly namespace: string
  readonly manifest: string
  /** `deployment/orders`, divided by spaces: the workloads whose roll-out is watched. */
  readonly workloads: string
  readonly watched: boolean
}

/** Who is asked, and for how long. */
export interface ApprovalView {
  readonly stage: string
  readonly message: string
  readonly submitters: string
  readonly limit: Time
  readonly seconds: number
}

type Jenkins = NonNullable<Model['delivery']['jenkins']>

/** In the order of the file, those that a branch or a tag reaches. */
export function deploymentViews({ everywhere }: BuiltService, jenkins: Jenkins, output: string): readonly DeploymentView[] {
  return everywhere.flatMap(({ model, service }) => {
    const { environment, platform } = model
    const ways = triggers(environment)
    if (ways.length === 0) return []
    const workloads = watchedWorkloads(service)
    return [
      {
        stage: groovyString(`Deploy ${environment.name}`),
        ways,
        approval: approvalView(service.name, model),
        lock: groovyString(`${platform.name}/${environment.name}/${service.name}`),
        kubeconfig: groovyString(
          environment.cluster === 'default' ? jenkins.credentials.kubeconfig : `${jenkins.credentials.kubeconfig}-${environment.cluster}`,
        ),
        environment: groovyString(environment.name),
        namespace: groovyString(environment.namespace),
        manifest: groovyString(manifestPath(output, model, service.name)),
        workloads: groovyString(workloads.join(' ')),
        watched: workloads.length > 0,
      },
    ]
  })
}

/** Where the `manifests` package puts a service. */
export function manifestPath(output: string, { environment }: Model, service: string): string {
  return `${output}/manifests/${environment.name}/${service}.yaml`
}

function approvalView(service: string, { environment }: Model): ApprovalView | undefined {
  const { approval, name } = environment
  if (approval === undefined) return undefined
  const seconds = durationSeconds(approval.timeout)
  return {
    stage: groovyString(`Approve ${name}`),
    message: groovyString(`Deploy ${service} to ${name}?`),
    submitters: groovyString(approval.by.join(',')),
    limit: timeOf(seconds),
    seconds,
  }
}

/** `kubectl rollout status` knows these kinds, unless a person has to delete the pods. */
function watchedWorkloads({ kind, versions, rollout }: Service): readonly string[] {
  if (kind === 'Job' || kind === 'CronJob' || rollout.strategy === 'OnDelete') return []
  return versions.map(({ workload }) => `${kind.toLowerCase()}/${workloadName(kind, workload)}`)
}
