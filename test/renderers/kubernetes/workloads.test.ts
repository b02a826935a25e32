/** Every kind of workload, and what its pods are made of. */
import { describe, expect, test } from 'vitest'
import { list, type Part, renderClean } from './rendered.ts'

const one = async (words: string, kind = 'Deployment', platform = '') =>
  (await renderClean(`${platform}\nservices: { web: { build: go, ${words} } }`)).get(kind, 'web')
const pod = async (words: string, kind = 'Deployment', platform = '') => (await one(words, kind, platform)).spec?.template?.spec as Part
const main = async (words: string, platform = '') => (await pod(words, 'Deployment', platform)).containers?.[0] as Part

describe('kinds', () => {
  test('Deployment: strategy, deadlines, and no replicas beside an autoscaler', async () => {
    const words =
      'ports: { http: 80 }, rollout: { maxSurge: 25%, maxUnavailable: 10%, minReady: 30s, deadline: 20m, history: 2 }, replicas: { min: 2, max: 9, memory: 80%, metrics: { rps: "100", lag: { average: "5", external: true, selector: { queue: a } } } }'
    const { get } = await renderClean(`services: { web: { build: go, ${words} } }`)
    const { spec } = get('Deployment', 'web')
    expect(spec).not.toHaveProperty('replicas')
    expect(spec).toMatchObject({
      minReadySeconds: 30,
      progressDeadlineSeconds: 1200,
      revisionHistoryLimit: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '10%' } },
    })
    expect(get('HorizontalPodAutoscaler', 'web').spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
        { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
        {
          type: 'External',
          external: {
            metric: { name: 'lag', selector: { matchLabels: { queue: 'a' } } },
            target: { type: 'AverageValue', averageValue: '5' },
          },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Pods', value: 4, periodSeconds: 15 },
            { type: 'Percent', value: 100, periodSeconds: 15 },
          ],
        },
        scaleDown: { stabilizationWindowSeconds: 300, selectPolicy: 'Max', policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] },
      },
    })
  })

  test('Recreate', async () => {
    expect((await one('rollout: Recreate')).spec?.strategy).toEqual({ type: 'Recreate' })
  })

  test('StatefulSet: a claim for each pod, and a headless Service that names them', async () => {
    const words =
      'kind: StatefulSet, ports: { http: 80 }, replicas: 3, rollout: { partition: 1, podManagement: Parallel }, volumes: { data: { mount: /data, size: 1Gi, class: fast } }'
    const { get, find } = await renderClean(
      `storage: { classes: { fast: { type: csi, provisioner: x.y } } }\nservices: { web: { build: go, ${words} } }`,
    )
    expect(get('StatefulSet', 'web').spec).toMatchObject({
      serviceName: 'web-headless',
      replicas: 3,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } },
        },
      ],
    })
    expect(get('Service', 'web-headless').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
    expect(get('Service', 'web').spec).not.toHaveProperty('clusterIP')
    expect(find('PersistentVolumeClaim', 'web-data')).toBeUndefined()
  })

  test('StatefulSet: a headless Service of its own is enough', async () => {
    const { get, find } = await renderClean('services: { web: { kind: StatefulSet, build: go, ports: { http: 80 }, service: Headless } }')
    expect(get('StatefulSet', 'web').spec?.serviceName).toBe('web')
    expect(get('Service', 'web').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
    expect(find('Service', 'web-headless')).toBeUndefined()
  })

  test('DaemonSet: one node after the other, or a new pod beside the old one', async () => {
    const strategy = async (words: string) => (await one(`kind: DaemonSet, ${words}`, 'DaemonSet')).spec?.updateStrategy
    expect(await strategy('health: { disabled: true }')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
    })
    expect(await strategy('rollout: { maxSurge: 1 }')).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } })
    expect(await strategy('rollout: OnDelete')).toEqual({ type: 'OnDelete' })
    expect(await pod('kind: DaemonSet', 'DaemonSet')).not.toHaveProperty('topologySpreadConstraints')
  })

  test('Job: named after what it does, and gone after a day', async () => {
    const { all } = await renderClean(
      'services: { web: { build: go, kind: Job, job: { parallel: 2, completions: 4, retries: 1, deadline: 5m, restart: OnFailure } } }',
    )
    const job = all.find(({ kind }) => kind === 'Job')
    expect(job?.metadata.name).toMatch(/^web-[0-9a-f]{10}$/)
    expect(job?.spec).toMatchObject({
      parallelism: 2,
      completions: 4,
      backoffLimit: 1,
      activeDeadlineSeconds: 300,
      ttlSecondsAfterFinished: 86400,
      template: { spec: { restartPolicy: 'OnFailure' } },
    })
    expect(all.some(({ kind }) => kind === 'Service')).toBe(false)
  })

  test('CronJob: its Jobs have no time to live', async () => {
    const { spec } = await one(
      'kind: CronJob, schedule: { cron: "0 3 * * *", timeZone: Europe/Berlin, suspend: true, deadline: 2m }',
      'CronJob',
    )
    expect(spec).toMatchObject({
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 120,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      suspend: true,
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never' } } } },
    })
    expect(spec?.jobTemplate?.spec).not.toHaveProperty('ttlSecondsAfterFinished')
  })

  test('versions: one Service, a workload each, with its own image, variables and number', async () => {
    const words =
      'ports: { http: 80 }, env: { A: one, B: x }, versions: { v1: 1.0.0, v2: { tag: 2.0.0, env: { A: two, C: y }, replicas: 5 } }'
    const { get, all } = await renderClean(`services: { web: { build: go, ${words} } }`)
    const second = get('Deployment', 'web-v2')
    expect(second.spec?.replicas).toBe(5)
    expect(second.spec?.template?.metadata?.labels).toMatchObject({
      version: 'v2',
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/version': '2.0.0',
    })
    expect(second.spec?.template?.spec?.containers?.[0]?.env).toEqual([
      { name: 'A', value: 'two' },
      { name: 'B', value: 'x' },
      { name: 'C', value: 'y' },
    ])
    expect(get('Deployment', 'web-v1').spec?.selector?.matchLabels).not.toEqual(second.spec?.selector?.matchLabels)
    expect(all.filter(({ kind }) => kind === 'Service')).toHaveLength(1)
  })

  test('a migration has the image, variables and secrets of the service, but no ports, probes or data', async () => {
    const words =
      'ports: { http: 80 }, env: { A: b }, secrets: { PW: s/pw }, volumes: { d: { mount: /d, size: 1Gi } }, migrate: { command: [./migrate], retries: 1, deadline: 1m }, metrics: {}'
    const { all } = await renderClean(`services: { web: { build: go, ${words} } }`)
    const job = all.find(({ kind }) => kind === 'Job') as unknown as Part
    expect(job.metadata?.name).toMatch(/^web-migrate-[0-9a-f]{10}$/)
    expect(job.spec).toMatchObject({ backoffLimit: 1, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 86400 })
    expect(job.spec?.template?.metadata).not.toHaveProperty('annotations')
    const container = job.spec?.template?.spec?.containers?.[0] as Part
    expect(container).toMatchObject({
      command: ['./migrate'],
      image: 'harbor.example.com/shop/web:1.4.0',
      env: [{ name: 'A', value: 'b' }],
    })
    for (const word of ['ports', 'livenessProbe', 'readinessProbe', 'lifecycle']) expect(container).not.toHaveProperty(word)
    expect(list(container.volumeMounts).map(({ mountPath }) => mountPath)).toEqual(['/tmp', '/run/secrets/web'])
  })

  test('what ends is told to end its proxy too, where the mesh would not', async () => {
    const annotation = async (istio: string) =>
      (await one('kind: CronJob, schedule: "@daily"', 'CronJob', `mesh: istio\ntargets: { istio: "${istio}" }`)).spec?.jobTemplate?.spec
        ?.template?.metadata?.annotations
    expect(await annotation('1.26')).toEqual({ 'sidecar.istio.io/nativeSidecar': 'true' })
    expect(await annotation('1.27')).toBeUndefined()
  })
})

