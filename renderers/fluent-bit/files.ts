import type { JsonObject } from '../../engine/sdk.ts'
import { writeYaml } from '../../engine/sdk.ts'
import type { Lines, LogScope } from '../_shared/log-scope.ts'
import { logSecrets } from '../_shared/log-secrets.ts'
import { luaString } from '../_shared/quote/lua.ts'
import { filesSection, inputSection, kubernetesSection, othersSection, podSection, serviceSection } from './input.ts'
import { luaView } from './lua.ts'
import { outputSection } from './outputs.ts'
import { filtersOf, needsExpressions, parsersOf, timeMayBeNumber } from './service.ts'
import { startParser, tracesParser } from './traces.ts'

type Template = (name: string, view: object) => string

/** The port on which the agent tells how it does. */
export const METRICS_PORT = 2020

/** Every file of one agent's configuration, by name. None without an agent or without an output. */
export function fluentBitFiles(scope: LogScope, template: Template): ReadonlyMap<string, string> {
  const { logging, environment, platform, lines, files } = scope
  if (logging.agent !== 'fluent-bit' || logging.outputs.length === 0) return new Map()
  const sections = new Map<string, string>()
  const scripts = new Map<string, string>()
  const section = (name: string, comment: string, content: JsonObject): unknown => sections.set(name, written(comment, content))

  if (files === undefined) section('input.yaml', 'What containers print, from the files of the node, made whole.', inputSection(scope))
  else section('input.yaml', 'The files that the container beside it writes.', filesSection(scope, files))
  for (const one of lines) {
    section(`service-${one.container}.yaml`, `Service ${one.container}: its lines become records, in this order.`, ofService(one, scope))
    const view = luaView(one)
    if (view !== undefined) scripts.set(`service-${one.container}.lua`, template('service.lua', view))
  }
  if (files === undefined)
    section('others.yaml', 'Everything else that runs in the namespace: proxies, sidecars, jobs.', othersSection(scope))
  section(
    'kubernetes.yaml',
    'What Kubernetes knows of a pod, over anything that the program said under this name.',
    files === undefined ? kubernetesSection() : podSection(scope, files),
  )
  for (const output of logging.outputs)
    section(
      `output-${output.name}.yaml`,
      `Output ${output.name}: what waits for it lies on the disk of the node, within a limit, and is tried until it is taken.`,
      outputSection(output, scope),
    )
  if (files === undefined)
    scripts.set('others.lua', template('others.lua', { environment: luaString(environment.name), platform: luaString(platform.name) }))
  if (logging.outputs.some(({ type }) => type === 'kafka' || type === 'file')) scripts.set('output.lua', template('output.lua', {}))
  if (lines.some(({ logs }) => needsExpressions(logs))) scripts.set('expressions.lua', template('expressions.lua', {}))
  if (lines.some(({ logs }) => timeMayBeNumber(logs))) scripts.set('json.lua', template('json.lua', {}))
  const env = passwords(scope)
  const main = written(`Logs of environment ${environment.name}. Filters act in the order of these files.`, {
    service: serviceSection(scope, METRICS_PORT),
    ...(env.length === 0 ? {} : { env }),
    includes: [...sections.keys()],
  })
  return new Map([['fluent-bit.yaml', main], ...sections, ...scripts])
}

function written(comment: string, content: JsonObject): string {
  return `# ${comment}\n---\n${writeYaml([content])}`
}

function ofService(lines: Lines, scope: LogScope): JsonObject {
  const { container, logs } = lines
  const parsers = parsersOf(lines)
  const name = `records-${container}`
  const joins =
    logs.start === undefined ? (logs.traces === undefined ? [] : [tracesParser(name, logs.traces)]) : [startParser(name, logs.start)]
  return {
    ...(parsers.length === 0 ? {} : { parsers }),
    ...(joins.length === 0 ? {} : { multiline_parsers: joins }),
    pipeline: { filters: filtersOf(lines, scope) },
  }
}

/** Passwords are read from files; a name stands for what is in one. */
function passwords({ logging }: LogScope): readonly JsonObject[] {
  return logging.outputs.flatMap((output) => {
    const { password } = logSecrets(output)
    return password === undefined ? [] : [{ name: password.name, uri: `file:///run/secrets/log-agent/${password.name}` }]
  })
}
