import { type Bundle, definePackager, type FileArtifact, type PackageTools } from '../../engine/sdk.ts'
import { namesOf } from './chart/names.ts'
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
          '`umbrella`: one chart for the platform, in which each service and store is a subchart that can also be installed alone. `per-service`: charts side by side, each its own release; what belongs to the environment as a whole is one of them.',
        type: 'string',
        enum: ['umbrella', 'per-service'],
        default: 'umbrella',
      },
    },
  },

  *bundle(bundle, tools) {
    const names = namesOf(tools.models, tools.options.layout === 'per-service')
    if (bundle.type === 'platform') {
      tools.notes.set('platform', bundle)
      return
    }
    const environments = bundle.environments.filter(({ objects }) => objects.length > 0)
    if (environments.length === 0) return
    const { part, files } = ownChart({ ...bundle, environments }, names, tools.options.layout === 'umbrella')
    partsOf(tools).push(part)
    const folder = tools.options.layout === 'umbrella' ? `${names.platform}/charts/${bundle.owner}` : bundle.owner
    yield* below(folder, files)
  },

  *finish(tools) {
    const names = namesOf(tools.models, tools.options.layout === 'per-service')
    const bundle = tools.notes.get('platform') as Bundle | undefined
    if (bundle === undefined) return
    const parts = tools.options.layout === 'umbrella' ? partsOf(tools) : []
    if (parts.length === 0 && bundle.environments.every(({ objects }) => objects.length === 0)) return
    yield* below(names.platform, platformChart(bundle, names, parts))
  },
})

/** What the chart of the platform has to know of the others. */
function partsOf({ notes }: PackageTools<Options>): Part[] {
  const parts = (notes.get('parts') as Part[] | undefined) ?? []
  notes.set('parts', parts)
  return parts
}

function* below(folder: string, files: Iterable<FileArtifact>): Iterable<FileArtifact> {
  for (const file of files) yield { ...file, path: `${folder}/${file.path}` }
}
