/** The values that are written for Istio's charts are values that these charts read: every key, and what the mesh configuration says of a provider. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../../engine/pipeline.ts'
import { readTree, renderCase } from '../../golden/golden.ts'

/** Keys of the charts' values.yaml, of Istio 1.24 to 1.30; `{}` where the chart passes on whatever stands there. */
const CHARTS: { readonly [chart: string]: Keys } = {
  base: { defaultRevision: true, profile: true, global: { istioNamespace: true, imagePullSecrets: true } },
  istiod: {
    profile: true,
    revision: true,
    revisionTags: true,
    autoscaleEnabled: true,
    autoscaleMin: true,
    autoscaleMax: true,
    replicaCount: true,
    resources: {},
    cni: { enabled: true, provider: true },
    env: {},
    sidecarInjectorWebhook: { rewriteAppHTTPProbe: true, neverInjectSelector: true },
    meshConfig: {
      trustDomain: true,
      outboundTrafficPolicy: { mode: true },
      enablePrometheusMerge: true,
      defaultHttpRetryPolicy: { attempts: true },
      defaultConfig: { holdApplicationUntilProxyStarts: true, terminationDrainDuration: true, proxyMetadata: {} },
      discoverySelectors: true,
      extensionProviders: true,
    },
    global: {
      istioNamespace: true,
      hub: true,
      meshID: true,
      network: true,
      multiCluster: { clusterName: true },
      logAsJson: true,
      proxy: {},
    },
  },
  cni: { profile: true, revision: true, ambient: { enabled: true }, global: { hub: true, logAsJson: true } },
  ztunnel: {
    profile: true,
    revision: true,
    hub: true,
    logAsJson: true,
    istioNamespace: true,
    network: true,
    multiCluster: { clusterName: true },
  },
  gateway: {
    name: true,
    revision: true,
    labels: {},
    service: { type: true, ports: true, annotations: {} },
    autoscaling: { enabled: true, minReplicas: true, maxReplicas: true },
    resources: {},
    podDisruptionBudget: {},
  },
}

/** https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider */
const PROVIDERS: { readonly [field: string]: readonly string[] } = {
  opentelemetry: ['service', 'port', 'maxTagLength', 'http'],
  zipkin: ['service', 'port', 'maxTagLength'],
  datadog: ['service', 'port', 'maxTagLength'],
  skywalking: ['service', 'port'],
  envoyFileAccessLog: ['path', 'logFormat'],
  envoyOtelAls: ['service', 'port', 'logName', 'logFormat'],
  envoyHttpAls: ['service', 'port', 'logName', 'additionalRequestHeadersToLog'],
}

interface Keys {
  readonly [key: string]: Keys | true
}

const scratch = mkdtempSync(join(tmpdir(), 'platgen-istio-install-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What the charts of a platform get, by chart. Only of its first cluster. */
async function valuesOf(platform: string): Promise<ReadonlyMap<string, object>> {
  writeFileSync(join(scratch, 'platform.yaml'), platform)
  const { diagnostics } = await run({ file: 'platform.yaml', cwd: scratch, until: 'write', out: 'out', force: true })
  expect(diagnostics).toEqual([])
  return charts(readTree(join(scratch, 'out')))
}

function charts(files: ReadonlyMap<string, string>): ReadonlyMap<string, object> {
  const found = new Map<string, object>()
  for (const [path, text] of files) {
    const [, chart] = /^istio-install\/[^/]+\/([a-z]+)(?:-[^/]*)?\.yaml$/.exec(path) ?? []
    if (chart !== undefined && !found.has(chart)) found.set(chart, parse(text) as object)
  }
  return found
}

function strangers(values: object, known: Keys, path: string): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const below = known[key]
    if (below === undefined) return [`${path}.${key}`]
    if (below === true || Object.keys(below).length === 0) return []
    return strangers(value as object, below, `${path}.${key}`)
  })
}

const platform = (mesh: string, more = '') => `apiVersion: platgen.dev/v1
name: shop
environments: { dev: { cluster: east } }
ingress: { api: istio }
services: { web: { image: "registry.example.com/web:1.0.0", ports: { http: 8080 }, expose: shop.example.com } }
mesh: ${mesh}
${more}`

