import { defineDiagnostic } from '../../engine/sdk.ts'

export const environmentsDiffer = defineDiagnostic<{
  service: string
  field: string
  environments: readonly [string, string]
  values: readonly [string, string]
}>({
  code: 'docker/environments-differ',
  severity: 'error',
  message: ({ service, field, environments, values }) =>
    `\`${service}\` is built once for all environments, but its \`${field}\` is ${values[0]} in \`${environments[0]}\` and ${values[1]} in \`${environments[1]}\``,
  note: () =>
    'What differs belongs into the configuration of the service (`env`, `files`), not into its image: the image that was tested is the one that is released.',
})

export const unknownVersion = defineDiagnostic<{ service: string; stack: string; version: string; known: readonly string[] }>({
  code: 'docker/unknown-version',
  severity: 'error',
  message: ({ service, stack, version, known }) =>
    `there is no base image for version \`${version}\` of \`${service}\`, which is built with ${stack}: it has to be ${known.map((one) => `\`${one}\``).join(', ')}, or an exact version of one of them`,
})

export const secretArgument = defineDiagnostic<{ service: string; name: string }>({
  code: 'docker/secret-argument',
  severity: 'error',
  message: ({ service, name }) =>
    `build argument \`${name}\` of \`${service}\` sounds like a secret, and everybody who can pull the image can read it`,
  note: () => 'A secret that the program needs belongs under `secrets`. One that only the build needs belongs under `build.secrets`.',
})

export const badArgumentName = defineDiagnostic<{ service: string; name: string }>({
  code: 'docker/argument-name',
  severity: 'error',
  message: ({ service, name }) =>
    `no step of the build of \`${service}\` could read the argument \`${name}\`: a variable of the shell is letters, digits and \`_\``,
})

export const argumentLines = defineDiagnostic<{ service: string; name: string }>({
  code: 'docker/argument-lines',
  severity: 'error',
  message: ({ service, name }) => `build argument \`${name}\` of \`${service}\` has several lines, and a Dockerfile can't say that`,
})

export const secretPath = defineDiagnostic<{ service: string; name: string; file: string }>({
  code: 'docker/secret-path',
  severity: 'error',
  message: ({ service, name, file }) => `no step of the build of \`${service}\` can see the secret \`${name}\` at \`${file}\``,
  note: () => 'The path of a mount has letters, digits and `_ @ + . / -`.',
})

export const noPort = defineDiagnostic<{ service: string; server: string }>({
  code: 'docker/no-port',
  severity: 'error',
  message: ({ service, server }) => `\`${service}\` is served by ${server}, but has no port to be served on`,
  note: () => 'Say `ports: {http: 8080}`.',
})
