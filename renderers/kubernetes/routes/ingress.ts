import type { KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { isNginx, nginxAnnotations, nginxPath } from './nginx.ts'

type Expose = NonNullable<Service['expose']>

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export function ingressObject(service: Service, expose: Expose, model: Model): KubernetesObject {
  const nginx = isNginx(model)
  const backend = { service: { name: service.name, port: { number: expose.port.servicePort } } }
  const paths = expose.path.map((path) => ({ ...(nginx ? nginxPath(path, expose) : { path, pathType: expose.match }), backend }))
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service), {
      ...(nginx ? nginxAnnotations(expose, model) : {}),
      ...model.ingress.annotations,
      ...expose.annotations,
    }),
    spec: {
      ingressClassName: model.ingress.class,
      ...(expose.tls === undefined ? {} : { tls: [{ hosts: expose.host, secretName: expose.tls }] }),
      rules: expose.host.map((host) => ({ host, http: { paths } })),
    },
  }
}
