import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { longestGap } from '../../kinds/cron.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const backupTooRare = defineDiagnostic<{ store: string; schedule: string; gap: string; within: string }>({
  code: 'check/backup-rarer-than-promised',
  severity: 'error',
  message: ({ store, schedule, gap, within }) =>
    `\`${store}\` is copied every ${gap} (${schedule}), but its newest copy may never be older than ${within}`,
  note: () => 'Whoever is told would be told each time, and learn to look away. Copy it more often, or promise less (`within`).',
})

export const backupInItself = defineDiagnostic<{ store: string }>({
  code: 'check/backup-in-itself',
  severity: 'error',
  message: ({ store }) => `copies of \`${store}\` are kept in \`${store}\``,
  note: () => 'What takes the store away takes its copies as well. Name another store, or an external.',
})

const MINUTE = 60
const [HOUR, DAY] = [60, 24 * 60]

/** Copies that come too seldom for what is promised, or that are where the data is. */
export const backupPromises: Rule = {
  model({ model, report }) {
    for (const { name, backup } of Object.values(model.stores)) {
      if (backup === undefined) continue
      const { schedule, withinSeconds, target } = backup
      if (target.type === 's3' && target.external === name)
        report(backupInItself, at(model, 'stores', name, 'backup', 'to', 's3', 'external'), { store: name })
      const gap = longestGap(schedule)
      if (gap === undefined || gap * MINUTE <= withinSeconds) continue
      const written = writtenAt(model, 'stores', name, 'backup', 'within')
      report(
        backupTooRare,
        at(model, 'stores', name, 'backup', written === undefined ? 'schedule' : 'within'),
        { store: name, schedule, gap: inWords(gap), within: inWords(withinSeconds / MINUTE) },
        written === undefined
          ? {}
          : { related: [{ message: 'when it is copied', place: at(model, 'stores', name, 'backup', 'schedule') }] },
      )
    }
  },
}

function inWords(minutes: number): string {
  if (minutes % DAY === 0) return `${minutes / DAY}d`
  if (minutes % HOUR === 0) return `${minutes / HOUR}h`
  return minutes > HOUR ? `${Math.floor(minutes / HOUR)}h${Math.round(minutes % HOUR)}m` : `${Math.round(minutes)}m`
}
