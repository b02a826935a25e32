import { type FileArtifact, type Json, type JsonObject, type Model, writeYaml } from '../../../engine/sdk.ts'
import { commentedYaml, ignoreFile } from './files.ts'

/** What Chart.yaml says. */
export interface Meta {
  readonly name: string
  readonly description: string
  readonly version: string
  /** What runs in it. */
  readonly appVersion: string | undefined
  readonly owner: string | undefined
  readonly keywords: readonly string[]
  readonly dependencies: readonly { readonly name: string; readonly alias: string | undefined; readonly isOn: string }[]
  readonly models: readonly Model[]
}

/** Chart.yaml, https://helm.sh/docs/topics/charts/#the-chartyaml-file, and .helmignore. */
export function metaFiles({ name, description, version, appVersion, owner, keywords, dependencies, models }: Meta): FileArtifact[] {
  const document: JsonObject = {
    apiVersion: 'v2',
    name,
    description,
    type: 'application',
    version,
    ...(appVersion === undefined ? {} : { appVersion }),
    kubeVersion: `>=${oldest(models)}.0-0`,
    keywords,
    ...(owner === undefined ? {} : { maintainers: [{ name: owner }] }),
    // Without a repository, Helm looks for them in `charts/`, where they are.
    ...(dependencies.length === 0
      ? {}
      : {
          dependencies: dependencies.map(
            (dependency): Json => ({
              name: dependency.name,
              version,
              ...(dependency.alias === undefined ? {} : { alias: dependency.alias }),
              condition: dependency.isOn,
            }),
          ),
        }),
  }
  // Whoever reads it must not take `1.10` for a number; Helm's own charts have it in quotes whatever it is.
  const text = writeYaml([document]).replace(/^appVersion: ([^'"\n]+)$/m, "appVersion: '$1'")
  return [commentedYaml('Chart.yaml', text), ignoreFile('.helmignore')]
}

/** The oldest Kubernetes that an environment has. The templates are for these versions and what came after. */
function oldest(models: readonly Model[]): string {
  const minor = (version: string) => Number(version.slice(version.indexOf('.') + 1))
  const versions = models.map(({ targets }) => targets.kubernetes)
  return versions.reduce((a, b) => (minor(b) < minor(a) ? b : a))
}
