import { defineRenderer, type Model, text, yaml } from '../../engine/sdk.ts'
import { issuer } from './cluster-tools.ts'
import { guideView } from './guide.ts'
import type { Place } from './release.ts'
import { releasesOf } from './releases.ts'

export default defineRenderer({
  name: 'tools',
  summary:
    'Values for charts that others own (Harbor, ingress-nginx, SonarQube, …) and the commands that install them, one folder per cluster.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { template }) {
    for (const place of placesOf(models)) {
      const releases = releasesOf(place)
      if (releases.length === 0) continue
      const manager = place.model.tools['cert-manager']
      const made = manager === undefined ? undefined : issuer(manager, place)
      for (const { name, values } of releases) yield yaml(`${place.cluster}/${name}.yaml`, values)
      if (made !== undefined) yield yaml(`${place.cluster}/issuer.yaml`, made)
      yield text(`${place.cluster}/INSTALL.md`, template('INSTALL.md', guideView(place.cluster, releases, made !== undefined)), undefined)
    }
  },
})

/** Every cluster once. What a tool takes from the environment is what all environments there have to agree on. */
function placesOf(models: readonly Model[]): readonly Place[] {
  const places = new Map<string, Place>()
  for (const model of models)
    if (!places.has(model.environment.cluster)) places.set(model.environment.cluster, { cluster: model.environment.cluster, model })
  return [...places.values()]
}
