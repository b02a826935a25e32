import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model, Store } from '../../resolve/model.ts'
import { writtenAt } from '../../resolve/origin.ts'
import type { StoreEngine } from '../../stores/index.ts'
import { engineOf } from '../../stores/operators/index.ts'
import type { Rule } from '../check.ts'

export const storeWordIdle = defineDiagnostic<{ store: string; word: string; engine: string; reason: string }>({
  code: 'check/store-word-without-effect',
  severity: 'error',
  message: ({ store, word, engine, reason }) => `\`${word}\` means nothing for store \`${store}\`, which is ${engine}: ${reason}`,
  note: () => 'Nothing that is written is ignored silently. Remove it.',
})

export const settingReserved = defineDiagnostic<{ store: string; setting: string; engine: string }>({
  code: 'check/store-setting-reserved',
  severity: 'error',
  message: ({ store, setting, engine }) => `\`${setting}\` of ${engine} is decided by what holds store \`${store}\` together`,
  note: () => 'Probes, Services, policies and the other members count on it. What there is to say about it has a word of its own.',
})

export const settingBroken = defineDiagnostic<{ store: string; setting: string }>({
  code: 'check/store-setting-lines',
  severity: 'error',
  message: ({ store, setting }) => `the setting \`${setting}\` of store \`${store}\` has more than one line`,
  note: () => 'In a configuration file, a second line would be another setting.',
})

/** What is done instead of a copy. */
const UNCOPIED: { readonly [engine: string]: string } = {
  kafka: 'its messages go on while they would be copied; they are copied to another cluster as they come (MirrorMaker 2)',
}

/** A word, when nothing reads it, and why. */
const IDLE: readonly {
  readonly word:
    | 'backup'
    | 'databases'
    | 'users'
    | 'database'
    | 'user'
    | 'rootPasswordKey'
    | 'secret'
    | 'connections'
    | 'config'
    | 'tls'
    | 'topics'
  readonly when: (engine: StoreEngine, store: Store) => boolean
  readonly reason: string | ((store: Store) => string)
}[] = [
  {
    word: 'backup',
    when: ({ backup }, { operator }) => backup === 'never' && operator === undefined,
    reason: ({ engine }) => UNCOPIED[engine] ?? 'platgen does not know how to copy it',
  },
  { word: 'databases', when: ({ databases }) => !databases, reason: 'it has no databases of that kind' },
  { word: 'users', when: ({ databases }, store) => !databases && !hasTopics(store), reason: 'platgen makes no users in it' },
  { word: 'topics', when: (_engine, store) => !hasTopics(store), reason: 'only the operator strimzi makes topics' },
  { word: 'database', when: ({ databases }) => !databases, reason: 'it has no databases of that kind' },
  { word: 'user', when: ({ login }) => login !== 'user', reason: 'its clients do not choose a user' },
  { word: 'rootPasswordKey', when: (_engine, { engine }) => engine !== 'mysql' && engine !== 'mongodb', reason: 'it has no root' },
  {
    word: 'secret',
    when: (_engine, { secretKeys, external, operator }) => secretKeys.length === 0 && external === undefined && operator === undefined,
    reason: 'it reads no password',
  },
  { word: 'connections', when: ({ connections }) => connections === undefined, reason: 'it has no such limit' },
  { word: 'config', when: ({ reserved }) => reserved === undefined, reason: 'it reads no configuration file' },
  { word: 'tls', when: ({ tls }) => tls === 'never', reason: 'platgen does not know how to make it speak TLS' },
]

/** Words that the engine of a store has no use for, and settings that are not anybody's to change. */
export const storeWords: Rule = {
  model({ model, report }) {
    for (const store of Object.values(model.stores)) {
      const engine = engineOf(store)
      for (const { word, when, reason } of IDLE) {
        const place = when(engine, store) ? writtenAt(model, 'stores', store.name, word) : undefined
        if (place !== undefined)
          report(storeWordIdle, place, {
            store: store.name,
            word,
            engine: store.engine,
            reason: typeof reason === 'string' ? reason : reason(store),
          })
      }
      for (const { path, word, reason } of innerWords(store, model)) {
        const place = writtenAt(model, 'stores', store.name, ...path)
        if (place !== undefined) report(storeWordIdle, place, { store: store.name, word, engine: store.engine, reason })
      }
      for (const [setting, value] of Object.entries(store.config)) {
        const place = writtenAt(model, 'stores', store.name, 'config', setting)
        if (place === undefined) continue
        if (isReserved(setting.replaceAll('-', store.engine === 'mysql' ? '_' : '-'), engine))
          report(settingReserved, place, { store: store.name, setting, engine: store.engine })
        if (/[\0\r\n]/.test(value)) report(settingBroken, { ...place, on: 'value' }, { store: store.name, setting })
      }
    }
  },
}

function hasTopics({ operator }: Store): boolean {
  return operator?.name === 'strimzi'
}

/** A reserved name that ends with a star stands for all that begin so. */
function isReserved(setting: string, { reserved }: StoreEngine): boolean {
  return reserved?.some((name) => (name.endsWith('*') ? setting.startsWith(name.slice(0, -1)) : setting === name)) === true
}

interface InnerWord {
  readonly path: readonly string[]
  readonly word: string
  readonly reason: string
}

/** Words below others that one engine has no use for. */
function innerWords(store: Store, model: Model): readonly InnerWord[] {
  const { engine, users, operator } = store
  if (engine === 'elasticsearch') return operator === undefined ? copiesOfItself(store, model) : []
  if (engine === 'minio') return [{ path: ['backup', 'work'], word: 'work', reason: 'its objects are mirrored, and none lies on the way' }]
  if (engine !== 'mongodb') return []
  const reason = 'it counts connections of the whole server only'
  return Object.keys(users).map((user) => ({ path: ['users', user, 'connections'], word: 'connections', reason }))
}

/** Its members write snapshots themselves, and all of them have to reach the same place. */
function copiesOfItself({ backup }: Store, { stores, externals }: Model): readonly InnerWord[] {
  const to = ['backup', 'to']
  const together = 'all of its members write a snapshot together, which only a bucket lets them (`s3`)'
  const bucket = backup?.target.type === 's3' ? backup.target.external : undefined
  const unreached =
    bucket === undefined
      ? undefined
      : stores[bucket] !== undefined
        ? 'its members only reach what stands under `externals`'
        : externals[bucket]?.through !== undefined
          ? 'its members do not leave through a gateway'
          : undefined
  return [
    ...['size', 'claim', 'snapshot'].map((word) => ({ path: [...to, word], word, reason: together })),
    { path: ['backup', 'work'], word: 'work', reason: 'nothing lies on the way' },
    ...(unreached === undefined ? [] : [{ path: [...to, 's3', 'external'], word: 'external', reason: unreached }]),
  ]
}
