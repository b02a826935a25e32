import { defineDiagnostic, type Report } from '../../diagnostics/diagnostic.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Model } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'
import { unusedDefinition } from '../unused.ts'
import { halfLogin } from './scraping.ts'

export const nobodyIsTold = defineDiagnostic<{ environment: string }>({
  code: 'check/nobody-is-told',
  severity: 'error',
  message: ({ environment }) => `nobody is told of alerts in \`${environment}\`, which is production`,
  note: () => 'Say how (`monitoring.notify.channels`), and of which severities (`monitoring.notify.severities`).',
})

export const alertWithoutRoute = defineDiagnostic<{ severity: string; count: number }>({
  code: 'check/alert-without-route',
  severity: 'error',
  message: ({ severity, count }) =>
    `${count === 1 ? 'an alert is' : `${count} alerts are`} \`${severity}\`, and no channel hears of that severity`,
  note: ({ severity }) => `Name channels under \`monitoring.notify.severities.${severity}\`, or give the alerts another severity.`,
})

export const repeatTooOften = defineDiagnostic<{ repeat: string; interval: string }>({
  code: 'check/repeat-too-often',
  severity: 'error',
  message: ({ repeat, interval }) =>
    `what has not ended would be told again every ${repeat}, but a group is only looked at every ${interval}`,
  note: () => 'It has to be longer, best a multiple.',
})

export const muteNever = defineDiagnostic<{ window: string; reason: string }>({
  code: 'check/mute-never',
  severity: 'error',
  message: ({ window, reason }) => `the window \`${window}\` never comes, or mutes nothing: ${reason}`,
})

export const zoneNotServed = defineDiagnostic<{ window: string; zone: string }>({
  code: 'check/zone-not-served',
  severity: 'error',
  message: ({ window, zone }) => `the window \`${window}\` is in the time of ${zone}, which the Prometheus operator can't say`,
  note: () => 'Its windows are in UTC (`zone: Etc/UTC`), summer and winter.',
})

const SEVERITIES = ['critical', 'warning'] as const
const DAYS: { readonly [month: string]: number } = {
  february: 29,
  april: 30,
  june: 30,
  september: 30,
  november: 30,
}

/** Who is told: routes that end somewhere, channels that somebody is routed to, and windows that come. */
export const alertRoutes: Rule = {
  model({ model, report }) {
    const { monitoring, environment } = model
    if (monitoring.mode === 'none') return
    const { channels, severities, group } = monitoring.notify
    if (Object.keys(channels).length === 0) {
      if (environment.production) report(nobodyIsTold, atKey(model, 'monitoring', 'notify'), { environment: environment.name })
    } else
      for (const severity of SEVERITIES) {
        const count = alertsOf(model, severity)
        if (severities[severity].length === 0 && count > 0)
          report(alertWithoutRoute, atKey(model, 'monitoring', 'notify', 'severities'), { severity, count })
      }
    if (durationSeconds(group.repeat) <= durationSeconds(group.interval))
      report(repeatTooOften, at(model, 'monitoring', 'notify', 'group', 'repeat'), { repeat: group.repeat, interval: group.interval })
    for (const [name, { email }] of Object.entries(channels))
      if (email !== undefined && (email.user === undefined) !== (email.password === undefined)) {
        const [said, missing] = email.user === undefined ? (['password', 'user'] as const) : (['user', 'password'] as const)
        report(halfLogin, atKey(model, 'monitoring', 'notify', 'channels', name, 'email', said), { name, said, missing })
      }
    windows(model, report)
  },
  platform({ models, platform, report }) {
    const used = new Set(
      models.flatMap(
        ({
          monitoring: {
            notify: { severities, heartbeat },
          },
        }) => [...Object.values(severities).flat(), ...heartbeat],
      ),
    )
    for (const name of Object.keys(platform.monitoring?.notify?.channels ?? {}))
      if (!used.has(name))
        report(
          unusedDefinition,
          { pointer: toPointer(['monitoring', 'notify', 'channels', name]), on: 'key' },
          { what: 'channel', name, hint: 'Name it under `monitoring.notify.severities`, or as the `heartbeat`.' },
        )
  },
}

/** How many alerts of services and of the user's own have a severity. */
function alertsOf({ services, monitoring }: Model, severity: string): number {
  const all = [
    ...Object.values(services)
      .filter(({ component }) => component === undefined)
      .flatMap(({ alerts: { own, ...everybodys } }) => [...Object.values(everybodys), ...Object.values(own)]),
    ...Object.values(monitoring.alerts.own),
  ]
  return all.filter((alert) => alert?.severity === severity).length
}

function windows(model: Model, report: Report): void {
  const { maintenance, notify: told } = model.monitoring
  for (const [name, { from, to, dates, months, severities, zone }] of Object.entries(maintenance)) {
    const path = ['monitoring', 'maintenance', name]
    if (from >= to)
      report(muteNever, at(model, ...path, 'to'), { window: name, reason: 'it ends before it begins; a night is two windows' })
    if (model.monitoring.mode === 'operator' && zone !== 'Etc/UTC')
      report(zoneNotServed, at(model, ...path, 'zone'), { window: name, zone })
    const longest = months.length === 0 ? 31 : Math.max(...months.map((month) => DAYS[month] ?? 31))
    if (dates.length > 0 && dates.every((date) => date > longest))
      report(muteNever, at(model, ...path, 'dates'), { window: name, reason: `no such month has a day ${Math.min(...dates)}` })
    if (Object.keys(told.channels).length > 0 && severities.every((severity) => told.severities[severity].length === 0))
      report(muteNever, at(model, ...path, 'severities'), { window: name, reason: 'nobody is told of these severities' })
  }
}
