import type { External, Model } from '../../../engine/sdk.ts'
import type { ServiceObject } from '../../_shared/kubernetes-types.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, metadata } from '../../_shared/metadata.ts'

/** A short name for a host outside of the cluster. https://kubernetes.io/docs/concepts/services-networking/service/#externalname */
export function externalName(external: External, model: Model): ServiceObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(
      external.name,
      model.environment.namespace,
      platformLabels(model),
      aboutAnnotations(external.description, undefined),
    ),
    spec: {
      type: 'ExternalName',
      externalName: external.host,
      ports: external.ports.map(({ name, port, servicePort, protocol, appProtocol }) => ({
        name,
        port: servicePort,
        targetPort: port,
        protocol,
        appProtocol,
      })),
    },
  }
}
