import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

export const unknownOutput = defineDiagnostic<{ name: string; nearest: string | undefined }>({
  code: 'assemble/unknown-output',
  severity: 'error',
  message: ({ name, nearest }) =>
    `platgen has no output \`${name}\`, and no npm package of that name is installed${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: () => '`platgen renderers` lists what there is.',
})

export const rendererNotFound = defineDiagnostic<{ name: string }>({
  code: 'assemble/renderer-not-found',
  severity: 'error',
  message: ({ name }) => `there is no file \`${name}\` beside platform.yaml`,
})

export const rendererBroken = defineDiagnostic<{ name: string; reason: string }>({
  code: 'assemble/renderer-broken',
  severity: 'error',
  message: ({ name, reason }) => `the renderer \`${name}\` can't be used: ${reason}`,
})

export const badOption = defineDiagnostic<{ name: string; option: string; reason: string; nearest: string | undefined }>({
  code: 'assemble/bad-option',
  severity: 'error',
  message: ({ name, option, reason, nearest }) =>
    `\`${option}\` of \`${name}\` ${reason}${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ name }) => `\`platgen explain outputs.${name}\` shows its options.`,
})

export const templateNotFound = defineDiagnostic<{ path: string; reason: string }>({
  code: 'assemble/template-not-found',
  severity: 'error',
  message: ({ path, reason }) => `the template \`${path}\` can't be read: ${reason}`,
})

export const unknownOnly = defineDiagnostic<{ name: string; known: readonly string[]; nearest: string | undefined }>({
  code: 'assemble/unknown-only',
  severity: 'error',
  message: ({ name, nearest }) =>
    `\`--only ${name}\` names nothing that would run${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ known }) => `What runs: ${known.map((one) => `\`${one}\``).join(', ')}.`,
})