const EVERYTHING = platform(`
  provider: istio
  accessLogs: [json, text, file, otel, als]
  tracing: zipkin
  providers:
    zipkin: { type: zipkin, host: zipkin.tracing, maxTagLength: 512 }
    file: { type: file, path: /var/log/access, text: "%START_TIME%" }
    otel: { type: otel-logs, host: otel.logs, logName: shop, text: "%START_TIME%" }
    als: { type: grpc-logs, host: als.logs, port: 9000, logName: shop, headers: x-user }
  install:
    version: 1.28.3
    revision: 1-28-3
    tags: default
    hub: harbor.example.com/istio
    trustDomain: shop.example.com
    outbound: allow
    namespaces: platform
    meshId: shop
    network: east
    istiod: { min: 3, max: 6, cpu: 1, memory: 4Gi }
    gateway: { service: NodePort, annotations: { example.com/pool: public }, min: 3, max: 4, cpu: 200m, memory: 256Mi }
`)

describe('values for the charts', () => {
  test.each([
    ['without a word', platform('istio')],
    ['with every word', EVERYTHING],
  ])('have no key that a chart does not read: %s', async (_name, text) => {
    const values = await valuesOf(text)
    expect([...values.keys()].sort()).toEqual(['base', 'cni', 'gateway', 'istiod'])
    expect([...values].flatMap(([chart, found]) => strangers(found, CHARTS[chart] ?? {}, chart))).toEqual([])
  })

  test('of ambient mode are for its charts too', async () => {
    const values = await valuesOf(
      platform('{ provider: istio, mode: ambient, install: { network: east, hub: harbor.example.com/istio } }').replace(
        '{ api: istio }',
        '{}',
      ),
    )
    expect([...values.keys()].sort()).toEqual(['base', 'cni', 'istiod', 'ztunnel'])
    expect([...values].flatMap(([chart, found]) => strangers(found, CHARTS[chart] ?? {}, chart))).toEqual([])
  })

  test('declare providers as the mesh configuration knows them', async () => {
    const providers = providersOf((await valuesOf(EVERYTHING)).get('istiod'))
    expect(providers.map(({ name }) => name)).toEqual(['zipkin', 'envoy-json', 'file', 'otel', 'als'])
    const wrong = providers.flatMap(({ name, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, settings]) =>
        Object.keys(settings as object).flatMap((key) => (PROVIDERS[kind]?.includes(key) ? [] : [`${String(name)}.${kind}.${key}`])),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('declare every provider that a rendered Telemetry names', async () => {
    const { files } = await renderCase('telemetry')
    const declared = new Set(['envoy', 'prometheus', ...providersOf(charts(files).get('istiod')).map(({ name }) => name)])
    const named = [...files.values()].flatMap((text) =>
      text.includes('kind: Telemetry') ? [...text.matchAll(/^ +- name: (\S+)$/gm)].map(([, name]) => name as string) : [],
    )
    const telemetry = named.filter((name) => /^(envoy|collector|jaeger|calls|prometheus)/.test(name))
    expect(telemetry.length).toBeGreaterThan(5)
    expect(telemetry.filter((name) => !declared.has(name))).toEqual([])
  })

  test('are one set for each cluster', async () => {
    writeFileSync(
      join(scratch, 'platform.yaml'),
      platform('istio')
        .replace('{ dev: { cluster: east } }', '{ dev: { cluster: east }, qa: { cluster: east }, test: { cluster: west } }')
        .replace('expose: shop.example.com', 'expose: "${env.name}.example.com"'),
    )
    await run({ file: 'platform.yaml', cwd: scratch, until: 'write', out: 'clusters' })
    const folders = new Set([...readTree(join(scratch, 'clusters')).keys()].map((path) => path.split('/').slice(0, 2).join('/')))
    expect([...folders].filter((path) => path.startsWith('istio-install/'))).toEqual(['istio-install/east', 'istio-install/west'])
  })
})

function providersOf(istiod: object | undefined): readonly { readonly [key: string]: unknown }[] {
  const { meshConfig } = istiod as { readonly meshConfig: { readonly extensionProviders: readonly { readonly [key: string]: unknown }[] } }
  return meshConfig.extensionProviders
}
