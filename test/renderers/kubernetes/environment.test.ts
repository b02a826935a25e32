/** What an environment has as a whole, and what belongs to its cluster. */
import { describe, expect, test } from 'vitest'
import { render, renderClean, WEB } from './rendered.ts'

describe('the namespace', () => {
  test('enforces a standard as the target understands it, and names its team', async () => {
    const { get } = await renderClean(
      `owner: shop-team\ntargets: { kubernetes: "1.31" }\nenvironments: { dev: { podSecurity: baseline, description: Trying out., labels: { a: b }, annotations: { c: d } } }\n${WEB}`,
    )
    const { metadata } = get('Namespace', 'shop-dev')
    expect(metadata?.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'v1.31',
      'pod-security.kubernetes.io/warn': 'baseline',
      'pod-security.kubernetes.io/audit': 'restricted',
      a: 'b',
    })
    expect(metadata?.labels).not.toHaveProperty('istio-injection')
    expect(metadata?.annotations).toEqual({ 'kubernetes.io/description': 'Trying out.', 'platgen.dev/owner': 'shop-team', c: 'd' })
  })

  test('asks for the proxies of the mesh in one way', async () => {
    expect((await renderClean(`mesh: istio\n${WEB}`)).get('Namespace', 'shop-dev').metadata?.labels).toMatchObject({
      'istio-injection': 'enabled',
    })
    const revised = (await renderClean(`mesh: { provider: istio, revision: stable }\n${WEB}`)).get('Namespace', 'shop-dev').metadata?.labels
    expect(revised).toMatchObject({ 'istio.io/rev': 'stable' })
    expect(revised).not.toHaveProperty('istio-injection')
  })
})

describe('bounds', () => {
  test('of the namespace, in the words of Kubernetes', async () => {
    const { get, find } = await renderClean(
      `environments: { dev: { quota: { cpu: "4", cpuLimits: "8", memory: 8Gi, pods: 20, storage: 1Ti, claims: 3, loadBalancers: 1 } } }\n${WEB}`,
    )
    expect(get('ResourceQuota', 'quota').spec).toEqual({
      hard: {
        'requests.cpu': '4',
        'requests.memory': '8Gi',
        'limits.cpu': '8',
        pods: '20',
        'requests.storage': '1Ti',
        persistentvolumeclaims: '3',
        'services.loadbalancers': '1',
      },
    })
    expect(find('LimitRange', 'limits')).toBeDefined()
    expect((await renderClean(WEB)).find('ResourceQuota', 'quota')).toBeUndefined()
  })

  test('of a container that says nothing; no CPU limit is put on one that has none on purpose', async () => {
    const range = async (words: string) =>
      (await renderClean(`environments: { dev: { limits: { max: { memory: 4Gi } } } }\nservices: { web: { build: go, ${words} } }`)).get(
        'LimitRange',
        'limits',
      ).spec?.limits?.[0]
    expect(await range('ports: { http: 80 }')).toEqual({
      type: 'Container',
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
      max: { memory: '4Gi' },
    })
    expect((await range('resources: { cpu: { limit: none } }'))?.default).toEqual({ memory: '512Mi' })
    expect((await range('init: [{ name: i, resources: { cpu: { limit: none } } }]'))?.default).toEqual({ memory: '512Mi' })
  })
})

