import { defineDiagnostic } from '../../engine/sdk.ts'

export const noSuchWord = defineDiagnostic<{ word: string; why: string }>({
  code: 'fluent-bit/no-such-word',
  severity: 'error',
  message: ({ word, why }) => `Fluent Bit can't be told \`${word}\`: ${why}`,
  note: () => 'Leave it out, or collect logs with `agent: fluentd`, which knows it.',
})

export const oneForAll = defineDiagnostic<{ what: string; here: string; there: string }>({
  code: 'fluent-bit/one-for-all',
  severity: 'error',
  message: ({ what, here, there }) => `${what} \`${here}\` stands beside \`${there}\`, and one Fluent Bit has only one for all`,
  note: () => 'It takes it from its environment, where every part of it looks. Fluentd has one for each: `agent: fluentd`.',
})

export const expressionNotInLua = defineDiagnostic<{ expression: string; why: string }>({
  code: 'fluent-bit/expression',
  severity: 'error',
  message: ({ expression, why }) => `\`${expression}\` can't be tried by Fluent Bit: ${why}`,
  note: () =>
    'It replaces, samples and looks at numbers in Lua, which has no expressions of its own. Say it in another way, or use `agent: fluentd`.',
})
