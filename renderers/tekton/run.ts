import { durationSeconds, type Model } from '../../engine/sdk.ts'
import { chosenPullSecrets } from '../_shared/mirror-login.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { PARAMS, type ParamName } from './params.ts'
import { SOURCES, USER } from './task.ts'

/** A pipeline that can be run. */
export interface RunOf {
  /** Its name in Tekton. */
  readonly name: string
  /** How many tasks may take their whole time one after the other. */
  readonly longest: number
  /** Parameters that it has, by their names. */
  readonly params: readonly ParamName[]
}

/** The run of the pipeline of a service. */
export function runOf({ service, platform, deployments }: Pipeline): RunOf {
  return { name: `${platform}-${service}`, longest: deployments.length + 2, params: PARAMS.map(({ name }) => name) }
}

/** The names in capitals, which whoever creates a run by hand fills in. */
export function byHand(param: ParamName): string {
  return param.toUpperCase().replace('-', '_')
}

/** A run of a pipeline, with what it needs. */
export function tektonRun({ name, longest, params }: RunOf, model: Model, value: (param: ParamName) => string): object {
  const { delivery } = model
  const { tekton } = delivery
  const timeout = Math.ceil(durationSeconds(delivery.timeout))
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { generateName: `${name}-`, namespace: tekton.namespace },
    spec: {
      pipelineRef: { name },
      params: params.map((param) => ({ name: param, value: value(param) })),
      // Every part may take its time, one after the other.
      timeouts: { pipeline: `${timeout * (longest + 1)}s`, tasks: `${timeout * longest}s` },
      taskRunTemplate: {
        serviceAccountName: tekton.account,
        podTemplate: {
          securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, fsGroup: USER },
          automountServiceAccountToken: false,
          ...chosenPullSecrets(model),
        },
      },
      workspaces: [
        {
          name: SOURCES,
          volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: tekton.storage } } } },
        },
      ],
    },
  }
}
