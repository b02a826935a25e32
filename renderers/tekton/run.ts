import type { Model } from '../../engine/sdk.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { SOURCES, USER } from './task.ts'

/** A run of the pipeline, with what it needs. The names in capitals are what whoever creates it fills in. */
export function tektonRun({ service, platform, deployments, timeout }: Pipeline, { delivery: { tekton } }: Model): object {
  const values = { url: 'URL', commit: 'COMMIT', ref: 'REF', 'ref-type': 'REF_TYPE', author: 'AUTHOR', subject: 'SUBJECT' }
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { generateName: `${platform}-${service}-` },
    spec: {
      pipelineRef: { name: `${platform}-${service}` },
      params: Object.entries(values).map(([name, value]) => ({ name, value })),
      // Every part may take its time, one after the other.
      timeouts: {
        pipeline: `${Math.ceil(timeout) * (deployments.length + 3)}s`,
        tasks: `${Math.ceil(timeout) * (deployments.length + 2)}s`,
      },
      taskRunTemplate: {
        serviceAccountName: tekton.account,
        podTemplate: {
          securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, fsGroup: USER },
          automountServiceAccountToken: false,
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
