import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const credentialsOfTwoKinds = defineDiagnostic<{ id: string; first: string; second: string }>({
  code: 'check/credentials-of-two-kinds',
  severity: 'error',
  message: ({ id, first, second }) => `the credentials \`${id}\` can't be ${first} and ${second}`,
})

export const sonarKeyOfTwo = defineDiagnostic<{ key: string; services: readonly [string, string] }>({
  code: 'check/sonar-key-of-two',
  severity: 'error',
  message: ({ key, services: [one, other] }) =>
    `\`${one}\` and \`${other}\` are one project of SonarQube (\`${key}\`), where each would overwrite the other`,
})

interface Use {
  readonly id: string
  readonly model: Model
  readonly path: readonly string[]
  readonly what: string
}

/** What every use of credentials takes them for. */
function usesOf(model: Model): readonly Use[] {
  const { credentials, gate, notify, jenkins, git } = model.delivery
  const use = (id: string | undefined, what: string, ...path: readonly string[]): readonly Use[] =>
    id === undefined ? [] : [{ id, what, model, path: ['delivery', ...path] }]
  return [
    ...use(credentials.registry, 'a user name with a password', 'credentials', 'registry'),
    ...use(jenkins.install?.git, 'a user name with a password', 'jenkins', 'install', 'git'),
    ...use(credentials.kubeconfig, 'the file of a cluster', 'credentials', 'kubeconfig'),
    ...use(git?.token, 'a token of the Git server', 'git', 'token'),
    ...use(git?.webhook, 'what webhooks show', 'git', 'webhook'),
    ...(model.images.login === undefined
      ? []
      : [{ id: model.images.login, what: 'the login of the mirrors', model, path: ['images', 'login'] }]),
    ...use(gate?.credentials, 'a token of SonarQube', 'gate', 'credentials'),
    ...use(notify?.dingtalk?.credentials, 'the address of a robot of DingTalk', 'notify', 'dingtalk', 'credentials'),
    ...use(notify?.dingtalk?.secret, 'what signs messages to DingTalk', 'notify', 'dingtalk', 'secret'),
    ...use(notify?.wecom?.credentials, 'the address of a robot of WeCom', 'notify', 'wecom', 'credentials'),
    ...use(notify?.slack?.credentials, 'the address of a webhook of Slack', 'notify', 'slack', 'credentials'),
  ]
}

/** The secrets of all builds. Several may take the same one. */
function secretsOf(models: readonly Model[]): readonly Use[] {
  return [...builtEverywhere(models)].flatMap(([name, [first]]) =>
    first?.service.build === undefined
      ? []
      : Object.entries(first.service.build.secrets).map(([variable, { credentials }]) => ({
          id: credentials,
          what: 'what only a build needs',
          model: first.model,
          path: ['services', name, 'build', 'secrets', variable, 'credentials'],
        })),
  )
}

/** Names outside of the platform that have to mean one thing. */
export const deliveryNames: Rule = {
  platform({ models, report }) {
    const [model] = models
    if (model === undefined || model.delivery.engines.length === 0) return
    const known = new Map<string, Use>()
    for (const use of [...usesOf(model), ...secretsOf(models)]) {
      const before = known.get(use.id)
      if (before === undefined) known.set(use.id, use)
      else if (before.what !== use.what)
        report(
          credentialsOfTwoKinds,
          at(use.model, ...use.path),
          { id: use.id, first: before.what, second: use.what },
          { related: [{ message: `here it is ${before.what}`, place: at(before.model, ...before.path) }] },
        )
    }
    if (model.delivery.gate === undefined) return
    const keys = new Map<string, string>()
    for (const [name, [first]] of builtEverywhere(models)) {
      if (first === undefined || !first.service.test.sonar.enabled) continue
      const { key } = first.service.test.sonar
      const before = keys.get(key)
      if (before === undefined) keys.set(key, name)
      else report(sonarKeyOfTwo, at(first.model, 'services', name, 'test', 'sonar', 'key'), { key, services: [before, name] })
    }
  },
}
