import type { Model } from '../../engine/sdk.ts'
import { channelsOf, commandsOf } from '../_shared/pipeline/commands.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { secretEnv, step, task } from './task.ts'

/** Who is told when the tasks are over, however they ended. */
export function finallyTasks(pipeline: Pipeline, model: Model, image: string): object {
  const { notify } = model.delivery
  if (notify === undefined || pipeline.deployments.length === 0) return {}
  const commands = commandsOf(pipeline, model)
  const told = [
    ['failure', 'Failed', 'failed'],
    ['success', 'Succeeded', 'is deployed'],
  ] as const
  return {
    finally: told
      .filter(([event]) => notify.on.includes(event))
      .map(([event, status, how]) => ({
        ...task(
          `tell-${event}`,
          [],
          [
            step('tell', image, commands.notify(how), [
              { name: 'WHO', value: '$(params.author)' },
              { name: 'WHAT', value: '$(params.subject)' },
              { name: 'WHERE', value: '$(params.ref)' },
              { name: 'LINK', value: '' },
              ...channelsOf(model).map(({ variable, credentials: name }) => secretEnv(variable, name, 'url')),
            ]),
          ],
          { params: ['author', 'subject', 'ref'] },
        ),
        when: [
          { input: '$(tasks.status)', operator: 'in', values: status === 'Failed' ? ['Failed'] : ['Succeeded', 'Completed'] },
          { input: '$(tasks.reach.results.any)', operator: 'in', values: ['yes'] },
        ],
      })),
  }
}
