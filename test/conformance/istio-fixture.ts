import type { Json, JsonObject } from '../../engine/source/source.ts'
import type { Found } from './objects.ts'
import { get, isMap, items, podTemplate, scalar, texts } from './objects.ts'

const SYSTEM = 'istio-system'

/**
 * What a cluster would add to the objects, for an analysis of files: analyzers look at pods with a proxy, never at Deployments,
 * and at the gateway's pods, its Service and the certificates beside it.
 */
export function istioFixture(objects: readonly Found[]): readonly JsonObject[] {
  const pods = objects.flatMap((found) => {
    const template = podTemplate(found.object)
    return template === undefined || found.kind === 'Pod' ? [] : [injected(found, template)]
  })
  const gateways = objects.filter((found) => found.kind === 'Gateway' && scalar(found.object.apiVersion).startsWith('networking.istio.io/'))
  const declared = new Set(objects.map((found) => `${found.kind}/${found.name}`))
  const namespaces = [SYSTEM, ...new Set(gateways.map(gatewayNamespace))].filter((name) => !declared.has(`Namespace/${name}`))
  return [
    ...[...new Set(namespaces)].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'istio-injection': 'disabled' } },
    })),
    meshConfig(objects),
    ...pods,
    ...gateways.flatMap(gatewayObjects),
  ]
}

function injected(found: Found, template: JsonObject): JsonObject {
  const labels = texts(get(template, 'metadata', 'labels'))
  const spec = get(template, 'spec')
  const own = isMap(spec) ? spec : {}
  const outside = labels['sidecar.istio.io/inject'] === 'false'
  const proxy = { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:fixture', args: ['proxy', 'sidecar'] }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${found.name}-fixture`,
      namespace: found.namespace,
      labels,
      annotations: texts(get(template, 'metadata', 'annotations')),
    },
    spec: { ...own, containers: [...items(own.containers), ...(outside ? [] : [proxy])] },
    status: { phase: 'Running' },
  }
}

/** The providers that Telemetry and AuthorizationPolicy objects name have to exist in the mesh. */
function meshConfig(objects: readonly Found[]): JsonObject {
  const names = new Set(
    objects.flatMap((found) => (found.kind === 'Telemetry' || found.kind === 'AuthorizationPolicy' ? providers(found.object) : [])),
  )
  const extension = [...names].sort().map((name) => `- name: ${JSON.stringify(name)}\n  envoyFileAccessLog: {path: /dev/stdout}\n`)
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: SYSTEM },
    data: { mesh: `extensionProviders:\n${extension.join('')}`, meshNetworks: 'networks: {}' },
  }
}

function providers(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(providers)
  if (!isMap(value)) return []
  const named = [...items(value.providers), ...(isMap(value.provider) ? [value.provider] : [])].map((provider) =>
    scalar(get(provider, 'name')),
  )
  return [...named.filter((name) => name !== ''), ...Object.values(value).flatMap(providers)]
}

/** Istio's gateways select pods; the fixture puts those into the namespace the certificates are in. */
function gatewayNamespace(found: Found): string {
  return found.namespace
}

function gatewayObjects(found: Found): JsonObject[] {
  const labels = texts(get(found.object, 'spec', 'selector'))
  const namespace = gatewayNamespace(found)
  const servers = items(get(found.object, 'spec', 'servers'))
  const ports = [...new Map(servers.map((server) => [scalar(get(server, 'port', 'number')), get(server, 'port')])).values()]
  const certificates = servers.map((server) => scalar(get(server, 'tls', 'credentialName'))).filter((name) => name !== '')
  const name = `${found.name}-gateway-fixture`
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels },
      spec: { containers: [{ name: 'istio-proxy', image: 'docker.io/istio/proxyv2:fixture', args: ['proxy', 'router'] }] },
      status: { phase: 'Running' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        selector: labels,
        ports: ports.map((port) => ({
          name: `${scalar(get(port, 'protocol')).toLowerCase()}-${scalar(get(port, 'number'))}`,
          port: Number(scalar(get(port, 'number'))),
        })),
      },
    },
    ...[...new Set(certificates)].map((secret) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: secret, namespace },
      data: { 'tls.crt': '', 'tls.key': '' },
    })),
  ]
}
