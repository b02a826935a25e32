import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { externalSecret } from './external-secret.ts'
import { type NeededSecret, neededSecrets } from './needed.ts'
import { sealedSecret } from './sealed-secret.ts'

/** Who makes the Secrets that are read here. Nothing when somebody else does. */
export function* secretObjects(model: Model): Iterable<KubernetesObject> {
  const { provider, sealed } = model.secrets
  if (provider === 'existing') return
  for (const secret of neededSecrets(model).filter((one) => isOurs(one, model))) {
    if (provider === 'external-secrets') yield externalSecret(secret, model)
    else {
      const encrypted = sealed[secret.name]
      if (encrypted !== undefined) yield sealedSecret(secret, encrypted, model)
    }
  }
}

/** The Secrets that a person has to make. */
export function handmadeSecrets(model: Model): readonly NeededSecret[] {
  const { provider, sealed } = model.secrets
  switch (provider) {
    case 'existing':
      return neededSecrets(model)
    case 'sealed-secrets':
      return neededSecrets(model).filter(({ name }) => sealed[name] === undefined)
    case 'external-secrets':
      return neededSecrets(model).filter((secret) => !isOurs(secret, model))
  }
}

/** What lies in a namespace of somebody else, such as the driver of a storage class, is for whoever looks after that. */
function isOurs({ namespace }: NeededSecret, { namespaces }: Model): boolean {
  return namespaces.some(({ name }) => name === namespace)
}
