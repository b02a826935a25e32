/**
 * What a real istiod hands to the proxies of an environment: `hand-out.ts MANIFESTS MESH-CONFIG OUT`, in a network namespace of its own. It starts an API server, creates the objects
 * and a pod of each workload, starts istiod with the mesh configuration, lets an Envoy ask for the configuration of each pod, and writes all of them as JSON, by workload.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { get, isMap, items, readObjects, scalar } from '../objects.ts'
import { findTool, shared } from '../tool.ts'

const [manifests = '', install = '', out = ''] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'platgen-identity-'))
const cluster = join(folder, 'cluster')
const env = { ...process.env, CLUSTER_DIR: cluster, KUBECONFIG: join(cluster, 'kubeconfig') }
const children: ChildProcess[] = []

function run(command: string, words: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', env, input, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr || stdout}`)
  return stdout
}

function tool(name: string): string {
  const path = findTool(name)
  if (path === undefined) throw new Error(`${name} is not on PATH`)
  return path
}

function start(name: string, words: readonly string[], more: { readonly [variable: string]: string } = {}): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'w')
  const child = spawn(tool(name), words, { env: { ...env, ...more }, stdio: ['ignore', log, log] })
  children.push(child)
  return child
}

async function until<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const found = await probe().catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`${what} did not come up; see ${folder}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const kubectl = (words: readonly string[], input?: string) => run(tool('kubectl'), words, input)
const apply = (objects: readonly JsonObject[]) =>
  kubectl(['apply', '--server-side', '-f', '-'], objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''))

/** A pod of each workload, as its controller would make it, with an address. */
function pods(list: ReturnType<typeof readObjects>['list']) {
  return list
    .filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind))
    .map(({ name, namespace, object }, index) => {
      const template = get(object, 'spec', 'template') as JsonObject
      const metadata = { ...(template.metadata as JsonObject), name: `${name}-judge`, namespace }
      return { name, namespace, ip: `10.1.0.${index + 1}`, metadata, spec: { ...(template.spec as JsonObject), nodeName: 'node-1' } }
    })
}

/** Services that others run and that the mesh configuration names: a control plane that can't find one refuses whatever is asked about. */
function strangers(values: JsonObject, list: ReturnType<typeof readObjects>['list']): readonly JsonObject[] {
  const own = new Set(list.filter(({ kind }) => kind === 'Service').map(({ name, namespace }) => `${name}.${namespace}`))
  const providers = items(get(values, 'meshConfig', 'extensionProviders')).flatMap((provider) =>
    isMap(provider) ? Object.values(provider) : [],
  )
  return providers.flatMap((settings) => {
    const [name = '', namespace = ''] = scalar(get(settings, 'service')).split('.')
    if (name === '' || own.has(`${name}.${namespace}`)) return []
    const port = { name: 'http', port: get(settings, 'port') as number }
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports: [port] } },
    ]
  })
}

/** A proxy that only asks for listeners: it can't open them without certificates, and need not. */
function bootstrap(pod: ReturnType<typeof pods>[number]): string {
  const http2 = {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      explicit_http_config: { http2_protocol_options: {} },
    },
  }
  const at = (name: string, address: object) => ({
    name,
    type: 'STATIC',
    typed_extension_protocol_options: http2,
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
  })
  const metadata = {
    NAMESPACE: pod.namespace,
    NAME: `${pod.name}-judge`,
    LABELS: (pod.metadata as JsonObject).labels as Json,
    SERVICE_ACCOUNT: scalar((pod.spec as JsonObject).serviceAccountName),
    CLUSTER_ID: 'Kubernetes',
    ISTIO_VERSION: '1.28.0',
    INTERCEPTION_MODE: 'REDIRECT',
    MESH_ID: 'judge',
  }
  return JSON.stringify({
    node: { id: `sidecar~${pod.ip}~${pod.name}-judge.${pod.namespace}~${pod.namespace}.svc.cluster.local`, cluster: pod.name, metadata },
    dynamic_resources: {
      lds_config: { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' },
      ads_config: { api_type: 'GRPC', transport_api_version: 'V3', grpc_services: [{ envoy_grpc: { cluster_name: 'xds-grpc' } }] },
    },
    static_resources: {
      clusters: [
        at('xds-grpc', { socket_address: { address: '127.0.0.1', port_value: 15010 } }),
        at('sds-grpc', { pipe: { path: join(folder, 'nobody.sock') } }),
      ],
    },
  })
}