describe('rights', () => {
  const ROLES = `
access:
  roles:
    reader: { description: Reads., rules: [{ resources: [configmaps], names: [a], verbs: [get] }], users: [jane], groups: [devs] }
    nodes: { cluster: true, rules: [{ groups: [apps, ""], resources: [nodes], verbs: [list] }, { urls: [/metrics], verbs: [get] }] }
    nobody: { rules: [{ resources: [pods], verbs: [get] }] }
services: { web: { build: go, account: { name: web-sa, roles: [reader, nodes], annotations: { a: b } } }, api: { build: go, account: { roles: [reader] } }, old: { build: go, account: { name: legacy, existing: true } } }
`
  test('of users, groups and the services that name a role', async () => {
    const { get, find } = await renderClean(ROLES)
    expect(get('Role', 'reader').rules).toEqual([{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['get'] }])
    expect(get('RoleBinding', 'reader')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [
        { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'jane' },
        { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'devs' },
        { kind: 'ServiceAccount', name: 'api', namespace: 'shop-dev' },
        { kind: 'ServiceAccount', name: 'web-sa', namespace: 'shop-dev' },
      ],
    })
    expect(find('RoleBinding', 'nobody')).toBeUndefined()
  })

  test('in the whole cluster belong to their environment by their name', async () => {
    const { get } = await renderClean(ROLES)
    expect(get('ClusterRole', 'shop-dev.nodes').rules).toEqual([
      { apiGroups: ['apps', ''], resources: ['nodes'], verbs: ['list'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ])
    expect(get('ClusterRoleBinding', 'shop-dev.nodes').roleRef).toMatchObject({ kind: 'ClusterRole', name: 'shop-dev.nodes' })
  })

  test('need an account, which is made unless somebody else makes it', async () => {
    const { get, find } = await renderClean(ROLES)
    expect(get('ServiceAccount', 'web-sa')).toMatchObject({ metadata: { annotations: { a: 'b' } }, automountServiceAccountToken: false })
    expect(find('ServiceAccount', 'legacy')).toBeUndefined()
    const spec = (name: string) => get('Deployment', name).spec?.template?.spec
    expect(spec('old')).toMatchObject({ serviceAccountName: 'legacy', automountServiceAccountToken: false })
    expect(spec('web')).toMatchObject({ serviceAccountName: 'web-sa', automountServiceAccountToken: true })
  })
})

describe('what several environments on one cluster share', () => {
  const TWO = `environments: { dev: {}, staging: {} }\naccess: { priorities: { money: { value: 1000, preempts: false, description: Pays. } } }\nstorage: { classes: { fast: { type: ceph-rbd, clusterId: c, pool: p } }, volumes: { media: { size: 1Gi, access: ReadWriteMany, nfs: { server: n.example.com, path: /e } } } }\n${WEB}`

  test('is the same in each', async () => {
    const [dev, staging] = [await renderClean(TWO, 'dev'), await renderClean(TWO, 'staging')]
    for (const [kind, name] of [
      ['PriorityClass', 'money'],
      ['PriorityClass', 'standard'],
      ['StorageClass', 'fast'],
    ] as const)
      expect(dev.get(kind, name)).toEqual(staging.get(kind, name))
    expect(dev.get('PriorityClass', 'money')).toMatchObject({ value: 1000, preemptionPolicy: 'Never', globalDefault: false })
    expect(dev.get('PriorityClass', 'standard')).toMatchObject({ value: 0, preemptionPolicy: 'PreemptLowerPriority' })
  })

  test('but a volume is each one’s own, kept for its claim', async () => {
    const { get } = await renderClean(TWO, 'staging')
    expect(get('PersistentVolume', 'shop-staging.media').spec).toEqual({
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop-staging', name: 'media' },
      nfs: { server: 'n.example.com', path: '/e' },
    })
    expect(get('PersistentVolumeClaim', 'media').spec).toMatchObject({ storageClassName: '', volumeName: 'shop-staging.media' })
  })

  test('a class that differs is told', async () => {
    const { codes } = await render(TWO.replace('staging: {}', 'staging: { storage: { classes: { fast: { pool: q } } } }'))
    expect(codes).toEqual(['kubernetes/class-differs'])
  })

  test('`standard` is made for whoever is content with it, and can be said otherwise', async () => {
    expect(
      (await renderClean(WEB.replace('ports', 'placement: { priority: system-node-critical }\n    ports'))).find(
        'PriorityClass',
        'standard',
      ),
    ).toBeUndefined()
    expect((await renderClean(`access: { priorities: { standard: 7 } }\n${WEB}`)).get('PriorityClass', 'standard').value).toBe(7)
  })
})

describe('storage classes', () => {
  const of = async (words: string) => (await renderClean(`storage: { classes: { it: ${words} } }\n${WEB}`)).find('StorageClass', 'it')

  test('of Ceph name the Secret for everything that the driver does', async () => {
    expect(await of('{ type: ceph-rbd, clusterId: c, pool: p, options: [discard], default: true }')).toMatchObject({
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'rbd.csi.ceph.com',
      parameters: {
        clusterID: 'c',
        pool: 'p',
        'csi.storage.k8s.io/provisioner-secret-name': 'csi-rbd-secret',
        'csi.storage.k8s.io/provisioner-secret-namespace': 'ceph-csi',
        'csi.storage.k8s.io/controller-expand-secret-name': 'csi-rbd-secret',
        'csi.storage.k8s.io/node-stage-secret-name': 'csi-rbd-secret',
      },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      mountOptions: ['discard'],
    })
    expect(await of('{ type: cephfs, clusterId: c, filesystem: f, secret: storage/mine }')).toMatchObject({
      provisioner: 'cephfs.csi.ceph.com',
      parameters: {
        fsName: 'f',
        'csi.storage.k8s.io/node-stage-secret-namespace': 'storage',
        'csi.storage.k8s.io/node-stage-secret-name': 'mine',
      },
    })
  })

  test('of all other types', async () => {
    expect(await of('{ type: nfs, provisioner: example.com/nfs }')).toMatchObject({
      provisioner: 'example.com/nfs',
      allowVolumeExpansion: false,
    })
    expect(await of('{ type: csi, provisioner: ebs.csi.aws.com, parameters: { type: gp3 } }')).toMatchObject({
      parameters: { type: 'gp3' },
      allowVolumeExpansion: true,
    })
    const local = await of('{ type: local }')
    expect(local).toMatchObject({ provisioner: 'kubernetes.io/no-provisioner', allowVolumeExpansion: false })
    expect(local).not.toHaveProperty('parameters')
    expect(await of('{ type: existing }')).toBeUndefined()
  })
})

test('an alias is a short name for a host outside', async () => {
  const { get, find } = await renderClean(
    `externals: { bank: { host: bank.example.com, alias: true }, other: { host: o.example.com } }\n${WEB}`,
  )
  expect(get('Service', 'bank').spec).toEqual({
    type: 'ExternalName',
    externalName: 'bank.example.com',
    ports: [{ name: 'https', port: 443, targetPort: 443, protocol: 'TCP', appProtocol: 'https' }],
  })
  expect(find('Service', 'other')).toBeUndefined()
})

test('shared configuration is there where somebody reads it', async () => {
  const { find } = await renderClean(
    'config: { a: { X: 1 }, b: { Y: 2 }, c: { Z: 3 }, d: { f: x }, e: { g: y } }\nservices: { web: { build: go, config: [a], env: { Y: { config: b/Y } }, files: { /f: { config: d/f } }, volumes: { v: { mount: /v, config: e } } } }',
  )
  expect(['a', 'b', 'c', 'd', 'e'].filter((name) => find('ConfigMap', name) !== undefined)).toEqual(['a', 'b', 'd', 'e'])
  expect(find('ConfigMap', 'a')?.data).toEqual({ X: '1' })
})
