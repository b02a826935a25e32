import type { KubernetesObject, Model, Service, Way } from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import { isNginx, nginxAnnotations, nginxPath } from './nginx.ts'

type Expose = NonNullable<Service['expose']>

/** One Ingress for each gateway, which is a class. https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export function* ingressObjects(service: Service, expose: Expose, model: Model): Iterable<KubernetesObject> {
  for (const way of expose.ways) {
    const { key } = way.gateway
    const name = key === undefined || expose.ways.length === 1 ? service.name : joined(service.name, key)
    if (way.hosts.length > 0) yield ingressObject(name, way, service, expose, model)
  }
}

function ingressObject(name: string, { gateway, hosts }: Way, service: Service, expose: Expose, model: Model): KubernetesObject {
  const nginx = isNginx(gateway)
  const backend = { service: { name: service.name, port: { number: expose.port.servicePort } } }
  const paths = expose.path.map((path) => ({ ...(nginx ? nginxPath(path, expose) : { path, pathType: expose.match }), backend }))
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(name, service.namespace, ownedLabels(model, service), {
      ...(nginx ? nginxAnnotations(expose, gateway, model) : {}),
      ...gateway.annotations,
      ...expose.annotations,
    }),
    spec: {
      ingressClassName: gateway.class,
      ...(expose.tls === undefined ? {} : { tls: [{ hosts, secretName: expose.tls }] }),
      rules: hosts.map((host) => ({ host, http: { paths } })),
    },
  }
}
