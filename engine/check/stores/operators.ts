import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model, Store } from '../../resolve/model.ts'
import { at, atKey, saysOf, writtenAt } from '../../resolve/origin.ts'
import { operatorOf, storeOperators } from '../../stores/operators/index.ts'
import type { Rule } from '../check.ts'

export const operatorOfOther = defineDiagnostic<{ store: string; operator: string; runs: string; engine: string }>({
  code: 'check/store-operator-of-another-engine',
  severity: 'error',
  message: ({ store, operator, runs, engine }) => `\`${operator}\` runs ${runs}, but \`${store}\` is ${engine}`,
  note: ({ engine }) => {
    const known = Object.entries(storeOperators).flatMap(([name, operator]) => (operator.engine === engine ? [`\`${name}\``] : []))
    return known.length === 0 ? `platgen knows no operator that runs ${engine}.` : `${engine} is run by ${known.join(', ')}.`
  },
})

export const operatorCannot = defineDiagnostic<{ store: string; word: string; operator: string; reason: string }>({
  code: 'check/store-operator-cannot',
  severity: 'error',
  message: ({ store, word, operator, reason }) => `\`${word}\` of \`${store}\` can't be had from the operator ${operator}: ${reason}`,
  note: () => 'Nothing that is written is ignored silently. Remove it, or let platgen run the store without an operator.',
})

export const passwordKey = defineDiagnostic<{ store: string; user: string; key: string }>({
  code: 'check/store-password-key',
  severity: 'error',
  message: ({ store, user, key }) =>
    `the password of \`${user}\` in \`${store}\` is the key \`${key}\`, but cloudnative-pg reads \`username\` and \`password\``,
  note: () => 'Name a Secret of its own for each user, with these two keys.',
})

/** What an operator is asked for, against what it can do. */
export const operators: Rule = {
  model({ model, report }) {
    for (const store of Object.values(model.stores)) {
      const { name, engine, operator } = store
      if (operator === undefined) {
        const [said] = saysOf(model, ['stores', name, 'operator', 'name'])
        const other = typeof said?.value === 'string' ? said.value : undefined
        if (said !== undefined && other !== undefined && store.external === undefined)
          report(
            operatorOfOther,
            { pointer: said.pointer, on: 'value' },
            { store: name, operator: other, runs: storeOperators[other]?.engine ?? 'nothing', engine },
          )
        continue
      }
      const facts = operatorOf(engine, operator.name)
      for (const { word, reason } of facts?.cannot ?? []) {
        const place = writtenAt(model, 'stores', name, ...word)
        if (place !== undefined) report(operatorCannot, place, { store: name, word: word.join('.'), operator: operator.name, reason })
      }
      const bucket = store.backup?.target.type === 's3' ? store.backup.target.external : undefined
      if (bucket !== undefined && Object.hasOwn(model.stores, bucket))
        report(operatorCannot, at(model, 'stores', name, 'backup', 'to', 's3', 'external'), {
          store: name,
          word: 'backup.to.s3.external',
          operator: operator.name,
          reason: 'its pods only reach what stands under `externals`',
        })
      if (operator.name === 'cloudnative-pg') passwords(store, model)
    }

    function passwords({ name, users }: Store, of: Model): void {
      for (const [user, { key }] of Object.entries(users))
        if (key !== 'password')
          report(passwordKey, writtenAt(of, 'stores', name, 'users', user, 'password') ?? atKey(of, 'stores', name, 'users', user), {
            store: name,
            user,
            key,
          })
    }
  },
}