describe('containers', () => {
  test('variables: secrets first, then values, fields, resources and configuration', async () => {
    const words =
      'secrets: { PW: { ref: s/pw, as: env }, KEY: { ref: s/key, as: file-env, optional: true } }, config: [common], env: { URL: "x://$(PW)", NUM: 8, POD: { field: metadata.name }, MEM: { resource: limits.memory }, L: { config: common/L } }'
    const container = await main(words, 'config: { common: { L: info } }')
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'common' } }])
    expect(container.env).toEqual([
      { name: 'PW', valueFrom: { secretKeyRef: { name: 's', key: 'pw' } } },
      { name: 'KEY_FILE', value: '/run/secrets/web/KEY' },
      { name: 'URL', value: 'x://$(PW)' },
      { name: 'NUM', value: '8' },
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
      { name: 'L', valueFrom: { configMapKeyRef: { name: 'common', key: 'L' } } },
    ])
  })

  test('probes of every type', async () => {
    const words =
      'ports: { http: 8080, grpc: 9090 }, health: { ready: { path: /r, scheme: HTTPS, headers: { Host: a }, successes: 2 }, live: { grpc: x, port: grpc, delay: 3s, timeout: 250ms }, startup: { within: 61s, period: 10s } }'
    const container = await main(words)
    expect(container.readinessProbe).toEqual({
      httpGet: { path: '/r', port: 'http', scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'a' }] },
      periodSeconds: 5,
      timeoutSeconds: 3,
      successThreshold: 2,
      failureThreshold: 3,
    })
    expect(container.livenessProbe).toEqual({
      grpc: { port: 9090, service: 'x' },
      initialDelaySeconds: 3,
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 6,
    })
    expect(container.startupProbe).toMatchObject({ periodSeconds: 10, failureThreshold: 7 })
    const other = await main('ports: { http: 8080 }, health: { ready: { command: [ls] }, live: { tcp: true } }')
    expect(other.readinessProbe).toMatchObject({ exec: { command: ['ls'] } })
    expect(other.livenessProbe).toMatchObject({ tcpSocket: { port: 'http' } })
  })

  test('steps before the start, and sidecars that start before them', async () => {
    const words =
      'ports: { http: 80 }, volumes: { s: { empty: 1Gi } }, init: [{ name: fetch, command: [cp], mounts: { s: /s } }], sidecars: { tail: { image: "docker.io/library/busybox:1.37.0", ports: { http-tail: 99 }, health: /, mounts: { s: { path: /in, readOnly: true } }, security: { user: 5 } } }'
    const spec = await pod(words)
    expect(list(spec.initContainers).map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ['tail', 'Always'],
      ['fetch', undefined],
    ])
    expect(spec.initContainers?.[0]).toMatchObject({
      ports: [{ name: 'http-tail', containerPort: 99 }],
      livenessProbe: { httpGet: { path: '/', port: 'http-tail' } },
      volumeMounts: [{ name: 's', mountPath: '/in', readOnly: true }],
      securityContext: { runAsUser: 5 },
    })
    expect(spec.containers).toHaveLength(1)
  })

  test('the opt-outs of security', async () => {
    const words =
      'security: { user: 0, group: 0, readOnlyRoot: false, privileged: true, capabilities: [NET_ADMIN], seccomp: Unconfined, hostNetwork: true, hostPID: true, hostIPC: true, shareProcesses: true }'
    const spec = await pod(words)
    expect(spec).toMatchObject({ hostNetwork: true, hostPID: true, hostIPC: true, shareProcessNamespace: true })
    expect(spec.containers?.[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: true,
      privileged: true,
      readOnlyRootFilesystem: false,
      runAsNonRoot: false,
      runAsUser: 0,
      runAsGroup: 0,
      capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
      seccompProfile: { type: 'Unconfined' },
    })
  })

  test('start and end', async () => {
    const container = await main('lifecycle: { preStop: [quit], postStart: [warm], grace: 90s }')
    expect(container.lifecycle).toEqual({ postStart: { exec: { command: ['warm'] } }, preStop: { exec: { command: ['quit'] } } })
    expect(await main('command: [a], args: [b]')).toMatchObject({ command: ['a'], args: ['b'] })
    expect(await main('command: [a]')).not.toHaveProperty('lifecycle')
  })
})

