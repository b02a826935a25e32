import type { Model } from '../../../engine/sdk.ts'
import { variableName } from '../../_shared/pipeline/commands.ts'

/** A credential of Jenkins, and the files with what it holds: keys of one Secret, mounted where configuration as code looks for `${NAME}`. */
export interface Credential {
  readonly id: string
  /** `gitlab` is a token of its API, which is a kind of its own. */
  readonly kind: 'password' | 'file' | 'text' | 'gitlab'
  readonly keys: readonly string[]
}

/** Where the files are. https://github.com/jenkinsci/configuration-as-code-plugin/blob/master/docs/features/secrets.adoc */
export const SECRETS = '/run/secrets/jenkins'

/** Every id that pipelines, library and jobs name, once. */
export function credentialsOf({ delivery, services, images }: Model): readonly Credential[] {
  const { credentials, gate, notify, clusters, jenkins, git } = delivery
  const password = (id: string): Credential => ({ id, kind: 'password', keys: [variableName(id, '_user'), variableName(id, '_password')] })
  const single = (kind: Exclude<Credential['kind'], 'password'>, id: string | undefined): readonly Credential[] =>
    id === undefined ? [] : [{ id, kind, keys: [variableName(id)] }]
  const all = [
    password(credentials.registry),
    ...(jenkins.install === undefined ? [] : [password(jenkins.install.git)]),
    ...single(git?.server === 'gitlab' ? 'gitlab' : 'text', git?.token),
    ...single('text', git?.webhook),
    ...clusters.flatMap((cluster) =>
      single('file', cluster === 'default' ? credentials.kubeconfig : `${credentials.kubeconfig}-${cluster}`),
    ),
    ...single('text', gate?.credentials),
    ...single('text', notify?.dingtalk?.credentials),
    ...single('text', notify?.dingtalk?.secret),
    ...single('text', notify?.wecom?.credentials),
    ...single('text', notify?.slack?.credentials),
    ...single('text', images.login),
    ...Object.values(services).flatMap(({ build }) =>
      build === undefined ? [] : Object.values(build.secrets).flatMap((secret) => single('text', secret.credentials)),
    ),
  ]
  return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index)
}
