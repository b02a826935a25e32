import { durationSeconds, type KubernetesObject, type Model, splitKeyRef } from '../../engine/sdk.ts'
import { bridgeUrl, byKind, type Channel, smarthost } from '../_shared/monitoring/channels.ts'
import { TEXT, TITLE } from '../_shared/monitoring/message.ts'
import { routedSeverities } from '../_shared/monitoring/routes.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { monitored } from './object.ts'

const NOBODY = 'nobody'

const matcher = (name: string, value: string) => ({ name, value, matchType: '=' })
const matching = (name: string, value: string) => ({ name, value, matchType: '=~' })
function keyOf(ref: string): object {
  const [name, key] = splitKeyRef(ref)
  return { name, key }
}

/** Who is told, as the operator takes it: routes below those of the cluster, for alerts of this namespace. Undefined when nobody is. */
export function alertmanagerConfig(model: Model): KubernetesObject | undefined {
  const { notify, maintenance } = model.monitoring
  const routed = routedSeverities(model)
  if (routed.length === 0) return undefined
  const windows = Object.entries(maintenance)
  const spec = {
    route: {
      receiver: NOBODY,
      groupBy: notify.group.by,
      groupWait: promDuration(durationSeconds(notify.group.wait)),
      groupInterval: promDuration(durationSeconds(notify.group.interval)),
      repeatInterval: promDuration(durationSeconds(notify.group.repeat)),
      routes: routed.map(({ severity, muted }) => ({
        receiver: severity,
        matchers: [matcher('severity', severity)],
        ...(muted.length === 0 ? {} : { muteTimeIntervals: muted }),
      })),
    },
    inhibitRules: ['service', 'store'].map((label) => ({
      sourceMatch: [matcher('severity', 'critical'), matching(label, '.+')],
      targetMatch: [matching('severity', 'warning|info'), matching(label, '.+')],
      equal: ['environment', label],
    })),
    receivers: [
      { name: NOBODY },
      ...routed.map(({ severity }) => ({
        name: severity,
        ...byKind(notify.severities[severity].map((channel) => configs(channel, notify.channels[channel] as Channel, model))),
      })),
    ],
    ...(windows.length === 0
      ? {}
      : {
          muteTimeIntervals: windows.map(([name, { days, dates, months, from, to }]) => ({
            name,
            timeIntervals: [
              {
                times: [{ startTime: from, endTime: to }],
                ...(days.length === 0 ? {} : { weekdays: days }),
                ...(dates.length === 0 ? {} : { daysOfMonth: dates.map((date) => ({ start: date, end: date })) }),
                ...(months.length === 0 ? {} : { months }),
              },
            ],
          })),
        }),
  }
  return monitored('AlertmanagerConfig', 'alerts', spec, model, 'v1alpha1')
}

type Configs = { readonly [kind: string]: readonly object[] }

function configs(name: string, { dingtalk, wecom, slack, email, webhook, pagerduty }: Channel, model: Model): Configs {
  if (dingtalk !== undefined)
    return {
      webhookConfigs: [{ sendResolved: true, url: bridgeUrl(name, model) }],
    }
  if (wecom !== undefined)
    return {
      wechatConfigs: [
        {
          sendResolved: true,
          apiSecret: keyOf(wecom.secret),
          corpID: wecom.corporation,
          agentID: wecom.agent,
          toParty: wecom.to,
          message: `${TITLE}\n${TEXT}`,
        },
      ],
    }
  if (slack !== undefined)
    return { slackConfigs: [{ sendResolved: true, apiURL: keyOf(slack.url), channel: slack.channel, title: TITLE, text: TEXT }] }
  if (email !== undefined)
    return {
      emailConfigs: email.to.map((to) => ({
        sendResolved: true,
        to,
        from: email.from,
        smarthost: smarthost(email.relay),
        ...(email.user === undefined || email.password === undefined
          ? {}
          : { authUsername: email.user, authPassword: keyOf(email.password) }),
        headers: [{ key: 'Subject', value: TITLE }],
      })),
    }
  if (webhook !== undefined)
    return {
      webhookConfigs: [
        {
          sendResolved: true,
          url: webhook.url,
          ...(webhook.token === undefined ? {} : { httpConfig: { authorization: { type: 'Bearer', credentials: keyOf(webhook.token) } } }),
        },
      ],
    }
  if (pagerduty === undefined) throw new Error(`the channel ${name} is of no kind`)
  return { pagerdutyConfigs: [{ sendResolved: true, routingKey: keyOf(pagerduty.key), description: TITLE }] }
}
