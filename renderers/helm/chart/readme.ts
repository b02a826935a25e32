import type { FileArtifact, Json, Model } from '../../../engine/sdk.ts'
import { defaultOf } from '../values/defaults.ts'
import { dotted, type Path } from '../values/path.ts'
import { typesOf } from '../values/schema.ts'
import type { Tree } from '../values/tree.ts'
import { markdown } from './files.ts'

/** Longer defaults are looked up in values.yaml. */
const LONGEST = 60

/** README.md: what the chart is, how it is installed, and all of its values. */
export function readme(title: string, paragraphs: readonly string[], values: readonly string[]): FileArtifact {
  return markdown('README.md', [
    '',
    `# ${title}`,
    '',
    ...paragraphs,
    ...(values.length === 0 ? [] : ['', '## Values', '', '| name | type | default | what it is |', '|---|---|---|---|', ...values]),
  ])
}

/** How it is installed. A chart that makes the namespace has to take it over: Helm wants one before it installs anything. */
export function installation(chart: string, models: readonly Model[], makesNamespace: boolean): string[] {
  const flags = makesNamespace ? ' --create-namespace --take-ownership' : ''
  return [
    '## Installation',
    '',
    ...models.flatMap(({ environment: { name, namespace } }) => [
      `\`${name}\`:`,
      '',
      `    helm upgrade --install ${chart} . --namespace ${namespace}${flags} --values values-${name}.yaml`,
      '',
    ]),
    'With the values file of an environment the chart gives exactly the objects of that environment. values.yaml alone is none of them: what only some have is left out.',
    ...(makesNamespace
      ? [
          '',
          'The Namespace, with its labels, is one of the objects: `--take-ownership` hands over the one that `--create-namespace` made, and `helm uninstall` removes it with',
          'everything in it. Set `namespace.create=false` where somebody else makes it.',
        ]
      : []),
  ]
}

/** The rows of the table of values, in the order of values.yaml. */
export function rows({ below, description, slot }: Tree, base: number, path: Path = []): string[] {
  if (slot !== undefined) return [row(dotted(path), typesOf(slot).join(' or '), defaultOf(slot, base), slot.description)]
  if (description !== undefined) return [row(dotted(path), 'object', undefined, description)]
  return [...below].flatMap(([key, part]) => rows(part, base, [...path, key]))
}

function row(name: string, type: string, value: Json | undefined, description: string): string {
  const text = value === undefined ? '' : JSON.stringify(value)
  const shown = text === '' ? '' : text.length > LONGEST ? 'see values.yaml' : `\`${text}\``
  return `| ${[`\`${name}\``, type, shown, description].map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`
}
