import { alertNames, durationSeconds, type Model } from '../../engine/sdk.ts'
import { routedSeverities } from '../_shared/monitoring/routes.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { inhibitions } from './inhibitions.ts'
import { HEARTBEAT, NOBODY, receivers } from './receivers.ts'

/** https://prometheus.io/docs/alerting/latest/configuration/ Credentials are files; none stands here. */
export function alertmanagerConfig(model: Model): object {
  const { monitoring, platform, environment } = model
  const { notify, maintenance } = monitoring
  const windows = Object.entries(maintenance)
  return {
    global: { resolve_timeout: '5m' },
    route: {
      // What comes from elsewhere is nobody's here.
      receiver: NOBODY,
      group_by: notify.group.by,
      group_wait: promDuration(durationSeconds(notify.group.wait)),
      group_interval: promDuration(durationSeconds(notify.group.interval)),
      repeat_interval: promDuration(durationSeconds(notify.group.repeat)),
      routes: [
        {
          matchers: [`platform="${platform.name}"`, `environment="${environment.name}"`],
          receiver: NOBODY,
          routes: [
            {
              matchers: [`alertname="${alertNames.watchdog}"`],
              receiver: notify.heartbeat.length === 0 ? NOBODY : HEARTBEAT,
              group_wait: '0s',
              group_interval: '1m',
              repeat_interval: '5m',
            },
            ...routedSeverities(model).map(({ severity, muted }) => ({
              matchers: [`severity="${severity}"`],
              receiver: severity,
              ...(muted.length === 0 ? {} : { mute_time_intervals: muted }),
            })),
          ],
        },
      ],
    },
    inhibit_rules: inhibitions(model),
    receivers: receivers(model),
    ...(windows.length === 0
      ? {}
      : {
          time_intervals: windows.map(([name, { days, dates, months, from, to, zone }]) => ({
            name,
            time_intervals: [
              {
                times: [{ start_time: from, end_time: to }],
                ...(days.length === 0 ? {} : { weekdays: days }),
                ...(dates.length === 0 ? {} : { days_of_month: dates.map(String) }),
                ...(months.length === 0 ? {} : { months }),
                location: zone,
              },
            ],
          })),
        }),
  }
}
