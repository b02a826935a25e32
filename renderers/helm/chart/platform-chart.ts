import { type Bundle, type FileArtifact, type Json, type Model, writeYaml } from '../../../engine/sdk.ts'
import { comment } from '../values/values-file.ts'
import { metaFiles } from './chart-files.ts'
import { type Content, contentOf } from './content.ts'
import type { Names } from './names.ts'
import { notes } from './notes.ts'
import type { Part } from './own-chart.ts'
import { installation, readme, rows } from './readme.ts'
import { type Foreign, valueFiles } from './value-files.ts'
import { chartVersion } from './version.ts'

/** The chart of the platform: what belongs to an environment as a whole, and the charts of services and stores in it, if there are any. */
export function platformChart(bundle: Bundle, names: Names, parts: readonly Part[]): readonly FileArtifact[] {
  const models = bundle.environments.map(({ model }) => model)
  const stem = models[0]?.platform.name ?? ''
  const content = contentOf(bundle, names.platformTemplates, stem, new Set(parts.map(({ key }) => key)))
  const { platform } = models[content.base] as Model
  const description =
    parts.length === 0 ? `What belongs to an environment of the platform ${platform.name} as a whole.` : `The platform ${platform.name}.`
  const subcharts =
    parts.length === 0
      ? []
      : ['', `Its subcharts, each a chart of its own: ${parts.map(({ owner }) => `[${owner}](charts/${owner}/README.md)`).join(', ')}.`]
  return [
    ...metaFiles({
      name: names.platform,
      description,
      version: chartVersion(platform.version),
      appVersion: platform.version,
      owner: platform.owner,
      keywords: [platform.name],
      dependencies: parts.map(({ owner, key }) => ({ name: owner, alias: key === owner ? undefined : key, isOn: `${key}.enabled` })),
      models,
    }),
    ...valueFiles(`Values of ${names.platform}`, content, foreignOf(parts, content)),
    ...content.templates,
    notes(
      platform.name,
      '{{ .Release.Namespace }}',
      parts.flatMap(({ addresses }) => addresses),
      undefined,
    ),
    readme(
      names.platform,
      [
        description,
        ...subcharts,
        '',
        ...installation(
          names.platform,
          models,
          content.plan.objects.some(({ family }) => family.kind === 'Namespace'),
        ),
      ],
      rows(content.tree, content.base),
    ),
  ]
}

/** The values of the subcharts: whether each is on, and what is different in an environment. */
function foreignOf(parts: readonly Part[], { environments, base }: Content): Foreign {
  const isIn = ({ differences }: Part, environment: string) => Object.hasOwn(differences, environment)
  const first = environments[base] ?? ''
  const switches = parts.map((part) => writeYaml([{ [part.key]: { enabled: isIn(part, first) } }]).trimEnd())
  const about = comment('-- Whether each service and store is installed. Their other values are those of their charts, below `charts/`.')
  return {
    blocks: parts.length === 0 ? [] : [`${[...about, ...switches].join('\n')}\n`],
    differences: Object.fromEntries(
      environments.map((environment) => [
        environment,
        Object.fromEntries(
          parts.flatMap((part): readonly (readonly [string, Json])[] => {
            const isOn = isIn(part, environment)
            const said = { ...(isOn === isIn(part, first) ? {} : { enabled: isOn }), ...part.differences[environment] }
            return Object.keys(said).length === 0 ? [] : [[part.key, said]]
          }),
        ),
      ]),
    ),
    properties: Object.fromEntries(
      parts.map(({ key, owner }) => [key, { type: 'object', description: `Values of the chart ${owner}, and whether it is \`enabled\`.` }]),
    ),
  }
}