async function ask(pod: ReturnType<typeof pods>[number], index: number): Promise<Json> {
  const file = join(folder, `${pod.name}.json`)
  writeFileSync(file, bootstrap(pod))
  const child = start('envoy', ['-c', file, '--log-level', 'warn', '--base-id', String(100 + index)])
  const dump = await until(`the configuration of ${pod.name}`, async () => {
    const response = await fetch(`http://127.0.0.1:15080/debug/config_dump?proxyID=${pod.name}-judge.${pod.namespace}`)
    const text = response.ok ? await response.text() : ''
    return text.includes('virtualInbound') ? (JSON.parse(text) as Json) : undefined
  })
  child.kill()
  return dump
}

let failed = false
try {
  run('ip', ['link', 'set', 'lo', 'up'])
  run(join(shared, 'tools/cluster'), ['up', '--api-only'])
  const { list } = readObjects(manifests)
  const namespaces = new Set(['istio-system', ...list.map(({ namespace }) => namespace)].filter((name) => name !== ''))
  const own = new Set(list.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name))
  apply([...namespaces].filter((name) => !own.has(name)).map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })))
  apply(list.filter(({ kind }) => kind === 'Namespace').map(({ object }) => object))
  apply(list.filter(({ kind }) => kind !== 'Namespace').map(({ object }) => object))
  const all = pods(list)
  apply(all.map(({ metadata, spec }) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec }) as unknown as JsonObject))
  for (const { name, namespace, ip } of all) {
    const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [{ type: 'Ready', status: 'True' }] }
    kubectl(['patch', 'pod', `${name}-judge`, '-n', namespace, '--subresource=status', '--type=merge', '-p', JSON.stringify({ status })])
  }
  const meshConfig = join(folder, 'mesh.yaml')
  const values = parse(readFileSync(install, 'utf8')) as JsonObject
  apply(strangers(values, list))
  writeFileSync(meshConfig, stringify({ ...(values.meshConfig as JsonObject), enableAutoMtls: true, rootNamespace: 'istio-system' }))
  const ports = ['--grpcAddr', '127.0.0.1:15010', '--secureGRPCAddr', '', '--httpAddr', '127.0.0.1:15080', '--httpsAddr', '']
  const files = ['--kubeconfig', env.KUBECONFIG, '--meshConfig', meshConfig]
  start('pilot-discovery', ['discovery', ...files, ...ports, '--monitoringAddr', '127.0.0.1:15014'], {
    POD_NAME: 'istiod',
    POD_NAMESPACE: 'istio-system',
    PILOT_ENABLE_METADATA_EXCHANGE: 'false',
    PILOT_ENABLE_ALPN_FILTER: 'false',
    INJECTION_WEBHOOK_CONFIG_NAME: '',
    VALIDATION_WEBHOOK_CONFIG_NAME: '',
    ...(values.env as { readonly [name: string]: string }),
  })
  await until('istiod', async () => ((await fetch('http://127.0.0.1:15080/ready')).ok ? true : undefined))
  const answers: Record<string, Json> = {}
  for (const [index, pod] of all.entries()) answers[pod.name] = await ask(pod, index)
  writeFileSync(out, JSON.stringify(answers))
} catch (error) {
  failed = true
  console.error(error)
} finally {
  for (const child of children) child.kill()
  spawnSync(join(shared, 'tools/cluster'), ['down'], { env })
  if (!failed) rmSync(folder, { recursive: true, force: true })
  process.exit(failed ? 3 : 0)
}
