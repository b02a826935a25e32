import type { JsonObject, Model } from '../../engine/sdk.ts'
import type { Options } from './options.ts'
import { PLATFORM_WAVE, wavesOf } from './waves.ts'

/** What one Application applies. */
export interface Unit {
  /** The service or store; empty for what belongs to the platform as a whole, or for all of it. */
  readonly owner: string
  readonly wave: number
  /** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ `spec.source` without repository and revision. */
  readonly source: JsonObject
}

/** The Applications of an environment. `owners` are those that have objects there; the platform itself is the empty name. */
export function unitsOf(owners: readonly string[], model: Model, options: Options, layout: string): readonly Unit[] {
  const environment = model.environment.name
  const platform = model.platform.name
  const whole = (source: JsonObject): readonly Unit[] => [{ owner: '', wave: PLATFORM_WAVE, source }]
  switch (options.source) {
    case 'kustomize':
      return whole({ path: `${options.path}/kustomize/overlays/${environment}` })
    case 'plugin':
      return whole({ path: options.platform, plugin: { name: 'platgen', env: [{ name: 'ENVIRONMENT', value: environment }] } })
    case 'helm': {
      const chart = (name: string): JsonObject => ({
        path: `${options.path}/helm/${name}`,
        helm: { releaseName: name, valueFiles: [`values-${environment}.yaml`] },
      })
      return layout === 'umbrella' ? whole(chart(platform)) : each((owner) => chart(owner === '' ? platform : owner))
    }
    case 'manifests':
      return each((owner) => ({
        path: `${options.path}/manifests/${environment}`,
        directory: { include: owner === '' ? `00-${platform}.yaml` : `${owner}.yaml` },
      }))
  }

  function each(source: (owner: string) => JsonObject): readonly Unit[] {
    const waves = wavesOf(model)
    return owners.map((owner) => ({
      owner,
      wave: owner === '' ? PLATFORM_WAVE : (waves.get(owner) ?? PLATFORM_WAVE + 1),
      source: source(owner),
    }))
  }
}
