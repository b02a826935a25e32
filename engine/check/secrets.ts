import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { at, atKey, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const noSecretStore = defineDiagnostic({
  code: 'check/no-secret-store',
  severity: 'error',
  message: () => 'secrets come from the External Secrets Operator, but nothing says from which store',
  note: () => 'Say `secrets: {provider: external-secrets, store: NAME}`.',
})

export const notSealed = defineDiagnostic<{ secret: string; key: string; environment: string }>({
  code: 'check/not-sealed',
  severity: 'error',
  message: ({ secret, key, environment }) =>
    `key \`${key}\` of Secret \`${secret}\` is needed in \`${environment}\`, but its ciphertext is not there`,
  note: () => 'Seal it with `kubeseal` and put the result under `environments.NAME.secrets.sealed`.',
})

export const sealedForNobody = defineDiagnostic<{ secret: string; key: string }>({
  code: 'check/sealed-for-nobody',
  severity: 'error',
  message: ({ secret, key }) => `nobody needs the sealed key \`${key}\` of Secret \`${secret}\``,
})

export const providerWord = defineDiagnostic<{ word: string; provider: string }>({
  code: 'check/secrets-word-without-effect',
  severity: 'error',
  message: ({ word, provider }) => `\`secrets.${word}\` has no effect with the provider \`${provider}\``,
})

const MEANT_FOR: { readonly [word: string]: string } = {
  store: 'external-secrets',
  path: 'external-secrets',
  refresh: 'external-secrets',
  sealed: 'sealed-secrets',
}

/** Whether the secrets that services name can come into being. */
export const secrets: Rule = {
  model({ model, report }) {
    const { provider, store, sealed } = model.secrets
    for (const [word, needed] of Object.entries(MEANT_FOR)) {
      const place = writtenAt(model, 'secrets', word)
      if (provider !== needed && place !== undefined) report(providerWord, place, { word, provider })
    }
    if (provider === 'external-secrets' && store === undefined) report(noSecretStore, at(model, 'secrets', 'provider'), {})
    if (provider !== 'sealed-secrets') return
    const needed = new Set<string>()
    const made = new Set(Object.values(model.stores).flatMap(({ madeSecrets }) => madeSecrets))
    for (const service of Object.values(model.services))
      for (const { name, secret, key, optional } of service.secrets) {
        needed.add(`${secret}/${key}`)
        if (!optional && !made.has(secret) && sealed[secret]?.[key] === undefined)
          report(notSealed, at(model, 'services', service.name, 'secrets', name, 'ref'), {
            secret,
            key,
            environment: model.environment.name,
          })
      }
    for (const store of Object.values(model.stores))
      for (const key of store.secretKeys) {
        needed.add(`${store.secret}/${key}`)
        if (sealed[store.secret]?.[key] === undefined)
          report(notSealed, atKey(model, 'stores', store.name), { secret: store.secret, key, environment: model.environment.name })
      }
    for (const [secret, keys] of Object.entries(sealed))
      for (const key of Object.keys(keys))
        if (!needed.has(`${secret}/${key}`)) report(sealedForNobody, atKey(model, 'secrets', 'sealed', secret, key), { secret, key })
  },
}
