import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Finding } from '../finding.ts'
import { yamlFiles } from '../objects.ts'
import { type Ran, type RunOptions, runTool } from '../tool.ts'
import type { Chart } from './helm.ts'

/** A control plane of our own: API server, controllers, scheduler, simulated nodes. */
export interface Cluster {
  readonly kubeconfig: string
  readonly kubectl: (args: readonly string[], options?: RunOptions) => Promise<Ran>
  /** Applies folders or files, waits until everything in the cluster is up, and says what was refused, warned about or does not come up. */
  readonly deploy: (paths: readonly string[]) => Promise<readonly Finding[]>
  readonly down: () => Promise<void>
}

interface Deployed {
  readonly findings: readonly { readonly file?: string; readonly object?: string; readonly problem: string }[]
}

/** Nearly every cluster has one, for claims that name no class. */
const DEFAULT_CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'system-default', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'simulated',
}

/** Starts a cluster on ports of its own, beside any other: those that one process starts at the same time have a number each. Takes 10 to 40 s. */
export async function startCluster(nodes: number, number = 0): Promise<Cluster> {
  const env = { CLUSTER_DIR: mkdtempSync(join(tmpdir(), 'platgen-cluster-')), CLUSTER_PORT: String(await freePorts(number)) }
  await runTool('tools/cluster', ['up', '--nodes', String(nodes)], { env, expect: [0] })
  const kubeconfig = join(env.CLUSTER_DIR, 'kubeconfig')
  const kubectl = (args: readonly string[], options: RunOptions = {}) => runTool('kubectl', ['--kubeconfig', kubeconfig, ...args], options)
  await kubectl(['create', '-f', '-'], { input: JSON.stringify(DEFAULT_CLASS), expect: [0] })
  return {
    kubeconfig,
    kubectl,
    async deploy(paths) {
      // One file takes one start of kubectl. Who is to blame for what shows when each has its own.
      const together = join(env.CLUSTER_DIR, 'together.yaml')
      writeFileSync(
        together,
        paths
          .flatMap(filesOf)
          .map((file) => readFileSync(file, 'utf8'))
          .join('\n---\n'),
      )
      const found = await deployFiles([together], env)
      return found.some(({ where }) => where === together) ? deployFiles(paths, env) : found
    },
    async down() {
      await runTool('tools/cluster', ['down'], { env })
    },
  }
}

async function deployFiles(paths: readonly string[], env: { readonly [name: string]: string }): Promise<readonly Finding[]> {
  const { stdout, stderr } = await runTool('tools/cluster-deploy', ['--json', '--timeout', '60', ...paths], { env, expect: [0, 1] })
  if (stdout === '') throw new Error(`cluster-deploy did not come to an end: ${stderr}`)
  return (JSON.parse(stdout) as Deployed).findings.map(({ file, object, problem }) => ({
    judge: 'cluster-deploy',
    rule: 'comes-up',
    where: file ?? object ?? '',
    message: problem,
  }))
}

/** As cluster-deploy reads a folder. */
function filesOf(path: string): readonly string[] {
  return statSync(path).isFile() ? [path] : yamlFiles(path).filter((file) => basename(file) !== 'kustomization.yaml')
}

/** The API server's own opinion of every object, without keeping any. Namespaces have to exist. */
export async function dryRun(cluster: Cluster, folders: readonly string[]): Promise<readonly Finding[]> {
  const args = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '--recursive']
  const { stderr } = await cluster.kubectl([...args, ...folders.flatMap((folder) => ['-f', folder])])
  return stderr
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((message) => ({ judge: 'kubectl', rule: 'dry-run', where: folders.join(' '), message }))
}

/** What is done with a chart: it becomes one release, or the API server is only asked about the objects of one. */
const VERBS = { upgrade: ['upgrade', '--install'], 'dry-run': ['install', '--dry-run=server'] } as const

/** Runs helm on a chart, with the values of an environment. */
export async function helmRelease(
  verb: keyof typeof VERBS,
  cluster: Cluster,
  chart: Chart,
  namespace: string,
  environment: string,
): Promise<Pick<Ran, 'status' | 'stderr'>> {
  const values = chart.values[environment]
  const { status, stderr } = await runTool('helm', [
    ...[...VERBS[verb], chart.name, chart.folder, '--kubeconfig', cluster.kubeconfig],
    ...['--namespace', namespace, '--create-namespace', '--take-ownership'],
    ...(values === undefined ? [] : ['--values', values]),
  ])
  return { status, stderr }
}

const OWN_NAMESPACES = /^(default|kube-.*)$/
const OWN_OBJECTS = /^(system-|system:|cluster-admin$|admin$|edit$|view$|kubeadm:)/
const CLUSTER_KINDS = [
  'storageclasses',
  'persistentvolumes',
  'priorityclasses',
  'clusterroles',
  'clusterrolebindings',
  'ingressclasses',
  'gatewayclasses',
  'clusterissuers',
]

/** Forgets everything that was deployed: namespaces, and what lies outside of them. */
export async function wipe(cluster: Cluster): Promise<void> {
  const { stdout } = await cluster.kubectl(['get', ['namespaces', ...CLUSTER_KINDS].join(','), '-o', 'name', '--ignore-not-found'])
  const names = stdout.split('\n').filter((line) => line !== '' && !OWN_OBJECTS.test(line.slice(line.indexOf('/') + 1)))
  const namespaces = names.filter((name) => name.startsWith('namespace/') && !OWN_NAMESPACES.test(name.slice('namespace/'.length)))
  const others = names.filter((name) => !name.startsWith('namespace/'))
  if (namespaces.length > 0) await cluster.kubectl(['delete', '--ignore-not-found', '--timeout=90s', ...namespaces], { expect: [0] })
  if (others.length > 0) await cluster.kubectl(['delete', '--ignore-not-found', '--timeout=30s', ...others], { expect: [0] })
}

/** The first of three ports in a row that nobody listens on. */
async function freePorts(number: number): Promise<number> {
  for (let first = 17000 + (process.pid % 500) * 20 + number * 4; first < 65000; first += 20) {
    const free = await Promise.all([first, first + 1, first + 2].map(isFree))
    if (free.every(Boolean)) return first
  }
  throw new Error('no three free ports in a row')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
