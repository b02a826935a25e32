/**
 * What a real istiod hands to the proxies of an environment: `hand-out.ts MANIFESTS MESH-CONFIG OUT WORKLOAD`, in a network namespace of its own. It starts an API server, creates the objects
 * and a pod of each workload, starts istiod with the mesh configuration, lets an Envoy ask for the configuration of each pod and of each egress gateway, and writes all of them as JSON:
 * listeners by name, and the clusters of gateways and of one workload by `NAME/clusters`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { get, isMap, items, readObjects, scalar, texts } from '../objects.ts'
import { findTool, shared } from '../tool.ts'

/** `clusterOf`: the workload whose clusters are asked for too. */
const [manifests = '', install = '', out = '', clusterOf = ''] = process.argv.slice(2)
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

function start(name: string, program: string, words: readonly string[], more: { readonly [variable: string]: string } = {}): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'w')
  const child = spawn(tool(program), words, { env: { ...env, ...more }, stdio: ['ignore', log, log] })
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

/** Services that others run and that the mesh configuration or a rule names: whom a control plane can't find, it leaves out or refuses. */
function strangers(values: JsonObject, list: ReturnType<typeof readObjects>['list']): readonly JsonObject[] {
  const own = new Set(list.filter(({ kind }) => kind === 'Service').map(({ name, namespace }) => `${name}.${namespace}`))
  const providers = items(get(values, 'meshConfig', 'extensionProviders')).flatMap((provider) =>
    isMap(provider) ? Object.values(provider) : [],
  )
  const rules = list.filter(({ kind }) => kind === 'DestinationRule')
  const called = [
    ...providers.map((settings) => ({ host: scalar(get(settings, 'service')), ports: [Number(get(settings, 'port'))] })),
    ...rules.map(({ object }) => ({ host: scalar(get(object, 'spec', 'host')), ports: [80, 443] })),
  ]
  return called.flatMap(({ host, ports }) => {
    const [name = '', namespace = '', svc] = host.split('.')
    if (svc !== 'svc' || own.has(`${name}.${namespace}`)) return []
    const spec = { ports: ports.map((port) => ({ name: port === 443 ? 'https' : 'http', port })) }
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec },
    ]
  })
}

/** Somebody who asks for its configuration. */
interface Node {
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly labels: Json
  readonly account: string
}

function sidecar({ name, namespace, ip, metadata, spec }: ReturnType<typeof pods>[number]): Node {
  const id = `sidecar~${ip}~${name}-judge.${namespace}~${namespace}.svc.cluster.local`
  return { id, name, namespace, labels: (metadata as JsonObject).labels as Json, account: scalar((spec as JsonObject).serviceAccountName) }
}

/** The proxies that Gateways choose by labels and that others run, by the Service that connections are sent to. */
function gateways(list: ReturnType<typeof readObjects>['list']): readonly Node[] {
  const services = new Set(list.filter(({ kind }) => kind === 'DestinationRule').map(({ object }) => scalar(get(object, 'spec', 'host'))))
  return list
    .filter(({ kind, name }) => kind === 'Gateway' && name.startsWith('egress-'))
    .flatMap(({ object }) => {
      const labels = get(object, 'spec', 'selector') as Json
      return [...services].flatMap((host) => {
        const [name = '', namespace = ''] = host.split('.')
        if (name !== Object.values(texts(labels))[0]) return []
        return [
          { id: `router~127.0.0.1~${name}-judge.${namespace}~${namespace}.svc.cluster.local`, name, namespace, labels, account: name },
        ]
      })
    })
}

/** A proxy that only asks, for one kind of thing at a time: without certificates it would wait for its clusters for ever before it asked for listeners. */
function bootstrap({ id, name, namespace, labels, account }: Node, kind: 'lds' | 'cds'): string {
  const http2 = {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      explicit_http_config: { http2_protocol_options: {} },
    },
  }
  const at = (cluster: string, address: object) => ({
    name: cluster,
    type: 'STATIC',
    typed_extension_protocol_options: http2,
    load_assignment: { cluster_name: cluster, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
  })
  const metadata = {
    ...{ NAMESPACE: namespace, NAME: `${name}-judge`, LABELS: labels, SERVICE_ACCOUNT: account },
    ...{ CLUSTER_ID: 'Kubernetes', ISTIO_VERSION: '1.28.0', INTERCEPTION_MODE: 'REDIRECT', MESH_ID: 'judge' },
  }
  return JSON.stringify({
    node: { id, cluster: name, metadata },
    dynamic_resources: {
      [`${kind}_config`]: { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' },
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

let asked = 0

async function ask(node: Node, kind: 'lds' | 'cds'): Promise<Json> {
  asked += 1
  const file = join(folder, `${node.name}-${kind}.json`)
  writeFileSync(file, bootstrap(node, kind))
  const child = start(`envoy-${node.name}-${kind}`, 'envoy', ['-c', file, '--log-level', 'warn', '--base-id', String(100 + asked)])
  const wanted = kind === 'lds' ? 'dynamicListeners' : 'dynamicActiveClusters'
  const dump = await until(`the configuration of ${node.name}`, async () => {
    const response = await fetch(`http://127.0.0.1:15080/debug/config_dump?proxyID=${node.name}-judge.${node.namespace}`)
    const text = response.ok ? await response.text() : ''
    return text.includes(wanted) ? (JSON.parse(text) as Json) : undefined
  })
  const gone = new Promise((resolve) => child.on('exit', resolve))
  child.kill()
  await gone
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
  start('istiod', 'pilot-discovery', ['discovery', ...files, ...ports, '--monitoringAddr', '127.0.0.1:15014'], {
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
  for (const pod of all) answers[pod.name] = await ask(sidecar(pod), 'lds')
  for (const gateway of gateways(list)) {
    answers[gateway.name] = await ask(gateway, 'lds')
    answers[`${gateway.name}/clusters`] = await ask(gateway, 'cds')
  }
  for (const pod of all) if (pod.name === clusterOf) answers[`${pod.name}/clusters`] = await ask(sidecar(pod), 'cds')
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
