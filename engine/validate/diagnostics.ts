import { type Definition, defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Family } from '../kinds/kind.ts'
import { bounds } from '../plan/scalar.ts'
import { or } from './words.ts'

export const unknownKey = defineDiagnostic<{ key: string; nearest: string | undefined; known: readonly string[] }>({
  code: 'validate/unknown-key',
  severity: 'error',
  message: ({ key, nearest }) => `\`${key}\` is not known here${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ nearest, known }) =>
    nearest !== undefined || known.length === 0 || known.length > 30
      ? undefined
      : `What is known here: ${known.map((key) => `\`${key}\``).join(', ')}.`,
})

export const misplacedKey = defineDiagnostic<{ key: string; belongs: readonly string[] }>({
  code: 'validate/misplaced-key',
  severity: 'error',
  message: ({ key, belongs }) => `\`${key}\` is not known here; it belongs ${or(belongs)}`,
})

export const foreignKey = defineDiagnostic<{ key: string; here: string }>({
  code: 'validate/foreign-key',
  severity: 'error',
  message: ({ key, here }) => `\`${key}\` is the word of another tool; here it is \`${here}\``,
})

export const nestedOverlay = defineDiagnostic({
  code: 'validate/nested-overlay',
  severity: 'error',
  message: () => '`environments` cannot stand in what is already said for one environment',
  note: () => 'Say it once, under `environments` of the thing itself. An environment that builds on another says `extends`.',
})

export const missingKey = defineDiagnostic<{ subject: string; key: string }>({
  code: 'validate/missing-key',
  severity: 'error',
  message: ({ subject, key }) => `${subject} needs the key \`${key}\``,
})

export const wrongType = defineDiagnostic<{ subject: string; wanted: string; found: string }>({
  code: 'validate/wrong-type',
  severity: 'error',
  message: ({ subject, wanted, found }) => `${subject} has to be ${wanted}, but this is ${found}`,
})

export const nothingWritten = defineDiagnostic<{ subject: string; wanted: string }>({
  code: 'validate/nothing-written',
  severity: 'error',
  message: ({ subject, wanted }) => `nothing is written for ${subject}, which has to be ${wanted}`,
  note: () => 'An empty map is `{}`. Only in an overlay does `null` mean something: it removes.',
})

export const listForMap = defineDiagnostic<{ subject: string; names: boolean }>({
  code: 'validate/list-for-map',
  severity: 'error',
  message: ({ subject }) => `${subject} is a map by name, but this is a list`,
  note: ({ names }) =>
    names
      ? 'The name is the key: `- name: http` becomes `http:`. So a name cannot stand there twice, and an overlay can change one entry.'
      : 'Write a map, with a name as the key of each entry.',
})

export const unknownChoice = defineDiagnostic<{
  subject: string
  value: string
  choices: readonly (string | number | boolean)[]
  nearest: string | undefined
}>({
  code: 'validate/unknown-choice',
  severity: 'error',
  message: ({ subject, value, choices, nearest }) =>
    nearest === undefined
      ? `\`${value}\` is no choice of ${subject}, which is ${choices.length === 1 ? 'always' : 'one of'} ${or(choices.map((choice) => `\`${choice}\``))}`
      : `\`${value}\` is no choice of ${subject}; did you mean \`${nearest}\`?`,
  note: ({ choices, nearest }) =>
    nearest === undefined || choices.length > 30 ? undefined : `The choices: ${choices.map((choice) => `\`${choice}\``).join(', ')}.`,
})

export const outOfRange = defineDiagnostic<{ subject: string; value: number; minimum: number | undefined; maximum: number | undefined }>({
  code: 'validate/out-of-range',
  severity: 'error',
  message: ({ subject, value, minimum, maximum }) => `${subject} is ${value}, but it has to be ${bounds(minimum, maximum)}`,
})

export const wrongLength = defineDiagnostic<{ subject: string; length: number; minimum: number | undefined; maximum: number | undefined }>({
  code: 'validate/wrong-length',
  severity: 'error',
  message: ({ subject, length, minimum, maximum }) => `${subject} has ${length} characters, but it has to have ${bounds(minimum, maximum)}`,
})

export const wrongCount = defineDiagnostic<{
  subject: string
  count: number
  what: 'items' | 'keys'
  minimum: number | undefined
  maximum: number | undefined
}>({
  code: 'validate/wrong-count',
  severity: 'error',
  message: ({ subject, count, what, minimum, maximum }) =>
    `${subject} has ${count === 0 ? 'no' : count} ${what}, but it has to have ${bounds(minimum, maximum)}`,
})

export const twice = defineDiagnostic<{ value: string; list: string }>({
  code: 'validate/duplicate-item',
  severity: 'error',
  message: ({ value, list }) => `\`${value}\` stands in ${list} twice`,
})

interface BadValue {
  readonly value: string
  readonly what: string
  readonly reason: string
  readonly explain: string
}

/** What is wrong with a value of a kind. The codes differ by family, so that each can be explained. */
function badValue(code: `validate/bad-${Family}`): Definition<BadValue> {
  return defineDiagnostic<BadValue>({
    code,
    severity: 'error',
    message: ({ value, what, reason }) => `${value === '' ? 'an empty text' : `\`${value}\``} is not ${what}: ${reason}`,
    note: ({ explain }) => `${explain}.`,
  })
}

export const badValues: { readonly [F in Family]: Definition<BadValue> } = {
  cron: badValue('validate/bad-cron'),
  duration: badValue('validate/bad-duration'),
  host: badValue('validate/bad-host'),
  image: badValue('validate/bad-image'),
  name: badValue('validate/bad-name'),
  path: badValue('validate/bad-path'),
  port: badValue('validate/bad-port'),
  quantity: badValue('validate/bad-quantity'),
  text: badValue('validate/bad-text'),
}

export const secretLiteral = defineDiagnostic<{ looks: string; pointer: string }>({
  code: 'validate/secret-literal',
  severity: 'error',
  message: ({ looks }) => `this looks like ${looks}, and a secret never stands in platform.yaml`,
  note: ({ pointer }) =>
    `Put it into a Secret, and name that under \`secrets\` of the service, as \`NAME: SECRET/KEY\`. If it is no secret, say why under \`secrets.accept\`, at \`${pointer}\`.`,
  conceal: true,
})

export const needlessAccept = defineDiagnostic<{ pointer: string }>({
  code: 'validate/needless-accept',
  severity: 'error',
  message: ({ pointer }) => `nothing at \`${pointer}\` looks like a secret, so there is nothing to accept`,
})

/** `kind` is a word of people: "service", "storage class". `subject` says who names it: "`calls` of service `orders`". */
export const unknownName = defineDiagnostic<{ subject: string; name: string; kind: string; nearest: string | undefined }>({
  code: 'validate/unknown-name',
  severity: 'error',
  message: ({ subject, name, kind, nearest }) =>
    `${subject} names \`${name}\`, which is not ${kind}${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ kind }) => `A name has to be declared before somebody can use it: ${kind} is declared nowhere under this name.`,
})
