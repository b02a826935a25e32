import type { Model } from '../../engine/sdk.ts'
import { bridgeUrl, byKind, type Channel, credentialPath, smarthost } from '../_shared/monitoring/channels.ts'
import { TEXT, TITLE } from '../_shared/monitoring/message.ts'

/** Who gets what nobody has to be told. */
export const NOBODY = 'nobody'
/** Who gets the alert that is always raised. */
export const HEARTBEAT = 'heartbeat'

type Config = { readonly [field: string]: unknown }
type Configs = { readonly [kind: string]: readonly Config[] }

/** https://prometheus.io/docs/alerting/latest/configuration/#receiver One for each severity, with all of its channels. */
export function receivers(model: Model): readonly object[] {
  const { channels, severities, heartbeat } = model.monitoring.notify
  const receiver = (name: string, names: readonly string[]) => ({
    name,
    ...byKind(names.map((channel) => configs(channel, channels[channel] as Channel, model))),
  })
  return [
    { name: NOBODY },
    ...Object.entries(severities).flatMap(([severity, names]) => (names.length === 0 ? [] : [receiver(severity, names)])),
    ...(heartbeat.length === 0 ? [] : [receiver(HEARTBEAT, heartbeat)]),
  ]
}

function configs(name: string, { dingtalk, wecom, slack, email, webhook, pagerduty }: Channel, model: Model): Configs {
  const file = (word: string) => credentialPath({ channel: name, word })
  if (dingtalk !== undefined)
    return {
      webhook_configs: [{ send_resolved: true, url: bridgeUrl(name, model) }],
    }
  if (wecom !== undefined)
    return {
      wechat_configs: [
        {
          send_resolved: true,
          api_secret_file: file('secret'),
          corp_id: wecom.corporation,
          agent_id: wecom.agent,
          to_party: wecom.to,
          message: `${TITLE}\n${TEXT}`,
        },
      ],
    }
  if (slack !== undefined)
    return { slack_configs: [{ send_resolved: true, api_url_file: file('url'), channel: slack.channel, title: TITLE, text: TEXT }] }
  if (email !== undefined)
    return {
      email_configs: email.to.map((to) => ({
        send_resolved: true,
        to,
        from: email.from,
        smarthost: smarthost(email.relay),
        ...(email.user === undefined || email.password === undefined
          ? {}
          : { auth_username: email.user, auth_password_file: file('password') }),
        headers: { Subject: TITLE },
      })),
    }
  if (webhook !== undefined)
    return {
      webhook_configs: [
        {
          send_resolved: true,
          url: webhook.url,
          ...(webhook.token === undefined ? {} : { http_config: { authorization: { type: 'Bearer', credentials_file: file('token') } } }),
        },
      ],
    }
  if (pagerduty === undefined) throw new Error(`the channel ${name} is of no kind`)
  return {
    pagerduty_configs: [
      {
        send_resolved: true,
        routing_key_file: file('key'),
        description: TITLE,
        severity:
          '{{ if eq .CommonLabels.severity "info" }}info{{ else if eq .CommonLabels.severity "warning" }}warning{{ else }}critical{{ end }}',
      },
    ],
  }
}
