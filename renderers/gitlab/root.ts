import type { Model } from '../../engine/sdk.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { checkScript, NODE } from '../_shared/pipeline/render-check.ts'
import { MERGE_REQUEST, reachesAny, rules } from './rules.ts'
import { stagesOf } from './stages.ts'

/** The file that the project names: what holds for all jobs, and which files hold them. */
export function rootFile(pipelines: readonly Pipeline[], { delivery }: Model, chosen: ChooseImage): object {
  const deployments = pipelines.flatMap((pipeline) => pipeline.deployments)
  return {
    // A branch with a merge request is looked at once, unless it is one that deploys.
    workflow: {
      rules: [
        { if: MERGE_REQUEST },
        ...rules(reachesAny(deployments)),
        { if: '$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS', when: 'never' },
        { if: '$CI_COMMIT_BRANCH' },
        { if: '$CI_COMMIT_TAG' },
      ],
    },
    stages: stagesOf(pipelines),
    'platgen render --check': {
      stage: 'check',
      image: chosen(NODE).reference,
      script: [checkScript(delivery.output)],
      rules: [{ when: 'on_success' }],
      interruptible: true,
      ...(delivery.gitlab.tags.length === 0 ? {} : { tags: delivery.gitlab.tags }),
    },
    include: pipelines
      .map(({ service }) => service)
      .toSorted()
      .map((service) => ({ local: `/${delivery.output}/gitlab/${service}.yml` })),
  }
}
