import type { Model } from '../../../engine/sdk.ts'
import { shellWord } from '../../_shared/quote/shell.ts'
import type { NeededSecret } from './needed.ts'

/** Everything that the list of Secrets may say: decided, and quoted for Markdown and the shell. */
export interface SecretsView {
  readonly environment: string
  readonly namespace: string
  /** Whether some belong to another namespace, which is then said in front of their names. */
  readonly elsewhere: boolean
  readonly secrets: readonly {
    readonly name: string
    readonly type: string
    readonly keys: string
    readonly readers: string
    readonly command: string
  }[]
}

/** A list for the person who makes the Secrets, with the command for each. Values come from files, so that no history of a shell holds them. */
export function secretsView(secrets: readonly NeededSecret[], model: Model): SecretsView {
  const { name, namespace } = model.environment
  return {
    environment: name,
    namespace,
    elsewhere: secrets.some((secret) => secret.namespace !== namespace),
    secrets: secrets.map((secret) => ({
      name: secret.namespace === namespace ? secret.name : `${secret.namespace}/${secret.name}`,
      type: secret.type,
      keys:
        secret.keys.length === 0
          ? 'every key becomes a file'
          : secret.keys.map((key) => `${code(key)}${secret.optional.includes(key) ? ' (optional)' : ''}`).join(', '),
      readers: secret.readers.length === 0 ? 'the platform' : secret.readers.map(code).join(', '),
      command: command(secret),
    })),
  }
}

function code(text: string): string {
  return `\`${text}\``
}

/** https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret/ */
function command({ name, namespace, type, keys }: NeededSecret): string {
  const words = ['kubectl', '--namespace', namespace, 'create', 'secret']
  switch (type) {
    case 'kubernetes.io/tls':
      return [...words, 'tls', name, '--cert', 'tls.crt', '--key', 'tls.key'].map(shellWord).join(' ')
    case 'kubernetes.io/dockerconfigjson':
      return [...words, 'generic', name, '--type', type, '--from-file', '.dockerconfigjson=config.json'].map(shellWord).join(' ')
    case 'Opaque':
      return [
        ...words,
        'generic',
        name,
        ...(keys.length === 0 ? ['--from-file', name] : keys.flatMap((key) => ['--from-file', `${key}=${key}`])),
      ]
        .map(shellWord)
        .join(' ')
  }
}
