import { type Bundle, definePackager, type FileArtifact, type PackageTools } from '../../engine/sdk.ts'
import { type Names, namesOf } from './chart/names.ts'
import { ownChart, type Part } from './chart/own-chart.ts'
import { platformChart } from './chart/platform-chart.ts'

interface Options {
  /** One chart with a subchart for each service and store, or a chart for each. */
  readonly layout: 'umbrella' | 'per-service'
}

export default definePackager<Options>({
  name: 'helm',
  summary: 'Helm charts, with a values file for each environment.',
  automatic: false,
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      layout: {
        description:
          '`umbrella`: one chart for the platform, in which each service and store is a subchart that can also be installed alone. Helm stores a release in one Secret of at most 1 MiB, which is enough for about 200 services. `per-service`: charts side by side, each its own release; what belongs to the environment as a whole is one of them.',
        type: 'string',
        enum: ['umbrella', 'per-service'],
        default: 'umbrella',
      },
    },
  },

  *bundle(bundle, tools) {
    const memory = memoryOf(tools)
    if (bundle.type === 'platform') {
      memory.platform = bundle
      return
    }
    const environments = bundle.environments.filter(({ objects }) => objects.length > 0)
    if (environments.length === 0) return
    const isUmbrella = tools.options.layout === 'umbrella'
    const { part, files } = ownChart({ ...bundle, environments }, memory.names, isUmbrella)
    if (isUmbrella) memory.parts.push(part)
    yield* below(isUmbrella ? `${memory.names.platform}/charts/${bundle.owner}` : bundle.owner, files)
  },

  *finish(tools) {
    const { platform, names, parts } = memoryOf(tools)
    if (platform === undefined) return
    if (parts.length === 0 && platform.environments.every(({ objects }) => objects.length === 0)) return
    yield* below(names.platform, platformChart(platform, names, parts))
  },
})

/** What the chart of the platform has to know of the others, since it is made last. */
interface Memory {
  readonly names: Names
  readonly parts: Part[]
  platform: Bundle | undefined
}

function memoryOf({ notes, models, options }: PackageTools<Options>): Memory {
  const known = notes.get('memory') as Memory | undefined
  if (known !== undefined) return known
  const memory: Memory = { names: namesOf(models, options.layout === 'per-service'), parts: [], platform: undefined }
  notes.set('memory', memory)
  return memory
}

function* below(folder: string, files: Iterable<FileArtifact>): Iterable<FileArtifact> {
  for (const file of files) yield { ...file, path: `${folder}/${file.path}` }
}
