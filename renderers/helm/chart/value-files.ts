import type { FileArtifact, Json, JsonObject } from '../../../engine/sdk.ts'
import { schemaOf } from '../values/schema.ts'
import { differencesOf } from '../values/tree.ts'
import { comment, separated, valueBlocks } from '../values/values-file.ts'
import type { Content } from './content.ts'
import { commentedYaml } from './files.ts'

/** Values that are not the chart's own: those of its subcharts. */
export interface Foreign {
  /** Blocks of values.yaml, each with its last line break. */
  readonly blocks: readonly string[]
  /** By environment. */
  readonly differences: { readonly [environment: string]: JsonObject }
  readonly properties: JsonObject
}

export const NOTHING_FOREIGN: Foreign = { blocks: [], differences: {}, properties: {} }

/** values.yaml, a file for what is different in each environment, and the schema of them all. */
export function valueFiles(
  title: string,
  { tree, base, environments }: Pick<Content, 'tree' | 'base' | 'environments'>,
  { blocks, differences, properties }: Foreign,
): FileArtifact[] {
  const about = comment(
    `What ${environments[base] ?? 'an environment'} says, as far as all environments have it. Install with the file of an environment: --values values-${environments[base] ?? 'ENVIRONMENT'}.yaml`,
  )
  return [
    commentedYaml('values.yaml', `${about.join('\n')}\n\n${separated([...valueBlocks(tree, base), ...blocks])}`),
    ...environments.map(
      (name, index): FileArtifact => ({
        type: 'yaml',
        path: `values-${name}.yaml`,
        environment: name,
        comment: `What is different in ${name}.`,
        documents: [{ ...differencesOf(tree, base, index), ...differences[name] }],
      }),
    ),
    {
      type: 'json',
      path: 'values.schema.json',
      value: schemaOf(title, tree, base, {
        global: { type: 'object', description: 'Values that Helm gives to all charts of a release.' },
        ...properties,
      }),
    },
  ]
}

/** The values of an environment that a chart is given from above. */
export function differences(
  { tree, base, environments }: Pick<Content, 'tree' | 'base' | 'environments'>,
  environment: string,
): { readonly [key: string]: Json } {
  const index = environments.indexOf(environment)
  return index < 0 ? {} : differencesOf(tree, base, index)
}
