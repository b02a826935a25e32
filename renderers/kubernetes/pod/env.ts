import type { EnvSource, Named, SecretUse } from '../../../engine/sdk.ts'
import type { EnvVar } from '../../_shared/pod-types.ts'

/**
 * Secrets first, so that a variable below can be put together from them: Kubernetes expands `$(NAME)` of what stands above.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function envVars(secrets: readonly SecretUse[], env: Named<EnvSource>, override: Named<EnvSource>): readonly EnvVar[] {
  const vars: EnvVar[] = []
  for (const secret of secrets) if (secret.as !== 'file') vars.push(secretVar(secret))
  for (const name in env) vars.push(envVar(name, (Object.hasOwn(override, name) ? override[name] : env[name]) as EnvSource))
  for (const name in override) if (!Object.hasOwn(env, name)) vars.push(envVar(name, override[name] as EnvSource))
  return vars
}

function secretVar({ name, secret, key, as, path, optional }: SecretUse): EnvVar {
  if (as === 'file-env') return { name: `${name}_FILE`, value: path }
  return { name, valueFrom: { secretKeyRef: optional ? { name: secret, key, optional } : { name: secret, key } } }
}

function envVar(name: string, source: EnvSource): EnvVar {
  switch (source.type) {
    case 'value':
      return { name, value: source.value }
    case 'field':
      return { name, valueFrom: { fieldRef: { fieldPath: source.field } } }
    case 'resource':
      return { name, valueFrom: { resourceFieldRef: { resource: source.resource } } }
    case 'config':
      return { name, valueFrom: { configMapKeyRef: { name: source.config, key: source.key } } }
  }
}
