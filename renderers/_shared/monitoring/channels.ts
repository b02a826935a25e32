import type { Model } from '../../../engine/sdk.ts'

/** A way to tell people, as the language has it. */
export type Channel = Model['monitoring']['notify']['channels'][string]

/** The program that speaks to DingTalk for Alertmanager, which can't. */
export const DINGTALK = 'dingtalk-bridge'
export const DINGTALK_PORT = 8060

/** A credential of a channel: what it is for, and where somebody keeps it. */
export interface Credential {
  readonly channel: string
  readonly word: string
  /** `SECRET/KEY` */
  readonly ref: string
}

/** The credentials that Alertmanager reads itself. Those of DingTalk are read by the bridge. */
export function credentialsOf({ monitoring }: Model): readonly Credential[] {
  return Object.entries(monitoring.notify.channels).flatMap(([channel, { wecom, slack, email, webhook, pagerduty }]) => {
    const refs = { secret: wecom?.secret, url: slack?.url, password: email?.password, token: webhook?.token, key: pagerduty?.key }
    return Object.entries(refs).flatMap(([word, ref]) => (ref === undefined ? [] : [{ channel, word, ref }]))
  })
}

/** Where a credential is in the container. */
export function credentialPath({ channel, word }: Pick<Credential, 'channel' | 'word'>): string {
  return `/run/secrets/alertmanager/${channel}-${word}`
}

/** Where that program is: beside Alertmanager, or in a namespace of its own, since that of an operator is somebody else's. */
export function bridgeNamespace({ monitoring, environment }: Model): string {
  return monitoring.mode === 'operator' ? `${environment.namespace}-alerts` : monitoring.namespace
}

/** Where Alertmanager sends what is for a robot of DingTalk: the bridge, which knows the channel by its name. */
export function bridgeUrl(channel: string, model: Model): string {
  return `http://${DINGTALK}.${bridgeNamespace(model)}:${DINGTALK_PORT}/dingtalk/${channel}/send`
}

/** The relay of an e-mail, with the port for submissions when it says none (RFC 6409). */
export function smarthost(relay: string): string {
  return relay.includes(':') ? relay : `${relay}:587`
}

/** The configurations of several channels, one list for each kind. */
export function byKind<Config>(all: readonly { readonly [kind: string]: readonly Config[] }[]): {
  readonly [kind: string]: readonly Config[]
} {
  const lists: Record<string, Config[]> = {}
  for (const one of all)
    for (const [kind, configs] of Object.entries(one)) {
      lists[kind] ??= []
      lists[kind].push(...configs)
    }
  return lists
}
