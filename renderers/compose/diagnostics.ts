import { defineDiagnostic } from '../../engine/sdk.ts'

export const unknownEnvironment = defineDiagnostic<{ name: string; known: readonly string[]; nearest: string | undefined }>({
  code: 'compose/unknown-environment',
  severity: 'error',
  message: ({ name, nearest }) => `there is no environment \`${name}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ known }) => `There are ${known.map((one) => `\`${one}\``).join(', ')}.`,
})

export const portInFront = defineDiagnostic<{ caller: string; callee: string; servicePort: number; port: number }>({
  code: 'compose/port-in-front',
  severity: 'error',
  message: ({ caller, callee, servicePort, port }) =>
    `\`${caller}\` calls \`${callee}\` on port ${servicePort}, but its container listens on ${port}, and a laptop has no Service in front of it`,
  note: () => 'Let both ports be the same number, or leave the service out of the environment that the laptop runs.',
})

export const storeOfOperator = defineDiagnostic<{ store: string; operator: string; environment: string }>({
  code: 'compose/store-of-operator',
  severity: 'error',
  message: ({ store, operator, environment }) =>
    `\`${store}\` is run by the operator ${operator} in \`${environment}\`, and a laptop has no operators`,
  note: () =>
    'Say the operator where there is one (`environments: {prod: {operator: …}}`), and let Compose take an environment without it: hosts and Secrets have other names.',
})
