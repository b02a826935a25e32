import type { Model } from '../../engine/sdk.ts'
import type { ChooseImage } from '../_shared/pipeline/pipeline.ts'
import { checkScript, NODE } from '../_shared/pipeline/render-check.ts'
import { checkout } from './checkout.ts'
import { objectMeta } from './metadata.ts'
import { PARAMS } from './params.ts'
import type { RunOf } from './run.ts'
import { SOURCES, step, task } from './task.ts'

/** Of a pipeline that no service has: a name with a dot is no service's. */
export function checkRun({ platform }: Model): RunOf {
  return { name: `${platform.name}.render-check`, longest: 2, params: ['url', 'commit'] }
}

/** A pipeline of its own, for every commit, that fails when what was rendered is not what platform.yaml says. */
export function renderCheck(model: Model, chosen: ChooseImage): object {
  const { name, params } = checkRun(model)
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: objectMeta(name, model),
    spec: {
      description: 'Fails when what platgen wrote is not what platform.yaml says.',
      params: PARAMS.filter((param) => params.includes(param.name)),
      workspaces: [{ name: SOURCES, description: 'The sources.' }],
      tasks: [
        checkout(model.delivery.retries, chosen),
        task('render-check', ['checkout'], [step('check', chosen(NODE).reference, checkScript(model.delivery.output))]),
      ],
    },
  }
}
