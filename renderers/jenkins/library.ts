import type { Model } from '../../engine/sdk.ts'
import type { ChooseImage, Pipeline } from '../_shared/pipeline/pipeline.ts'
import { checkScript, NODE } from '../_shared/pipeline/render-check.ts'
import { groovyString } from '../_shared/quote/groovy.ts'
import { type SettingsView, settingsView } from './settings.ts'

/** What the files of the shared library are made from: one view for all of them. */
export interface LibraryView extends SettingsView {
  /** Whom to tell; undefined when nobody is. */
  readonly notify: NotifyView | undefined
  /** More plugins, as the end of a sentence. */
  readonly plugins: string
  /** How it is checked that what was rendered is what would be. */
  readonly check: { readonly image: string; readonly command: string }
}

/** Whom to tell, and what. Texts are literals of Groovy. */
export interface NotifyView {
  readonly failure: boolean
  readonly success: boolean
  readonly recovery: boolean
  readonly approval: boolean
  readonly dingtalk: { readonly credentials: string; readonly secret: string | undefined } | undefined
  readonly wecom: { readonly credentials: string } | undefined
  readonly slack: { readonly credentials: string } | undefined
  readonly email: string | undefined
  /** Whether a message is signed. */
  readonly signed: boolean
}

/** The files of the library, below its folder. A notifier is there when there is somebody to tell, and so on. */
export function libraryFiles({ notify }: LibraryView): readonly (readonly [template: string, path: string])[] {
  const classes = ['Agents', 'Checks', 'Delivery', 'Deployment', 'Gate', 'Image', 'Ref', 'Settings']
  const some = notify === undefined ? [] : ['Notifier']
  return [
    ['delivery.groovy', 'vars/delivery.groovy'],
    ['renderCheck.groovy', 'vars/renderCheck.groovy'],
    ...[...classes, ...some].sort().map((name) => [`${name}.groovy`, `src/dev/platgen/${name}.groovy`] as const),
  ]
}

/** The view of the library. */
export function libraryView(model: Model, pipelines: readonly Pipeline[], chosen: ChooseImage): LibraryView {
  const { jenkins, notify, gate } = model.delivery
  const web = notify !== undefined && (notify.dingtalk ?? notify.wecom ?? notify.slack) !== undefined
  const plugins = [
    ...(jenkins.agent === undefined ? ['Kubernetes'] : []),
    ...(gate === undefined ? [] : ['SonarQube Scanner']),
    ...(pipelines.some(
      ({ checks, deployments }) => checks.reports !== undefined || deployments.some(({ acceptance }) => acceptance !== undefined),
    )
      ? ['JUnit']
      : []),
    ...(web ? ['HTTP Request'] : []),
    ...(notify?.email === undefined ? [] : ['Mailer']),
  ]
  return {
    ...settingsView(model, pipelines),
    notify: notifyView(notify),
    check: { image: groovyString(chosen(NODE).reference), command: groovyString(checkScript(model.delivery.output)) },
    plugins: plugins.map((name) => `, ${name}`).join(''),
  }
}

function notifyView(notify: Model['delivery']['notify']): NotifyView | undefined {
  if (notify === undefined) return undefined
  const { on, dingtalk, wecom, slack, email } = notify
  return {
    failure: on.includes('failure'),
    success: on.includes('success'),
    recovery: on.includes('recovery'),
    approval: on.includes('approval'),
    dingtalk: dingtalk && {
      credentials: groovyString(dingtalk.credentials),
      secret: dingtalk.secret === undefined ? undefined : groovyString(dingtalk.secret),
    },
    wecom: wecom && { credentials: groovyString(wecom.credentials) },
    slack: slack && { credentials: groovyString(slack.credentials) },
    email: email && groovyString(email.to.join(',')),
    signed: dingtalk?.secret !== undefined,
  }
}
