import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { saysOf } from '../../resolve/origin.ts'
import { reachOf } from '../../resolve/reach.ts'
import { atKey } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const nothingDeploys = defineDiagnostic({
  code: 'check/nothing-deploys',
  severity: 'warning',
  message: () => 'the pipelines test and build, but deploy nowhere: no environment says by which `branch` or `tag` it is reached',
  note: () => 'Say `branch: main` or `tag: "v*"` in an environment.',
})

export const environmentNotReached = defineDiagnostic<{ environment: string }>({
  code: 'check/environment-not-reached',
  severity: 'warning',
  message: ({ environment }) =>
    `no pipeline deploys to \`${environment}\`: it names no \`branch\` and no \`tag\`, and follows no other environment`,
  note: () => 'Say `branch: null` when somebody else deploys there.',
})

export const acceptanceNotReached = defineDiagnostic<{ service: string; environment: string }>({
  code: 'check/acceptance-not-reached',
  severity: 'error',
  message: ({ service, environment }) =>
    `the acceptance tests of \`${service}\` never run in \`${environment}\`: no pipeline deploys it there`,
})

/** Environments that no pipeline gets to. That nobody does on purpose is said by `null`. */
export const reached: Rule = {
  platform({ models, report }) {
    const built = builtEverywhere(models)
    if (built.size === 0) return
    const isReached = (model: Model): boolean => {
      const { branch, tag } = reachOf(model, models)
      return branch !== undefined || tag !== undefined
    }
    if (!models.some(isReached)) {
      report(nothingDeploys, { pointer: '/delivery', on: 'key' }, {})
      return
    }
    for (const model of models) {
      const { name } = model.environment
      if (isReached(model) || onPurpose(model)) continue
      report(environmentNotReached, atKey('environments', name), { environment: name }, { environment: name })
    }
    for (const [service, everywhere] of built)
      for (const { model, service: decided } of everywhere)
        if (decided.test.acceptance !== undefined && !isReached(model)) {
          const [said] = saysOf(model, ['services', service, 'test', 'acceptance'])
          if (said !== undefined)
            report(
              acceptanceNotReached,
              { pointer: said.pointer, on: 'key' },
              { service, environment: model.environment.name },
              { environment: model.environment.name },
            )
        }
  },
}

function onPurpose(model: Model): boolean {
  return ['branch', 'tag'].some((word) => saysOf(model, ['environment', word]).some(({ value }) => value === null))
}
