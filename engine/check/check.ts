import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import { rules } from './rules.ts'

/** What a rule works with. Reports carry the environment by themselves. */
export interface ModelCheck {
  readonly model: Model
  readonly report: Report
}

/** What a rule over all environments works with. */
export interface PlatformCheck {
  readonly models: readonly Model[]
  /** In the long form, before anything was decided: for what nobody uses. */
  readonly platform: WrittenPlatform
  readonly report: Report
}

/** One thing that only the whole picture can know. One rule per file. */
export interface Rule {
  /** Once per environment. */
  readonly model?: (check: ModelCheck) => void
  /** Once, over all environments. */
  readonly platform?: (check: PlatformCheck) => void
}

/** Runs every rule, over each environment and over all of them. */
export function check(models: readonly Model[], platform: WrittenPlatform, report: Report): void {
  for (const rule of rules) {
    if (rule.model !== undefined) for (const model of models) rule.model({ model, report: within(model, report) })
    rule.platform?.({ models, platform, report })
  }
}

function within(model: Model, report: Report): Report {
  return (definition, place, params, more = {}) => report(definition, place, params, { ...more, environment: model.environment.name })
}
