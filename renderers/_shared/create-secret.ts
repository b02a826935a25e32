import { shellWord } from './quote/shell.ts'

/** A Secret that a person makes. */
export interface SecretToCreate {
  readonly name: string
  readonly namespace: string
  readonly type: 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson'
  /** Empty when every file of a folder of its name becomes a key. */
  readonly keys: readonly string[]
}

/**
 * The command that makes a Secret. Values come from files, so that no history of a shell holds them.
 * https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret/
 */
export function createSecret({ name, namespace, type, keys }: SecretToCreate): string {
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
