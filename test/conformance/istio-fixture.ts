import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { type Found, get, isMap, items, podTemplate, scalar, texts } from './objects.ts'
import type { RenderedEnvironment } from './platforms.ts'

const SYSTEM = 'istio-system'
const PROXY = { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:fixture', args: ['proxy', 'router'] }
/** What namespaces ask of every pod. */
const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

/**
 * What others would add to a cluster with these objects, for an analysis: the namespaces that they talk of, the mesh configuration, a pod of each CronJob
 * that is just running, and for each Gateway of Istio's own the pods that it selects, the Service in front of them and the certificates. Those that
 * cert-manager makes lie where their Certificate is.
 */
export function istioFixture(
  objects: readonly Found[],
  { ingressNamespace, gateways, neighbours }: Pick<RenderedEnvironment, 'ingressNamespace' | 'gateways' | 'neighbours'>,
): readonly JsonObject[] {
  const found = objects.filter(({ kind, object }) => kind === 'Gateway' && scalar(object.apiVersion).startsWith('networking.istio.io/'))
  const placeOf = (gateway: Found) => leaving(gateway, objects)?.namespace ?? gateways[gateway.name] ?? ingressNamespace
  const declared = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name))
  const namespaces = [...new Set([SYSTEM, ...found.map(placeOf), ingressNamespace, ...Object.values(gateways), ...neighbours])].filter(
    (name) => !declared.has(name),
  )
  return [
    ...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'disabled' } } })),
    meshConfig(objects),
    ...objects.filter(({ kind }) => kind === 'CronJob').map(runningPod),
    ...objects.filter(({ kind }) => kind === 'WorkloadEntry').map(machine),
    ...found.flatMap((gateway) => gatewayObjects(gateway, placeOf(gateway), leaving(gateway, objects)?.name)),
    ...found.flatMap((gateway) => certificates(objects, gateway, placeOf(gateway))),
  ]
}

/** The Service of a gateway that traffic leaves through: whoever leads there names it. */
function leaving({ name, namespace }: Found, objects: readonly Found[]): { readonly name: string; readonly namespace: string } | undefined {
  const rule = objects.find((one) => one.kind === 'DestinationRule' && one.name === name && one.namespace === namespace)
  const [, service, home] =
    /^([^.]+)\.([^.]+)\.svc\.cluster\.local$/.exec(rule === undefined ? '' : scalar(get(rule.object, 'spec', 'host'))) ?? []
  return service === undefined || home === undefined ? undefined : { name: service, namespace: home }
}

function runningPod({ name, namespace, object }: Found): JsonObject {
  const template = podTemplate(object)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-runs`, namespace, labels: texts(get(template, 'metadata', 'labels')) },
    spec: get(template, 'spec') ?? null,
  }
}

/** Who looks for those that a policy selects sees pods alone, so that a pod stands for a machine. */
function machine({ name, namespace, object }: Found): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: texts(get(object, 'spec', 'labels')) },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ ...PROXY, securityContext: CONFINED }],
    },
  }
}

/** The providers that Telemetry and AuthorizationPolicy objects name have to exist in the mesh. */
function meshConfig(objects: readonly Found[]): JsonObject {
  const named = objects.flatMap(({ kind, object }) => (kind === 'Telemetry' || kind === 'AuthorizationPolicy' ? providers(object) : []))
  const extensions = [...new Set(named)]
    .sort()
    .map((name) => `- name: ${JSON.stringify(name)}\n  envoyFileAccessLog: {path: /dev/stdout}\n`)
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: SYSTEM },
    data: { mesh: extensions.length === 0 ? '{}' : `extensionProviders:\n${extensions.join('')}`, meshNetworks: 'networks: {}' },
  }
}

function providers(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(providers)
  if (!isMap(value)) return []
  const provider = value.provider
  const named = [...items(value.providers), ...(isMap(provider) ? [provider] : [])].map((one) => scalar(get(one, 'name')))
  return [...named.filter((name) => name !== ''), ...Object.values(value).flatMap(providers)]
}

function gatewayObjects(gateway: Found, namespace: string, service = `${gateway.namespace}-${gateway.name}`): JsonObject[] {
  const labels = texts(get(gateway.object, 'spec', 'selector'))
  const ports = items(get(gateway.object, 'spec', 'servers')).map((server) => get(server, 'port'))
  const byNumber = new Map(ports.map((port) => [scalar(get(port, 'number')), port]))
  const metadata = { name: service, namespace, labels }
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [PROXY] } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [...byNumber].map(([number, port]) => ({
          name: `${scalar(get(port, 'protocol')).toLowerCase()}-${number}`,
          port: Number(number),
        })),
      },
    },
  ]
}

function certificates(objects: readonly Found[], { object }: Found, namespace: string): JsonObject[] {
  const named = items(get(object, 'spec', 'servers')).map((server) => scalar(get(server, 'tls', 'credentialName')))
  return [...new Set(named.filter((name) => name !== ''))].map((name) => {
    const maker = objects.find((one) => one.kind === 'Certificate' && get(one.object, 'spec', 'secretName') === name)
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name, namespace: maker?.namespace ?? namespace },
      data: certificate(name),
    }
  })
}

/** A pair that is valid for today, of its own for each name: a certificate that two gateways share is a mistake. */
function certificate(name: string): JsonObject {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-certificate-'))
  try {
    const [key, crt] = [join(folder, 'key'), join(folder, 'crt')]
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...kind, '-subj', `/CN=${name}`, '-keyout', key, '-out', crt], { stdio: 'pipe' })
    return { 'tls.crt': readFileSync(crt).toString('base64'), 'tls.key': readFileSync(key).toString('base64') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
