import { defineRenderer, text, yaml } from '../../engine/sdk.ts'
import { controlPlanes } from './control-plane.ts'
import { gatewayFile, gatewayValues, proxiesOf } from './gateways.ts'
import { guideView } from './guide.ts'
import { baseValues, cniValues, istiodValues, ztunnelValues } from './values.ts'

export default defineRenderer({
  name: 'istio-install',
  summary: "Values for Istio's own charts and the commands that install them, one folder per cluster, for a platform with `mesh: istio`.",
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { template }) {
    for (const plane of controlPlanes(models)) {
      const charts = {
        base: baseValues(plane),
        istiod: istiodValues(plane),
        cni: cniValues(plane),
        ztunnel: ztunnelValues(plane),
      }
      for (const [chart, values] of Object.entries(charts)) if (values !== undefined) yield yaml(`${plane.cluster}/${chart}.yaml`, values)
      for (const proxies of proxiesOf(plane)) yield yaml(`${plane.cluster}/${gatewayFile(proxies)}`, gatewayValues(proxies, plane))
      yield text(`${plane.cluster}/INSTALL.md`, template('INSTALL.md', guideView(plane)), undefined)
    }
  },
})
