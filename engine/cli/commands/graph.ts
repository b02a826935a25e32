import { declaredGraph } from '../../graph/declared.ts'
import { focus } from '../../graph/focus.ts'
import { type GraphFormat, graphFormats, writeGraph } from '../../graph/format.ts'
import type { Graph } from '../../graph/graph.ts'
import { run } from '../../pipeline.ts'
import { addExamples, defineCommand } from '../command.ts'
import { hasErrors, tellDiagnostics } from '../tell.ts'
import { UsageError, unknownWord } from '../usage.ts'

interface Options {
  readonly env?: string
  readonly as: string
  readonly focus?: string
  readonly depth: string
}

export default defineCommand<Options>({
  declare: (command) => {
    command
      .option('-e, --env <name>', 'Only this environment. Default is all of them, drawn over one another.')
      .option('--as <format>', `What to write: ${graphFormats.join(', ')}.`, 'mermaid')
      .option('--focus <name>', 'Only this service, store or external, and whoever is near.')
      .option('--depth <calls>', 'How many calls away is near.', '1')
    addExamples(command, [
      ['platgen graph > topology.mmd', 'for a README: GitHub and GitLab draw Mermaid'],
      ['platgen graph --env prod --as svg > prod.svg', 'a picture of production, for any browser'],
      ['platgen graph --focus orders --depth 2', 'who is touched when `orders` changes'],
      ['platgen graph --as dot | dot -Tpdf > topology.pdf', 'laid out by Graphviz'],
      ['platgen graph --as json', 'for programs'],
    ])
  },
  run: async (context, { env, as, focus: center, depth }) => {
    const { io, global } = context
    const format = formatOf(as)
    const steps = stepsOf(depth)
    const outcome = await run({
      file: global.file,
      cwd: io.cwd,
      until: 'check',
      out: 'out',
      ...(env === undefined ? {} : { environments: [env] }),
    })
    await tellDiagnostics(outcome, context, 'stdout')
    if (hasErrors(outcome)) return 1
    const models = outcome.models.filter(({ environment }) => env === undefined || environment.name === env)
    if (models.length === 0) throw new UsageError('every environment is abstract, so there is none to draw')
    const graph = declaredGraph(models)
    io.stdout.write(writeGraph(center === undefined ? graph : focus(graph, idOfName(graph, center), steps), format))
    return 0
  },
})

function formatOf(word: string): GraphFormat {
  const found = graphFormats.find((format) => format === word)
  if (found === undefined) throw unknownWord('format', word, graphFormats)
  return found
}

function stepsOf(word: string): number {
  if (!/^\d{1,4}$/.test(word)) throw new UsageError(`\`--depth ${word}\` is no number of calls`, 'say `--depth 2`')
  return Number(word)
}

/** Services, stores and externals share one room of names. */
function idOfName({ nodes }: Graph, name: string): string {
  const named = nodes.filter(({ kind }) => kind !== 'world' && kind !== 'network' && kind !== 'gateway')
  const found = named.find((node) => node.name === name)
  if (found === undefined)
    throw unknownWord(
      'service, store or external',
      name,
      named.map((node) => node.name),
    )
  return found.id
}
