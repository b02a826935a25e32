/** What holds for every object, whatever it is. */
import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../../../engine/sdk.ts'
import { list, type Part, render, renderClean, WEB } from './rendered.ts'

const EVERYTHING = `
environments: { dev: { quota: { cpu: "10" } } }
ingress: { issuer: letsencrypt }
config: { common: { A: b } }
secrets: { provider: external-secrets, store: vault }
storage: { default: fast, classes: { fast: { type: ceph-rbd, clusterId: c, pool: p } }, volumes: { media: { size: 1Gi, access: ReadWriteMany, nfs: { server: nfs.example.com, path: /e } } } }
access: { roles: { reader: { rules: [{ resources: [configmaps], verbs: [get] }] }, nodes: { cluster: true, users: [jane], rules: [{ resources: [nodes], verbs: [get] }] } } }
externals: { bank: { host: bank.example.com, alias: true } }
stores: { db: { engine: mysql }, pg: { engine: postgresql }, cache: { engine: redis } }
services:
  web: { build: go, ports: { http: 8080 }, config: [common], files: { /etc/web.conf: x }, expose: { host: shop.example.com, tls: t }, replicas: { min: 2, max: 4 }, calls: [api, bank], volumes: { m: { mount: /m, claim: media } } }
  api: { build: go, ports: { http: 8080 }, versions: { v1: 1.0.0, v2: 2.0.0 }, calls: [db, pg, cache], account: { roles: [reader] }, migrate: [./m] }
  peers: { kind: StatefulSet, build: go, ports: { http: 8080 }, volumes: { d: { mount: /d, size: 1Gi } } }
  agent: { kind: DaemonSet, build: go }
  once: { kind: Job, build: go }
  nightly: { kind: CronJob, build: go, schedule: "0 3 * * *" }
`
const CLUSTER_WIDE = ['Namespace', 'PriorityClass', 'StorageClass', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding']
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']
const SIX = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((label) => `app.kubernetes.io/${label}`)

const identity = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`
const template = (object: KubernetesObject) => {
  const spec = object.spec as Part
  return (object.kind === 'CronJob' ? spec.jobTemplate?.spec?.template : spec.template) as Part
}
const matches = (selector: Part, labels: Part) => Object.entries(selector).every(([key, value]) => labels[key] === value)

describe('every object', () => {
  test('has the recommended labels; what a release must not touch is without the version', async () => {
    const { all } = await renderClean(EVERYTHING)
    const without = (object: KubernetesObject) => SIX.filter((label) => object.metadata.labels?.[label] === undefined)
    expect(all.flatMap((object) => without(object).map((label) => `${identity(object)}: ${label}`))).toEqual([])
  })

  test('says its namespace, or belongs to the cluster', async () => {
    const { all } = await renderClean(EVERYTHING)
    const wrong = all.filter(({ kind, metadata }) => metadata.namespace !== (CLUSTER_WIDE.includes(kind) ? undefined : 'shop-dev'))
    expect(wrong.map(identity)).toEqual([])
  })

  test('has a name of its own', async () => {
    const { all } = await renderClean(EVERYTHING)
    const names = all.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)
    expect(names.length).toBe(new Set(names).size)
  })

  test('comes after what it needs', async () => {
    const { all, kinds } = await renderClean(EVERYTHING)
    expect(all[0]?.kind).toBe('Namespace')
    expect(kinds('api')).toEqual([
      'ServiceAccount',
      'NetworkPolicy',
      'Service',
      'Job',
      'Deployment',
      'PodDisruptionBudget',
      'Deployment',
      'PodDisruptionBudget',
    ])
    expect(kinds('web')).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'NetworkPolicy',
      'Service',
      'Deployment',
      'HorizontalPodAutoscaler',
      'PodDisruptionBudget',
      'HTTPRoute',
    ])
    expect(kinds('pg')).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'NetworkPolicy',
      'Service',
      'Service',
      'StatefulSet',
      'PodDisruptionBudget',
    ])
  })
})

describe('a workload', () => {
  test('is named like its instance, and selects its own pods', async () => {
    const { all } = await renderClean(EVERYTHING)
    const workloads = all.filter(({ kind }) => WORKLOADS.includes(kind))
    expect(workloads).toHaveLength(11)
    for (const workload of workloads) {
      const labels = template(workload).metadata?.labels as Part
      expect(labels['app.kubernetes.io/instance']).toBe(workload.metadata.name)
      const selector = (workload.spec as Part).selector?.matchLabels
      if (selector !== undefined) {
        expect(matches(selector, labels)).toBe(true)
        expect(Object.keys(selector)).toEqual(['app.kubernetes.io/name', 'app.kubernetes.io/instance'])
      }
    }
  })

  test('is confined in every container', async () => {
    const { all } = await renderClean(EVERYTHING)
    for (const workload of all.filter(({ kind }) => WORKLOADS.includes(kind))) {
      const { spec } = template(workload) as { readonly spec: Part }
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } })
      expect(spec.automountServiceAccountToken, identity(workload)).toBe(String(spec.serviceAccountName) === 'api')
      expect(spec.enableServiceLinks).toBe(false)
      for (const container of list(spec.containers)) {
        expect(container.securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(container.resources?.limits).toHaveProperty('ephemeral-storage')
        expect(container.imagePullPolicy).toBe('Always')
      }
    }
  })

  test('has one budget and one policy for its pods, and no selector reaches the pods of another', async () => {
    const { all } = await renderClean(EVERYTHING)
    const pods = all
      .filter(({ kind }) => WORKLOADS.includes(kind))
      .map((workload) => ({ workload, labels: template(workload).metadata?.labels as Part }))
    const selecting = (kind: string, labels: Part, field: string) =>
      all
        .filter((object) => object.kind === kind && matches(((object.spec as Part)[field]?.matchLabels ?? { no: 'body' }) as Part, labels))
        .map(identity)
    for (const { workload, labels } of pods) {
      expect(selecting('NetworkPolicy', labels, 'podSelector')).toEqual([`NetworkPolicy ${labels['app.kubernetes.io/name']}`])
      expect(selecting('PodDisruptionBudget', labels, 'selector')).toHaveLength(
        ['Deployment', 'StatefulSet'].includes(workload.kind) ? 1 : 0,
      )
    }
  })

  test('a policy selects by one label', async () => {
    const { all } = await renderClean(EVERYTHING)
    const counts = all
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map((object) => Object.keys((object.spec as Part).podSelector?.matchLabels ?? {}).length)
    expect(Math.max(...counts)).toBe(1)
  })

  test('no Service sends requests to a migration', async () => {
    const { all } = await renderClean(EVERYTHING)
    const migration = all.find(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith('api-v2-migrate-')) as KubernetesObject
    const labels = template(migration).metadata?.labels as Part
    expect(
      all.filter((object) => object.kind === 'Service' && matches(((object.spec as Part).selector ?? { no: 'body' }) as Part, labels)),
    ).toEqual([])
  })
})

describe('a release', () => {
  /** Fields that the API server never lets change. */
  const immutable = ({ kind, metadata, spec }: KubernetesObject) => {
    const { selector, serviceName, volumeClaimTemplates, podManagementPolicy, template } = spec as Part
    if (kind === 'Job') return { name: metadata.name, template }
    if (kind === 'PersistentVolumeClaim') return { name: metadata.name, spec }
    return { name: metadata.name, selector, serviceName, volumeClaimTemplates, podManagementPolicy }
  }
  const fixed = (objects: readonly KubernetesObject[]) =>
    objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'PersistentVolumeClaim'].includes(kind)).map(immutable)

  test('touches nothing that can not change, and runs migrations and Jobs anew under another name', async () => {
    const before = await renderClean(EVERYTHING)
    const after = await renderClean(`releases: { dev: { web: 2.0.0, once: 2.0.0, peers: 2.0.0 } }\n${EVERYTHING}`)
    expect(fixed(after.all)).toEqual(fixed(before.all))
    const jobs = ({ all }: typeof before, start: string) =>
      all.filter(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(start)).map(({ metadata }) => metadata.name)
    expect(jobs(after, 'once-')).not.toEqual(jobs(before, 'once-'))
    expect(jobs(after, 'api-')).toEqual(jobs(before, 'api-'))
  })

  test('a word for people changes no pod and no Job', async () => {
    const before = await renderClean(EVERYTHING)
    const after = await renderClean(EVERYTHING.replaceAll('build: go', 'build: go, description: "What it does."'))
    const pods = ({ all }: typeof before) =>
      all.filter(({ kind }) => WORKLOADS.includes(kind)).map((object) => [object.metadata.name, template(object)])
    expect(pods(after)).toEqual(pods(before))
  })

  test('changed configuration rolls those who read it, and nobody else', async () => {
    const before = await renderClean(EVERYTHING)
    const after = await renderClean(EVERYTHING.replace('{ A: b }', '{ A: c }'))
    const sum = ({ get }: typeof before, kind: string, name: string) =>
      get(kind, name).spec?.template?.metadata?.annotations?.['checksum/config']
    expect(sum(before, 'Deployment', 'web')).toMatch(/^[0-9a-f]{16}$/)
    expect(sum(after, 'Deployment', 'web')).not.toBe(sum(before, 'Deployment', 'web'))
    expect(after.get('StatefulSet', 'peers')).toEqual(before.get('StatefulSet', 'peers'))
  })
})

test('four lines are a service for production', async () => {
  const { kinds, get } = await renderClean(WEB)
  expect(kinds('web')).toEqual(['ServiceAccount', 'NetworkPolicy', 'Service', 'Deployment', 'PodDisruptionBudget'])
  const { spec } = get('Deployment', 'web')
  expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })
  expect(spec?.template?.spec).toMatchObject({
    priorityClassName: 'standard',
    terminationGracePeriodSeconds: 45,
    topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }],
    imagePullSecrets: [{ name: 'harbor-pull' }],
    volumes: [{ name: 'writable-tmp', emptyDir: { sizeLimit: '128Mi' } }],
    containers: [
      {
        name: 'web',
        image: 'harbor.example.com/shop/web:1.4.0',
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        livenessProbe: { httpGet: { path: '/live', port: 'http' } },
        readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
        lifecycle: { preStop: { sleep: { seconds: 10 } } },
      },
    ],
  })
  expect(get('Service', 'web').spec).toEqual({
    type: 'ClusterIP',
    selector: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/component': 'service' },
    ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
  })
})

test('a mistake of another stage renders nothing', async () => {
  expect((await render('services: { web: { build: go, portz: {} } }')).all).toEqual([])
})
