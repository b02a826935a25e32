import type { Model } from '../../../engine/sdk.ts'
import { createSecret } from '../../_shared/create-secret.ts'
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
      command: createSecret(secret),
    })),
  }
}

function code(text: string): string {
  return `\`${text}\``
}