describe('placement', () => {
  test('every word', async () => {
    const words =
      'placement: { nodes: { disk: ssd }, require: { zone: [a, b], gpu: [] }, prefer: { pool: [x] }, avoid: { spot: [], old: [y] }, tolerate: { a: v, b: {}, c: { effect: NoExecute, for: 5m } }, with: [cache], apart: [batch], spread: require, runtimeClass: gvisor, scheduler: volcano, dns: Default, hostAliases: { 10.0.0.7: [old.example.com] } }'
    const { get } = await renderClean(`services: { web: { build: go, ${words} }, cache: { build: go }, batch: { build: go } }`)
    const spec = get('Deployment', 'web').spec?.template?.spec as Part
    const near = (name: string) => ({
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
    })
    expect(spec).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      runtimeClassName: 'gvisor',
      schedulerName: 'volcano',
      dnsPolicy: 'Default',
      hostAliases: [{ ip: '10.0.0.7', hostnames: ['old.example.com'] }],
      tolerations: [
        { key: 'a', operator: 'Equal', value: 'v' },
        { key: 'b', operator: 'Exists' },
        { key: 'c', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
    })
    expect(spec.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'zone', operator: 'In', values: ['a', 'b'] },
                { key: 'gpu', operator: 'Exists' },
                { key: 'spot', operator: 'DoesNotExist' },
                { key: 'old', operator: 'NotIn', values: ['y'] },
              ],
            },
          ],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, preference: { matchExpressions: [{ key: 'pool', operator: 'In', values: ['x'] }] } },
        ],
      },
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near('cache')] },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          near('batch'),
          {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' } },
            matchLabelKeys: ['pod-template-hash'],
          },
        ],
      },
    })
  })

  test('new pods keep their distance from each other, not from old ones that leave', async () => {
    const keys = async (target: string, kind = 'Deployment') => {
      const { affinity, topologySpreadConstraints } = await pod(`kind: ${kind}`, kind, `targets: { kubernetes: "${target}" }`)
      const term = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.[0]?.podAffinityTerm
      return [term?.matchLabelKeys, topologySpreadConstraints?.[0]?.matchLabelKeys]
    }
    expect(await keys('1.31')).toEqual([['pod-template-hash'], ['pod-template-hash']])
    expect(await keys('1.30')).toEqual([undefined, ['pod-template-hash']])
    expect(await keys('1.35', 'StatefulSet')).toEqual([undefined, undefined])
  })

  test('no spread', async () => {
    const spec = await pod('placement: { spread: none }')
    expect(spec).not.toHaveProperty('affinity')
    expect(spec).not.toHaveProperty('topologySpreadConstraints')
  })
})
