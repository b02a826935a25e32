/** What pods mount, and where it comes from. */
import { describe, expect, test } from 'vitest'
import { list, type Part, renderClean } from './rendered.ts'

const STORAGE =
  'storage: { default: fast, classes: { fast: { type: csi, provisioner: x.y }, shared: { type: cephfs, clusterId: c, filesystem: f } } }\n'

async function pod(words: string, platform = ''): Promise<Part> {
  const { get } = await renderClean(`${platform}services: { web: { build: go, ${words} } }`)
  return get('Deployment', 'web').spec?.template?.spec as Part
}
const mounts = (spec: Part) => list(spec.containers?.[0]?.volumeMounts)
const volume = (spec: Part, name: string) => list(spec.volumes).find((one) => String(one.name) === name)

describe('writable paths', () => {
  test('are empty folders, each with a size', async () => {
    const spec = await pod('writable: { /tmp: 1Gi, /var/cache/nginx: { size: 64Mi, medium: Memory } }')
    expect(list(spec.volumes)).toEqual([
      { name: 'writable-tmp', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'writable-var-cache-nginx', emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } },
    ])
    expect(mounts(spec)).toEqual([
      { name: 'writable-tmp', mountPath: '/tmp' },
      { name: 'writable-var-cache-nginx', mountPath: '/var/cache/nginx' },
    ])
  })

  test('never share a volume by their names', async () => {
    const spec = await pod('writable: { /a/b: 1Mi, /a-b: 1Mi, /A/b: 1Mi, /a.b: 1Mi }')
    expect(new Set(list(spec.volumes).map(({ name }) => String(name))).size).toBe(5)
  })
})

describe('files', () => {
  test('are mounted alone, from the own ConfigMap and shared ones', async () => {
    const { get } = await renderClean(
      'config: { common: { x.conf: "x" } }\nservices: { web: { build: go, files: { /etc/a.conf: "a", /etc/b-1.conf: { text: b, mode: "0400" }, /etc/x.conf: { config: common/x.conf } } } }',
    )
    const spec = get('Deployment', 'web').spec?.template?.spec as Part
    const data = get('ConfigMap', 'web-files').data as Part
    expect(Object.values(data)).toEqual(['a', 'b'])
    const [first, second] = Object.keys(data)
    expect(volume(spec, 'config-files')).toEqual({
      name: 'config-files',
      projected: {
        defaultMode: 0o444,
        sources: [
          {
            configMap: {
              name: 'web-files',
              items: [
                { key: first, path: 'etc/a.conf', mode: 0o444 },
                { key: second, path: 'etc/b-1.conf', mode: 0o400 },
              ],
            },
          },
          { configMap: { name: 'common', items: [{ key: 'x.conf', path: 'etc/x.conf', mode: 0o444 }] } },
        ],
      },
    })
    expect(mounts(spec)).toContainEqual({ name: 'config-files', mountPath: '/etc/a.conf', subPath: 'etc/a.conf', readOnly: true })
  })
})

describe('secrets', () => {
  test('are one folder, and alone where they have to lie elsewhere', async () => {
    const spec = await pod(
      'secrets: { A: s/a, B: t/b, C: { ref: s/c, optional: true }, D: { ref: s/d, path: /etc/d.key }, E: { ref: s/e, as: file-env } }',
    )
    expect(volume(spec, 'secrets')).toEqual({
      name: 'secrets',
      projected: {
        defaultMode: 0o440,
        sources: [
          {
            secret: {
              name: 's',
              items: [
                { key: 'a', path: 'A' },
                { key: 'e', path: 'E' },
              ],
            },
          },
          { secret: { name: 't', items: [{ key: 'b', path: 'B' }] } },
          { secret: { name: 's', items: [{ key: 'c', path: 'C' }], optional: true } },
        ],
      },
    })
    expect(volume(spec, 'secret-files')).toMatchObject({
      projected: { sources: [{ secret: { name: 's', items: [{ key: 'd', path: 'etc/d.key' }] } }] },
    })
    expect(mounts(spec)).toEqual([
      { name: 'writable-tmp', mountPath: '/tmp' },
      { name: 'secret-files', mountPath: '/etc/d.key', subPath: 'etc/d.key', readOnly: true },
      { name: 'secrets', mountPath: '/run/secrets/web', readOnly: true },
    ])
  })
})

