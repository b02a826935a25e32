import type { ChooseImage } from '../_shared/pipeline/pipeline.ts'
import { TOOLS } from '../_shared/pipeline/tools.ts'
import { type PipelineTask, step, task } from './task.ts'

/** The commit of a run. A login is where Tekton puts it, by the Secrets of the account. https://tekton.dev/docs/pipelines/auth/ */
export function checkout(retries: number, chosen: ChooseImage): PipelineTask {
  const script = 'git init --quiet .\ngit fetch --quiet --depth 1 "$URL" "$COMMIT"\ngit checkout --quiet FETCH_HEAD'
  const env = [
    { name: 'URL', value: '$(params.url)' },
    { name: 'COMMIT', value: '$(params.commit)' },
  ]
  return task('checkout', [], [step('checkout', chosen(TOOLS.kubectl).reference, script, env)], { retries, params: ['url', 'commit'] })
}
