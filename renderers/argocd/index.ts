import { type Bundle, definePackager, type FileArtifact, type Model, type PackageTools } from '../../engine/sdk.ts'
import { application, rootApplication } from './application.ts'
import { applicationSet } from './application-set.ts'
import { pluginWithoutImage, sourceIsOff } from './diagnostics.ts'
import { type Options, options } from './options.ts'
import { pluginFiles } from './plugin.ts'
import { appProject, need } from './project.ts'
import { unitsOf } from './units.ts'

export default definePackager<Options>({
  name: 'argocd',
  summary: 'Argo CD: a project, and Applications for each environment in waves that follow the calls.',
  automatic: false,
  options,

  // biome-ignore lint/correctness/useYield: the files are made when every bundle is known.
  *bundle(bundle, tools) {
    const { environments } = memoryOf(tools)
    remember(bundle, environments)
  },

  *finish(tools) {
    const { environments } = memoryOf(tools)
    const { source, image } = tools.options
    if (source === 'plugin' ? image === '' : !tools.packages.has(source)) {
      const place = {
        pointer: `/outputs/argocd${source === 'plugin' ? '' : '/source'}`,
        on: source === 'plugin' ? 'key' : 'value',
      } as const
      if (source === 'plugin') tools.report(pluginWithoutImage, place, {})
      else tools.report(sourceIsOff, place, { source })
      return
    }
    const project = tools.options.project === '' ? (tools.models[0]?.platform.name ?? '') : tools.options.project
    const made = appProject(project, tools.models, environments, tools.options)
    if (made !== undefined) yield { type: 'yaml', path: 'project.yaml', documents: [made] }
    for (const model of tools.models) yield* environmentFiles(model, project, environments.get(model.environment.name)?.owners ?? [], tools)
    if (source === 'plugin') yield* pluginFiles(tools.options)
  },
})

/** What is known of one environment when every bundle has passed. */
interface Known {
  readonly owners: string[]
  readonly namespaces: Set<string>
  readonly clusterKinds: Set<string>
}

interface Memory {
  readonly environments: Map<string, Known>
}

function memoryOf({ notes, models }: PackageTools<Options>): Memory {
  const known = notes.get('memory') as Memory | undefined
  if (known !== undefined) return known
  const memory: Memory = {
    environments: new Map(
      models.map(({ environment }) => [environment.name, { owners: [], namespaces: new Set(), clusterKinds: new Set() }]),
    ),
  }
  notes.set('memory', memory)
  return memory
}

function remember({ owner, environments }: Bundle, memory: Memory['environments']): void {
  for (const { model, objects } of environments) {
    const known = memory.get(model.environment.name)
    if (known === undefined || objects.length === 0) continue
    known.owners.push(owner)
    need(objects, known)
  }
}

/** One file with the list of all, or one for each with the one that holds them. */
function* environmentFiles(model: Model, project: string, owners: readonly string[], tools: PackageTools<Options>): Iterable<FileArtifact> {
  const environment = model.environment.name
  const layout = String(tools.packages.get('helm')?.layout ?? 'umbrella')
  const units = unitsOf(owners, model, tools.options, layout)
  if (units.length === 0) return
  if (tools.options.form === 'applicationset') {
    yield { type: 'yaml', path: `${environment}.yaml`, documents: [applicationSet(units, project, model, tools.options)], environment }
    return
  }
  for (const unit of units)
    yield {
      type: 'yaml',
      path: `${environment}/${unit.owner === '' ? `00-${model.platform.name}` : unit.owner}.yaml`,
      documents: [application(unit, project, model, tools.options)],
      environment,
    }
  yield { type: 'yaml', path: `${environment}.yaml`, documents: [rootApplication('default', model, tools.options)], environment }
}
