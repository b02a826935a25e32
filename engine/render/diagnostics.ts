import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

const who = (owner: string): string => (owner === '' ? 'the platform itself' : `\`${owner}\``)

export const duplicateObject = defineDiagnostic<{ kind: string; name: string; first: string; second: string }>({
  code: 'render/duplicate-object',
  severity: 'error',
  message: ({ kind, name, first, second }) =>
    first === second
      ? `${kind} \`${name}\` is rendered twice for ${who(first)}`
      : `${kind} \`${name}\` is rendered for ${who(first)} and for ${who(second)}`,
  note: () => 'In the cluster one would overwrite the other. Rename one of them.',
})

export const patchMatchesNothing = defineDiagnostic<{ select: string }>({
  code: 'render/patch-matches-nothing',
  severity: 'error',
  message: ({ select }) => `this patch selects ${select}, and no rendered object is that`,
  note: () => 'A patch that matches nothing would be forgotten silently. `platgen render --stdout` shows what there is to patch.',
})

export const patchChangesNothing = defineDiagnostic({
  code: 'render/patch-changes-nothing',
  severity: 'error',
  message: () => 'this patch changes nothing: every object that it selects already is like that',
  note: () => 'Nobody needs it any more; remove it.',
})

export const patchBreaksIdentity = defineDiagnostic<{ field: string }>({
  code: 'render/patch-changes-identity',
  severity: 'error',
  message: ({ field }) => `a patch can't change \`${field}\`, because that is how an object is known`,
})

export const brokenTemplate = defineDiagnostic<{ name: string; line: number | undefined; reason: string }>({
  code: 'render/template',
  severity: 'error',
  message: ({ name, line, reason }) =>
    `your template for \`${name}\` can't be filled${line === undefined ? '' : `, line ${line}`}: ${reason}`,
})

export const unknownTemplate = defineDiagnostic<{ renderer: string; name: string; known: readonly string[]; nearest: string | undefined }>({
  code: 'render/unknown-template',
  severity: 'error',
  message: ({ renderer, name, nearest }) =>
    `\`${renderer}\` has no template \`${name}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ known }) =>
    known.length === 0 ? 'It builds objects; use `patches` to change them.' : `It has ${known.map((one) => `\`${one}\``).join(', ')}.`,
})

export const rendererFailed = defineDiagnostic<{ from: string; reason: string; place: string | undefined }>({
  code: 'render/renderer-failed',
  severity: 'error',
  message: ({ from, reason }) => `the renderer \`${from}\` failed: ${reason}`,
  note: ({ place }) => (place === undefined ? undefined : `It happened at ${place}.`),
})
