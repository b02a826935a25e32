/** A real control plane takes every environment, without a warning, and everything comes up; also over what was there before. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Finding, lines } from './finding.ts'
import { istioFixture } from './istio-fixture.ts'
import { type Cluster, dryRun, helmRelease } from './judges/cluster.ts'
import { type ClusterPool, startClusters } from './judges/cluster-pool.ts'
import { readCharts } from './judges/helm.ts'
import { istioAnalyzeCluster } from './judges/istioctl.ts'
import { judgeRbac } from './judges/rbac.ts'
import { isMeshed, readObjects } from './objects.ts'
import type { RenderedEnvironment } from './platforms.ts'
import { describeWith } from './tool.ts'

/** Environments that three simulated nodes have room for. */
const AT_ONCE = 8

const next = new Map(inject('next').map((platform) => [platform.name, platform]))

/** The environments of one platform that share a cluster, where they have to get along. */
const clusters = inject('rendered').flatMap((platform) => {
  const groups = new Map<string, RenderedEnvironment[]>()
  for (const environment of platform.environments)
    groups.set(environment.cluster, [...(groups.get(environment.cluster) ?? []), environment])
  return [...groups].flatMap(([name, environments]) =>
    inParts(environments).map((part, index) => ({
      title: `${platform.name} on ${name}${index === 0 ? '' : `, part ${index + 1}`}`,
      platform,
      environments: part,
    })),
  )
})

/** The chart of the showcase, installed as one release. Those of others differ in what Kubernetes never changes, such as the size of a claim. */
const charts = inject('rendered').flatMap((platform) =>
  (platform.name === 'showcase' ? readCharts(join(platform.out, 'helm')) : [])
    .filter(({ folder }) => existsSync(join(folder, 'charts')))
    .map((chart) => ({ title: `${platform.name}: ${chart.name}`, chart, environments: platform.environments })),
)

function inParts<T>(all: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = []
  for (let start = 0; start < all.length; start += AT_ONCE) parts.push(all.slice(start, start + AT_ONCE))
  return parts
}

describeWith(['tools/cluster', 'tools/cluster-deploy', 'kubectl', 'istioctl', 'helm'], 'a cluster', () => {
  let pool: ClusterPool
  let granted = 0

  beforeAll(async () => {
    pool = await startClusters(3)
  })
  afterAll(() => pool?.down())

  test.concurrent.each(clusters)(
    '$title: comes up, grants what it says, and takes the next release',
    { timeout: 900_000 },
    ({ platform, environments }) =>
      pool.use(async (cluster) => {
        const folders = environments.map(({ name }) => join(platform.out, 'manifests', name))
        await provideGateways(cluster, environments)
        expect(lines(await cluster.deploy(folders)), 'comes up').toEqual([])
        expect(lines(await dryRun(cluster, folders)), 'is taken as it stands').toEqual([])
        const rbac = await judgeRbac(
          cluster,
          folders.flatMap((folder) => readObjects(folder).list),
        )
        expect(lines(rbac.findings), 'grants what it says').toEqual([])
        granted += rbac.asked
        expect(lines(await analyzeMesh(cluster, platform.out, environments)), 'Istio understands all of it').toEqual([])
        const released = environments.map(({ name }) => join(next.get(platform.name)?.out ?? '', 'manifests', name))
        expect(lines(await cluster.deploy(released)), 'takes the next release').toEqual([])
      }),
  )

  test.concurrent.each(charts)(
    '$title: is installed, and upgraded to the values of another environment',
    { timeout: 900_000 },
    ({ chart, environments }) =>
      pool.use(async (cluster) => {
        const [first, ...others] = environments
        if (first === undefined) throw new Error('a platform without an environment')
        for (const { name } of environments)
          expect(await helmRelease('dry-run', cluster, chart, first.namespace, name), `a dry run of ${name}`).toEqual({
            status: 0,
            stderr: '',
          })
        for (const { name } of [first, ...others])
          expect(await helmRelease('upgrade', cluster, chart, first.namespace, name), `the values of ${name}`).toEqual({
            status: 0,
            stderr: '',
          })
      }),
  )

  test('is asked whether somebody may do something', () => {
    expect(granted).toBeGreaterThan(0)
  })
})

/** Where gateways run is there before a platform is: what it puts there has no namespace of its own. */
async function provideGateways(cluster: Cluster, environments: readonly RenderedEnvironment[]): Promise<void> {
  const names = new Set(environments.flatMap(({ gateways }) => Object.values(gateways)))
  const input = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  })
  await cluster.kubectl(['apply', '--server-side', '-f', '-'], { input, expect: [0] })
}

/** Istio's opinion of everything that is deployed, when some of it is Istio's. */
async function analyzeMesh(cluster: Cluster, out: string, environments: readonly RenderedEnvironment[]): Promise<readonly Finding[]> {
  const meshed = environments
    .map((environment) => ({ environment, objects: readObjects(join(out, 'manifests', environment.name)) }))
    .filter(({ objects }) => isMeshed(objects))
  if (meshed.length === 0) return []
  const fixtures = meshed.flatMap(({ environment, objects }) => istioFixture(objects.list, environment))
  const input = fixtures.map((object) => JSON.stringify(object)).join('\n')
  await cluster.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], { input, expect: [0] })
  return istioAnalyzeCluster(
    cluster.kubeconfig,
    meshed.map(({ environment }) => environment.namespace),
  )
}
