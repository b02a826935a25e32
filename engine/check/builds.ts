import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Build, Model, Service } from '../resolve/model.ts'
import { at, atKey, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const imageUser = defineDiagnostic<{ service: string; dockerfile: string; image: number; pod: number }>({
  code: 'check/image-user',
  severity: 'error',
  message: ({ service, dockerfile, image, pod }) =>
    `\`${dockerfile}\` of \`${service}\` makes its files for user ${image}, but the pod runs as ${pod}`,
  note: ({ image }) => `Say \`security: {user: ${image}}\`, or another USER in the Dockerfile: what one user may read, another may not.`,
})

export const imagePort = defineDiagnostic<{
  service: string
  dockerfile: string
  port: string
  number: number
  exposed: readonly number[]
}>({
  code: 'check/image-port',
  severity: 'error',
  message: ({ service, dockerfile, port, number, exposed }) =>
    `\`${service}\` is asked on port ${number} (\`${port}\`), but \`${dockerfile}\` exposes ${exposed.join(' and ')}`,
  note: () => 'One of both is what the program listens on. A Dockerfile without EXPOSE says nothing about it.',
})

export const testTool = defineDiagnostic<{ service: string; tool: string; stack: string }>({
  code: 'check/test-tool',
  severity: 'error',
  message: ({ service, tool, stack }) =>
    `\`${service}\` is tested with \`${tool}\`, which the image that ${stack} is built in does not have`,
  note: () => 'Say `test.image`, or test with what the sources are built with.',
})

/** Who has a tool, of those tools that belong to a language. */
const TOOLS: readonly { readonly words: readonly string[]; readonly has: (build: Build) => boolean }[] = [
  { words: ['mvn'], has: (build) => 'tool' in build && build.tool === 'maven' },
  { words: ['gradle'], has: (build) => 'tool' in build && build.tool === 'gradle' },
  { words: ['java', 'javac', './mvnw', './gradlew'], has: (build) => 'tool' in build },
  { words: ['node', 'npm', 'npx'], has: ({ stack }) => stack === 'node' || stack === 'node-static' },
  { words: ['python', 'python3', 'pip', 'pytest', 'tox'], has: ({ stack }) => stack === 'django' || stack === 'fastapi' },
  { words: ['go', 'gofmt'], has: ({ stack }) => stack === 'go' },
  { words: ['dotnet'], has: ({ stack }) => stack === 'dotnet' },
  { words: ['php', 'composer', 'phpunit', 'vendor/bin/phpunit'], has: ({ stack }) => stack === 'php' },
  { words: ['ruby', 'bundle', 'rake', 'rspec', 'bin/rails'], has: ({ stack }) => stack === 'ruby' },
  { words: ['cargo', 'rustc'], has: ({ stack }) => stack === 'rust' },
]

/** What an image is, and what is said of it elsewhere: its user, its ports, and what its tests need. */
export const builds: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { build } = service
      if (build === undefined) continue
      if (build.stack === 'dockerfile') ownDockerfile(service, build, model, report)
      for (const word of ['unit', 'lint'] as const) {
        const tool = foreignTool(service.test, word, build)
        if (tool === undefined) continue
        report(testTool, at(model, 'services', service.name, 'test', word), { service: service.name, tool, stack: build.stack })
      }
    }
  },
}

function ownDockerfile(
  service: Service,
  build: Extract<Build, { readonly stack: 'dockerfile' }>,
  model: Model,
  report: Parameters<NonNullable<Rule['model']>>[0]['report'],
): void {
  const { says, dockerfile } = build
  if (says === undefined) return
  const { name, security, ports } = service
  if (says.user !== undefined && says.user !== security.user) {
    const isWritten = writtenAt(model, 'services', name, 'security', 'user') !== undefined
    const place = at(model, 'services', name, 'security', 'user')
    report(
      imageUser,
      isWritten ? place : atKey(model, 'services', name, 'build'),
      { service: name, dockerfile, image: says.user, pod: security.user },
      !isWritten || says.user === 0
        ? {}
        : { fixes: [{ message: `write \`${says.user}\``, changes: [{ replace: place, text: String(says.user) }] }] },
    )
  }
  if (!says.exact || says.ports.length === 0) return
  for (const port of ports)
    if (port.sidecar === undefined && port.protocol === 'TCP' && !says.ports.includes(port.port))
      report(imagePort, atKey(model, 'services', name, 'ports', port.name), {
        service: name,
        dockerfile,
        port: port.name,
        number: port.port,
        exposed: says.ports,
      })
}

/** The tool of another language that a command starts with. Nobody knows what an image has that is named for the tests, or a Dockerfile of the user. */
function foreignTool(test: object, word: string, build: Build): string | undefined {
  const words: { readonly [word: string]: unknown } = { ...test }
  const command = words[word]
  if (typeof command !== 'string' || words.image !== undefined || build.stack === 'dockerfile') return undefined
  const first = command.split(/\s+/).find((part) => part !== '' && !/^\w+=/.test(part))
  const tool = TOOLS.find((row) => first !== undefined && row.words.includes(first))
  return tool === undefined || tool.has(build) ? undefined : first
}
