import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const pipelineTooShort = defineDiagnostic<{ service: string; what: string; seconds: number; timeout: number }>({
  code: 'check/pipeline-too-short',
  severity: 'error',
  message: ({ service, what, seconds, timeout }) =>
    `a pipeline works for ${timeout} s at most (\`delivery.timeout\`), and ${what} of \`${service}\` may take ${seconds} s`,
  note: () => 'It would give up, and go back, while the cluster still tries.',
})

export const migrationTriedOnce = defineDiagnostic<{ service: string }>({
  code: 'check/migration-tried-once',
  severity: 'warning',
  message: ({ service }) => `a migration of \`${service}\` that fails once fails the whole delivery: its \`retries\` are 0`,
  note: () => 'A database that is just restarting is enough. A Job waits longer with each try.',
})

/** How long a pipeline works, and what it waits for. */
export const deliveryTimes: Rule = {
  model({ model, report }) {
    if (model.delivery.engines.length === 0) return
    const timeout = durationSeconds(model.delivery.timeout)
    for (const { name, kind, build, migrate, rollout } of Object.values(model.services)) {
      if (build === undefined) continue
      const short = (what: string, seconds: number, ...path: readonly string[]) => {
        if (seconds > timeout) report(pipelineTooShort, at(model, 'services', name, ...path), { service: name, what, seconds, timeout })
      }
      if (kind === 'Deployment') short('the roll-out', durationSeconds(rollout.deadline), 'rollout', 'deadline')
      const { canary } = rollout
      if (canary?.by !== undefined) short('the canary', durationSeconds(canary.every) * canary.steps.length, 'rollout', 'canary', 'every')
      if (migrate === undefined) continue
      short('the migration', migrate.deadline, 'migrate', 'deadline')
      if (migrate.retries === 0) report(migrationTriedOnce, at(model, 'services', name, 'migrate', 'retries'), { service: name })
    }
  },
}
