import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Rule } from '../check.ts'

export const notifyNobody = defineDiagnostic({
  code: 'check/notify-nobody',
  severity: 'error',
  message: () => '`notify` says what is told, and nobody to tell it to',
  note: () => 'Name a channel: `dingtalk`, `wecom`, `slack` or `email`.',
})

/** A message needs a channel. */
export const notify: Rule = {
  platform({ models, report }) {
    const said = models[0]?.delivery.notify
    if (said === undefined) return
    const { dingtalk, wecom, slack, email } = said
    if ([dingtalk, wecom, slack, email].every((channel) => channel === undefined))
      report(notifyNobody, { pointer: '/delivery/notify', on: 'key' }, {})
  },
}
