import type { StoreEngine } from '../engine.ts'
import { storeEngines } from '../index.ts'
import { cloudnativePg } from './cloudnative-pg.ts'
import { eck } from './eck.ts'
import type { StoreOperator } from './operator.ts'
import { rabbitmqOperator } from './rabbitmq-operator.ts'
import { strimzi } from './strimzi.ts'

export type { StoreOperator } from './operator.ts'

/** Every operator that can run a store, by its name in the language. */
export const storeOperators: { readonly [name: string]: StoreOperator } = {
  'cloudnative-pg': cloudnativePg,
  strimzi,
  eck,
  'rabbitmq-operator': rabbitmqOperator,
}

/** The operator of a store; undefined when nobody names one, or one that runs another engine, which a check tells. */
export function operatorOf(engine: string, operator: string | undefined): StoreOperator | undefined {
  const found = operator === undefined ? undefined : storeOperators[operator]
  return found?.engine === engine ? found : undefined
}

/** The facts of an engine, as who runs it has them. */
export function engineOf({ engine, operator }: StoreKind): StoreEngine {
  return { ...(storeEngines[engine] as StoreEngine), ...operatorOf(engine, operator?.name)?.differs }
}

/** What a store is, and who runs it. */
export interface StoreKind {
  readonly engine: string
  readonly operator?: { readonly name: string } | undefined
}
