import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

export const componentNameTaken = defineDiagnostic<{ name: string; by: string }>({
  code: 'resolve/component-name',
  severity: 'error',
  message: ({ name, by }) => `\`${name}\` is what platgen calls a workload of its own, which \`${by}\` asks for`,
  note: () => 'Services, stores, externals and what platgen adds to them share their names. Rename yours.',
})

export const unknownVariable = defineDiagnostic<{ reference: string; reason: string; nearest: string | undefined }>({
  code: 'resolve/unknown-variable',
  severity: 'error',
  message: ({ reference, reason, nearest }) =>
    `\`\${${reference}}\` stands for nothing: ${reason}${nearest === undefined ? '' : `; did you mean \`\${${nearest}}\`?`}`,
  note: () => 'Write `$${` where a plain `${` is meant, in a shell command for example.',
})

export const unclosedVariable = defineDiagnostic({
  code: 'resolve/unclosed-variable',
  severity: 'error',
  message: () => '`${` is never closed',
  note: () => 'A reference reads `${vars.NAME}`. Write `$${` where a plain `${` is meant.',
})

export const circularVariable = defineDiagnostic<{ chain: readonly string[] }>({
  code: 'resolve/circular-variable',
  severity: 'error',
  message: ({ chain }) => `\`\${${chain[0]}}\` needs itself: ${chain.map((name) => `\`${name}\``).join(' → ')}`,
})

export const circularExtends = defineDiagnostic<{ chain: readonly string[] }>({
  code: 'resolve/circular-extends',
  severity: 'error',
  message: ({ chain }) => `environment \`${chain[0]}\` extends itself: ${chain.map((name) => `\`${name}\``).join(' → ')}`,
})

export const noEnvironment = defineDiagnostic({
  code: 'resolve/no-environment',
  severity: 'error',
  message: () => 'every environment is abstract, so nothing would be rendered',
  note: () => 'An environment with `abstract: true` only exists to be extended.',
})

export const environmentNotChosen = defineDiagnostic<{ name: string; nearest: string | undefined; abstract: boolean }>({
  code: 'resolve/unknown-environment',
  severity: 'error',
  message: ({ name, nearest, abstract }) =>
    abstract
      ? `environment \`${name}\` is abstract, so it can't be rendered`
      : `there is no environment \`${name}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
})

export const releaseOfNobody = defineDiagnostic<{ service: string; nearest: string | undefined }>({
  code: 'resolve/release-of-nobody',
  severity: 'error',
  message: ({ service, nearest }) =>
    `there is no service \`${service}\` to release${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
})

export const missingAfterMerge = defineDiagnostic<{ subject: string; key: string }>({
  code: 'resolve/missing-key',
  severity: 'error',
  message: ({ subject, key }) => `${subject} has no \`${key}\``,
  note: ({ key }) => `\`${key}\` is needed, and here neither the value nor an overlay says it, or an overlay removed it with \`null\`.`,
})

export const badAfterInterpolation = defineDiagnostic<{ value: string; what: string; reason: string }>({
  code: 'resolve/bad-value',
  severity: 'error',
  message: ({ value, what, reason }) => `with its references replaced this is \`${value}\`, which is not ${what}: ${reason}`,
})

export const imageUndecided = defineDiagnostic<{ service: string }>({
  code: 'resolve/image-undecided',
  severity: 'error',
  message: ({ service }) => `nothing says which image \`${service}\` runs`,
  note: () => 'Say `build` for an image that this platform builds, or `image` for one that exists.',
})

export const imageWithoutRegistry = defineDiagnostic<{ service: string }>({
  code: 'resolve/no-registry',
  severity: 'error',
  message: ({ service }) => `\`${service}\` is built here, but the platform names no registry to keep its image in`,
  note: () => 'Say `registry: {host: …}` once, at the top.',
})

export const imageWithoutTag = defineDiagnostic<{ service: string }>({
  code: 'resolve/image-without-tag',
  severity: 'error',
  message: ({ service }) => `nothing says which version of \`${service}\` runs`,
  note: () => 'The tag comes from `image.tag`, from `releases`, or from the `version` of the platform.',
})

