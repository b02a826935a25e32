import type { SecretUse, Service } from '../../../engine/sdk.ts'
import type { KeyToPath } from '../../_shared/pod-types.ts'
import type { Mounted } from './mounted.ts'

/**
 * Secrets as files. Those in the service's own folder are mounted as that folder, where a rotated value appears by itself;
 * one that has to lie elsewhere is mounted alone, so that its neighbours in the image stay visible. It changes with the next pod.
 */
export function mountSecretFiles({ volumes, mounts }: Mounted, service: Service): void {
  const folder = `/run/secrets/${service.name}`
  const inside = new Map<string, SecretSource>()
  const elsewhere = new Map<string, SecretSource>()
  for (const use of service.secrets) {
    if (use.as === 'env') continue
    if (use.path === `${folder}/${use.name}`) add(inside, use, use.name)
    else {
      const subPath = use.path.slice(1)
      add(elsewhere, use, subPath)
      mounts.push({ name: 'secret-files', mountPath: use.path, subPath, readOnly: true })
    }
  }
  if (inside.size > 0) {
    volumes.push({ name: 'secrets', projected: { defaultMode: 0o440, sources: [...inside.values()] } })
    mounts.push({ name: 'secrets', mountPath: folder, readOnly: true })
  }
  if (elsewhere.size > 0) volumes.push({ name: 'secret-files', projected: { defaultMode: 0o440, sources: [...elsewhere.values()] } })
}

type SecretSource = { readonly secret: { readonly name: string; readonly items: KeyToPath[]; readonly optional?: boolean } }

/** One source per Secret, and one more for what may be missing in it. */
function add(sources: Map<string, SecretSource>, { secret, key, optional }: SecretUse, path: string): void {
  const id = optional ? `${secret}?` : secret
  const source = sources.get(id)
  if (source === undefined)
    sources.set(id, { secret: optional ? { name: secret, items: [{ key, path }], optional } : { name: secret, items: [{ key, path }] } })
  else source.secret.items.push({ key, path })
}