describe('volumes', () => {
  test('of every source', async () => {
    const words = `volumes: { own: { mount: /own, size: 1Gi }, theirs: { mount: /theirs, claim: legacy, readOnly: true, subPath: p }, scratch: { empty: 2Gi }, node: { mount: /node, hostPath: { path: /var/log, type: Directory } },
      share: { mount: /share, nfs: { server: n.example.com, path: /e } }, conf: { mount: /conf, config: { name: external-map, items: { a: b }, fileMode: "0400", optional: true } }, keys: { mount: /keys, secret: tls }, raw: { mount: /dev/xvda, size: 1Gi, mode: Block } }`
    const spec = await pod(words, STORAGE)
    expect(list(spec.volumes).slice(1)).toEqual([
      { name: 'own', persistentVolumeClaim: { claimName: 'web-own' } },
      { name: 'theirs', persistentVolumeClaim: { claimName: 'legacy' } },
      { name: 'scratch', emptyDir: { sizeLimit: '2Gi' } },
      { name: 'node', hostPath: { path: '/var/log', type: 'Directory' } },
      { name: 'share', nfs: { server: 'n.example.com', path: '/e' } },
      { name: 'conf', configMap: { name: 'external-map', items: [{ key: 'a', path: 'b' }], defaultMode: 0o400, optional: true } },
      { name: 'keys', secret: { secretName: 'tls', defaultMode: 0o440 } },
      { name: 'raw', persistentVolumeClaim: { claimName: 'web-raw' } },
    ])
    expect(mounts(spec)).toContainEqual({ name: 'theirs', mountPath: '/theirs', subPath: 'p', readOnly: true })
    expect(spec.containers?.[0]?.volumeDevices).toEqual([{ name: 'raw', devicePath: '/dev/xvda' }])
    expect(mounts(spec).map(({ name }) => String(name))).not.toContain('scratch')
  })

  test('are claimed by the platform’s own class, or the named one', async () => {
    const { get } = await renderClean(
      `${STORAGE}services: { web: { build: go, volumes: { a: { mount: /a, size: 1Gi }, b: { mount: /b, size: 2Gi, class: shared, access: ReadWriteMany }, c: { mount: /dev/c, size: 1Gi, mode: Block } } } }`,
    )
    expect(get('PersistentVolumeClaim', 'web-a').spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '1Gi' } },
    })
    expect(get('PersistentVolumeClaim', 'web-b').spec).toMatchObject({ accessModes: ['ReadWriteMany'], storageClassName: 'shared' })
    expect(get('PersistentVolumeClaim', 'web-c').spec).toMatchObject({ volumeMode: 'Block' })
    const without = await renderClean('services: { web: { build: go, volumes: { a: { mount: /a, size: 1Gi } } } }')
    expect(without.get('PersistentVolumeClaim', 'web-a').spec).not.toHaveProperty('storageClassName')
  })

  test('of versions: one node’s belong to each, everybody’s to all', async () => {
    const { all } = await renderClean(
      `${STORAGE}services: { web: { build: go, versions: { v1: 1.0.0, v2: 2.0.0 }, volumes: { a: { mount: /a, size: 1Gi }, b: { mount: /b, size: 1Gi, class: shared, access: ReadWriteMany } } } }`,
    )
    const claims = all.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ metadata }) => metadata.name)
    expect(claims).toEqual(['web-v1-a', 'web-v2-a', 'web-b'])
  })
})