export const probeTwoWays = defineDiagnostic<{ probe: string; ways: readonly string[] }>({
  code: 'resolve/probe-two-ways',
  severity: 'error',
  message: ({ probe, ways }) => `${probe} says ${ways.map((way) => `\`${way}\``).join(' and ')}, but a probe does one thing`,
})

export const fileTwoSources = defineDiagnostic<{ path: string; sources: readonly string[] }>({
  code: 'resolve/file-sources',
  severity: 'error',
  message: ({ path, sources }) =>
    sources.length === 0
      ? `nothing says what is in \`${path}\``
      : `\`${path}\` gets its text from ${sources.map((source) => `\`${source}\``).join(' and ')}, but one is enough`,
  note: () => 'Exactly one of `text`, `config` and `from`.',
})

export const twoTags = defineDiagnostic<{ service: string; tag: string; release: string }>({
  code: 'resolve/two-tags',
  severity: 'error',
  message: ({ service, tag, release }) => `\`${service}\` has the tag \`${tag}\`, but it is released as \`${release}\``,
  note: () => 'Let one of them decide: drop `image.tag`, or the entry of `releases`.',
})

export const unknownPort = defineDiagnostic<{ subject: string; port: string; owner: string; nearest: string | undefined }>({
  code: 'resolve/unknown-port',
  severity: 'error',
  message: ({ subject, port, owner, nearest }) =>
    `${subject} names port \`${port}\`, which \`${owner}\` does not declare${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
})

export const unknownVersion = defineDiagnostic<{ service: string; version: string; owner: string; nearest: string | undefined }>({
  code: 'resolve/unknown-version',
  severity: 'error',
  message: ({ service, version, owner, nearest }) =>
    `\`traffic\` of \`${service}\` names version \`${version}\`, which \`${owner}\` does not have${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: () => 'Versions stand side by side under `versions` of the service.',
})

export const needsPort = defineDiagnostic<{ subject: string; owner: string }>({
  code: 'resolve/needs-port',
  severity: 'error',
  message: ({ subject, owner }) => `${subject} needs a port, but \`${owner}\` declares none`,
  note: () => 'Declare it under `ports`, as `ports: {http: 8080}`.',
})

export const textNotFound = defineDiagnostic<{ path: string }>({
  code: 'resolve/file-not-found',
  severity: 'error',
  message: ({ path }) => `there is no file \`${path}\` beside platform.yaml`,
  note: () => 'Files are looked up from the folder of platform.yaml, also where an included file names them.',
})

export const serverOfStack = defineDiagnostic<{ service: string; stack: string; server: string; servers: readonly string[] }>({
  code: 'resolve/server-of-stack',
  severity: 'error',
  message: ({ service, stack, server, servers }) =>
    `\`${service}\` is made with ${stack}, which is not served by \`${server}\`: it has to be ${servers.map((one) => `\`${one}\``).join(' or ')}`,
})

export const logOutputKinds = defineDiagnostic<{ name: string; said: readonly string[]; known: readonly string[] }>({
  code: 'resolve/log-output-kinds',
  severity: 'error',
  message: ({ name, said }) =>
    said.length === 0
      ? `output \`${name}\` does not say where records go`
      : `output \`${name}\` says ${said.length} places: ${said.map((kind) => `\`${kind}\``).join(', ')}`,
  note: ({ known }) => `An output is one place: ${known.map((kind) => `\`${kind}\``).join(', ')}. A service can send to several outputs.`,
})

export const searchWhere = defineDiagnostic<{ name: string; both: boolean }>({
  code: 'resolve/log-search-where',
  severity: 'error',
  message: ({ name, both }) =>
    both ? `output \`${name}\` is elsewhere and here` : `output \`${name}\` says neither where it is nor that it runs here`,
  note: () => 'Say `host` for one that is there already, or `run` for one that the platform runs.',
})

export const runWithoutLogin = defineDiagnostic<{ name: string }>({
  code: 'resolve/log-run-without-login',
  severity: 'error',
  message: ({ name }) => `the cluster of output \`${name}\` runs here, and nobody has a password for it`,
  note: () => 'It lets nobody in without one. Say `password`, the Secret that its first user gets it from: `SECRET/KEY`.',
})
