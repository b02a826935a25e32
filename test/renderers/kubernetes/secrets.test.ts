/** Who makes the Secrets that are read. */
import { describe, expect, test } from 'vitest'
import { renderClean } from './rendered.ts'

const SHOP = (secrets: string, rest = '') => `environments: { dev: { secrets: ${secrets} } }
stores: { db: { engine: mysql }, out: { engine: redis, external: { host: r.example.com } } }
${rest}
services:
  web: { build: go, ports: { http: 80 }, secrets: { A: shared/a, DB: db/password }, expose: { host: a.example.com, tls: cert } }
  api: { build: go, secrets: { B: shared/b, A: shared/a }, volumes: { keys: { mount: /k, secret: whole }, one: { mount: /o, secret: { name: part, items: { x: y } } } } }
`
const kinds = ['ExternalSecret', 'SealedSecret']

describe('somebody else', () => {
  test('is given a list with the commands, and nothing else is rendered', async () => {
    const { all, files } = await renderClean(SHOP('{}'))
    expect(all.filter(({ kind }) => kinds.includes(kind))).toEqual([])
    const text = files.get('dev/secrets.md')
    expect(text).toContain('| `shared` | Opaque | `a`, `b` | `api`, `web` |')
    expect(text).toContain('| `harbor-pull` | kubernetes.io/dockerconfigjson | `.dockerconfigjson` | the platform |')
    expect(text).toContain('| `cert` | kubernetes.io/tls | `tls.crt`, `tls.key` | the platform |')
    expect(text).toContain('| `whole` | Opaque | every key becomes a file | `api` |')
    expect(text).toContain(
      "kubectl --namespace shop-dev create secret generic db --from-file 'password=password' --from-file 'root-password=root-password'",
    )
    expect(text).not.toContain('`out`')
  })

  test('makes the login of the mirrors wherever something is pulled from one', async () => {
    const { get, files } = await renderClean(`images: { mirror: m.example.com/all, mirrors: { quay.io: q.example.com }, login: mirror-pull }
environments: { dev: {} }
stores: { cache: { engine: redis } }
services:
  web: { build: go, ports: { http: 80 }, calls: [cache] }
  own: { image: "q.example.com/x/y:1.0", ports: { http: 8080 } }
`)
    const secrets = (kind: string, name: string) => get(kind, name).spec?.template?.spec?.imagePullSecrets
    expect(secrets('StatefulSet', 'cache')).toEqual([{ name: 'mirror-pull' }])
    expect(secrets('Deployment', 'own')).toEqual([{ name: 'mirror-pull' }])
    expect(secrets('Deployment', 'web')).toEqual([{ name: 'harbor-pull' }])
    expect(files.get('dev/secrets.md')).toContain('create secret generic mirror-pull')
  })

  test('has nothing to make where nothing is read', async () => {
    expect((await renderClean('services: { web: { image: "docker.io/library/nginx:1.29.3" } }')).files.size).toBe(0)
  })
})

describe('the External Secrets Operator', () => {
  test('copies every Secret once, with the keys of all who read it', async () => {
    const { all, get, files } = await renderClean(
      SHOP('{ provider: external-secrets, store: { name: vault, kind: SecretStore }, path: "kv/shop", refresh: 90m }'),
    )
    expect(all.filter(({ kind }) => kind === 'ExternalSecret').map(({ metadata }) => metadata.name)).toEqual([
      'cert',
      'db',
      'harbor-pull',
      'part',
      'shared',
      'whole',
    ])
    expect(get('ExternalSecret', 'shared').spec).toEqual({
      refreshInterval: '5400s',
      secretStoreRef: { name: 'vault', kind: 'SecretStore' },
      target: { name: 'shared', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'a', remoteRef: { key: 'kv/shop/shared', property: 'a' } },
        { secretKey: 'b', remoteRef: { key: 'kv/shop/shared', property: 'b' } },
      ],
    })
    expect(get('ExternalSecret', 'whole').spec).toMatchObject({ dataFrom: [{ extract: { key: 'kv/shop/whole' } }] })
    expect(get('ExternalSecret', 'cert').spec?.target).toMatchObject({ template: { type: 'kubernetes.io/tls' } })
    expect(files.size).toBe(0)
  })

  test('does not make the certificates that an issuer makes', async () => {
    const { find } = await renderClean(SHOP('{ provider: external-secrets, store: vault }', 'ingress: { issuer: le }'))
    expect(find('ExternalSecret', 'cert')).toBeUndefined()
  })
})

describe('Sealed Secrets', () => {
  const CIPHER = 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq'
  const sealed = (text: string) =>
    SHOP(`{ provider: sealed-secrets, sealed: { shared: { a: ${text}, b: ${text} }, db: { password: ${text}, root-password: ${text} } } }`)

  test('carry the ciphertexts; what has none is left to a person', async () => {
    const { all, get, files } = await renderClean(sealed(CIPHER))
    expect(all.filter(({ kind }) => kind === 'SealedSecret').map(({ metadata }) => metadata.name)).toEqual(['db', 'shared'])
    expect(get('SealedSecret', 'shared').spec).toMatchObject({
      encryptedData: { a: CIPHER, b: CIPHER },
      template: { type: 'Opaque', metadata: { name: 'shared', namespace: 'shop-dev' } },
    })
    expect(files.get('dev/secrets.md')).not.toContain('`shared`')
    expect(files.get('dev/secrets.md')).toContain('`harbor-pull`')
  })

  test('roll those who read them when they change', async () => {
    const sum = async (text: string) =>
      (await renderClean(sealed(text))).get('Deployment', 'web').spec?.template?.metadata?.annotations?.['checksum/config']
    expect(await sum(CIPHER)).not.toBe(await sum(`${CIPHER.slice(0, -1)}r`))
  })
})
