import type { Model } from '../../engine/sdk.ts'
import type { ChooseImage } from '../_shared/pipeline/pipeline.ts'
import { checkScript, NODE } from '../_shared/pipeline/render-check.ts'
import { CHECKOUT } from './actions.ts'

/** A workflow of its own, for every commit. */
export function renderCheck({ delivery }: Model, chosen: ChooseImage): object {
  return {
    name: 'platgen render --check',
    on: { pull_request: {}, push: { branches: ['**'] } },
    permissions: { contents: 'read' },
    jobs: {
      check: {
        'runs-on': delivery.github.runner,
        'timeout-minutes': 15,
        container: { image: chosen(NODE).reference },
        steps: [CHECKOUT, { run: checkScript(delivery.output) }],
      },
    },
  }
}
