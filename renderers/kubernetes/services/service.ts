import type { Model, Port, Service, Version } from '../../../engine/sdk.ts'
import type { Labels, ServiceObject, ServicePort } from '../../_shared/kubernetes-types.ts'
import { INSTANCE, ownedLabels, servingPods } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { workloadName } from '../../_shared/names.ts'
import { isAmbient } from '../../_shared/waypoint.ts'
import { secondsOf } from '../seconds.ts'
import { portWaivers } from '../waivers/service-waivers.ts'
import { governingName, ownsHeadless } from './names.ts'

/** The Service in front of the pods of all versions. https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export function serviceObject(service: Service, model: Model): ServiceObject {
  const { type, annotations, class: loadBalancerClass, sources, externalTraffic, internalTraffic, sticky, families } = service.service
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(
      service.name,
      service.namespace,
      { ...ownedLabels(model, service), ...throughWaypoint(service, model) },
      { ...annotations, ...portWaivers(service) },
    ),
    spec: {
      type: type === 'Headless' ? 'ClusterIP' : type,
      ...(type === 'Headless' ? { clusterIP: 'None' } : {}),
      ...(families === undefined ? {} : { ipFamilyPolicy: families }),
      ...(externalTraffic === undefined ? {} : { externalTrafficPolicy: externalTraffic }),
      ...(internalTraffic === undefined ? {} : { internalTrafficPolicy: internalTraffic }),
      ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
      ...(sources.length === 0 ? {} : { loadBalancerSourceRanges: sources }),
      ...notReady(service),
      ...(sticky === undefined
        ? {}
        : { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: secondsOf(sticky) } } }),
      selector: servingPods(service),
      ports: service.ports.map(servicePort),
    },
  }
}

/** What comes in at the edge is to pass by the waypoint too, which decides who may ask for what. https://istio.io/latest/docs/ambient/usage/waypoint/ */
function throughWaypoint(service: Service, model: Model): Labels {
  return service.expose !== undefined && isAmbient(service, model) ? { 'istio.io/ingress-use-waypoint': 'true' } : {}
}

/** Peers of a StatefulSet look for each other while they start, so its headless Service knows pods before they are ready, unless somebody says otherwise. */
function notReady(service: Service): { readonly publishNotReadyAddresses?: boolean } {
  const { publishNotReady } = service.service
  if (publishNotReady !== undefined) return { publishNotReadyAddresses: publishNotReady }
  return service.kind === 'StatefulSet' && ownsHeadless(service) ? { publishNotReadyAddresses: true } : {}
}

/** The Service that gives each pod of a StatefulSet a DNS name, before it is ready too. */
export function headlessService(service: Service, model: Model): ServiceObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(governingName(service), service.namespace, ownedLabels(model, service)),
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: servingPods(service),
      ...(service.ports.length === 0 ? {} : { ports: service.ports.map(headlessPort) }),
    },
  }
}

/** The Service of one version alone, which a route shares requests out by: a route of the Gateway API knows Services, and none of the mesh's subsets. */
export function versionService(service: Service, version: Version, model: Model): ServiceObject {
  const name = workloadName(service.kind, version.workload)
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, service.namespace, ownedLabels(model, service, name, version.image)),
    spec: {
      type: 'ClusterIP',
      selector: { ...servingPods(service), [INSTANCE]: name },
      ports: service.ports.map((port) => servicePort({ ...port, nodePort: undefined })),
    },
  }
}

/** A name finds the port of every version, whatever its number; older API servers look for it among the main containers only. */
export function servicePort({ name, port, servicePort, nodePort, protocol, appProtocol, sidecar }: Port): ServicePort {
  return {
    name,
    port: servicePort,
    targetPort: sidecar === undefined ? name : port,
    ...(nodePort === undefined ? {} : { nodePort }),
    protocol,
    appProtocol,
  }
}

/** Without a virtual address there is nobody to translate a port: clients meet the container's own. */
function headlessPort({ name, port, protocol, appProtocol, sidecar }: Port): ServicePort {
  return { name, port, targetPort: sidecar === undefined ? name : port, protocol, appProtocol }
}
