import type { Bundle, FileArtifact, JsonObject, Model } from '../../../engine/sdk.ts'
import { splitReference } from '../plan/image.ts'
import { escaped } from '../print/literal.ts'
import { reading } from '../values/path.ts'
import { metaFiles } from './chart-files.ts'
import { type Content, contentOf } from './content.ts'
import type { Names } from './names.ts'
import { addressLines, notes } from './notes.ts'
import { installation, readme, rows } from './readme.ts'
import { differences, NOTHING_FOREIGN, valueFiles } from './value-files.ts'
import { chartVersion } from './version.ts'

/** What is remembered of a chart for the chart of the platform: no templates, so that thousands fit. */
export interface Part {
  readonly owner: string
  /** The name of its values in the platform's. */
  readonly key: string
  /** By environment that has it. */
  readonly differences: { readonly [environment: string]: JsonObject }
  /** Lines of the platform's notes. */
  readonly addresses: readonly string[]
}

/** The switch that the platform's chart turns a subchart off with. */
const SWITCH: JsonObject = { enabled: { type: 'boolean', description: 'Whether the chart of the platform installs it.' } }

/** The chart of a service or store. */
export function ownChart(
  bundle: Bundle,
  names: Names,
  isSubchart: boolean,
): { readonly part: Part; readonly files: readonly FileArtifact[] } {
  const { owner, type } = bundle
  const content = contentOf(bundle, owner, owner, new Set())
  const models = bundle.environments.map(({ model }) => model)
  const { platform, services, stores } = models[content.base] as Model
  const service = type === 'service' ? services[owner] : undefined
  const description = (service ?? stores[owner])?.description ?? `The ${type} ${owner} of the platform ${platform.name}.`
  const path = service?.expose?.path[0] ?? '/'
  const url = { scheme: service?.expose?.tls === undefined ? 'http' : 'https', path: path === '/' ? '' : escaped(path) }
  const key = names.key(owner)
  const addresses = addressLines(content.addresses, [key], url)
  const files = [
    ...metaFiles({
      name: owner,
      description,
      version: chartVersion(platform.version),
      appVersion: tagOf(content) ?? platform.version,
      owner: service?.owner ?? platform.owner,
      keywords: [platform.name, type],
      dependencies: [],
      models,
    }),
    ...valueFiles(`Values of ${owner}`, content, isSubchart ? { ...NOTHING_FOREIGN, properties: SWITCH } : NOTHING_FOREIGN),
    ...content.templates,
    notes(owner, content.namespace, addressLines(content.addresses, [], url), content.test),
    readme(owner, [description, '', ...installation(owner, models, false)], rows(content.tree, content.base)),
  ]
  const part = {
    owner,
    key,
    differences: Object.fromEntries(content.environments.map((environment) => [environment, differences(content, environment)])),
    addresses: addresses.length === 0 ? [] : [`{{- if ${reading([key, 'enabled'])} }}`, ...addresses, '{{- end }}'],
  }
  return { part, files }
}

/** The version that the base environment runs. */
function tagOf({ plan, base }: Content): string | undefined {
  const references = plan.planning.mainReferences
  const reference = references?.[base] ?? references?.find((other) => other !== undefined)
  const tag = reference === undefined ? '' : splitReference(reference)?.tag.split('@')[0]
  return tag === '' || tag?.startsWith('sha256:') ? undefined : tag
}
