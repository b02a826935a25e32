import { defineRenderer, text } from '../../engine/sdk.ts'
import { frontsOf } from './fronts.ts'
import { frontView } from './view.ts'

export default defineRenderer({
  name: 'nginx',
  summary: 'The configuration of an nginx on machines of the data centre, in front of the gateways, for a platform with `ingress.front`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { template }) {
    for (const placed of frontsOf(models))
      yield text(`${placed.cluster}/${placed.gateway.name}.conf`, template('front.conf', frontView(placed)), '#')
  },
})
