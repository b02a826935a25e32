/** Who may talk to whom. */
import { describe, expect, test } from 'vitest'
import { list, type Part, renderClean } from './rendered.ts'

const SHOP = `
environments: { dev: {} }
stores: { db: { engine: mysql }, old: { engine: postgresql, external: { host: pg.example.com, addresses: [10.9.0.0/24] } } }
externals: { bank: { host: bank.example.com }, cards: { host: cards.example.com, ports: { https: 8443 }, addresses: [203.0.113.0/24] } }
services:
  web: { build: go, ports: { http: 8080 }, calls: { api: { ports: [http] } } }
  admin: { build: go, ports: { http: 8080 }, calls: [api] }
  api: { build: go, ports: { http: { port: 8080, servicePort: 80 }, grpc: 9090 }, calls: [db, old, bank, cards] }
`
const to = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } })
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ port, protocol: 'TCP' }))
const spec = async (platform: string, name: string) => (await renderClean(platform)).get('NetworkPolicy', name).spec as Part
const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
}
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })

describe('calls', () => {
  test('let in the callers on the ports of the container that they call', async () => {
    expect((await spec(SHOP, 'api')).ingress).toEqual([
      { from: [to('web')], ports: tcp(8080) },
      { from: [to('admin')], ports: tcp(8080, 9090) },
    ])
    expect((await spec(SHOP, 'db')).ingress).toEqual([{ from: [to('api')], ports: tcp(3306) }])
  })

  test('let out to services, stores, declared networks, or the world outside', async () => {
    const { egress } = await spec(SHOP, 'api')
    expect(list(egress)).toHaveLength(5)
    expect(list(egress).slice(0, 3)).toEqual([
      DNS,
      { to: [to('db')], ports: tcp(3306) },
      { to: [{ ipBlock: { cidr: '10.9.0.0/24' } }], ports: tcp(5432) },
    ])
    expect(egress?.[3]?.to?.[0]?.ipBlock).toMatchObject({ cidr: '0.0.0.0/0' })
    expect(egress?.[3]?.to?.[0]?.ipBlock?.except).toContain('169.254.0.0/16')
    expect(egress?.[4]).toEqual({ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: tcp(8443) })
  })

  test('one less is one rule less at both ends, and nothing else', async () => {
    const fewer = SHOP.replace('admin: { build: go, ports: { http: 8080 }, calls: [api] }', 'admin: { build: go, ports: { http: 8080 } }')
    const [before, after] = [await renderClean(SHOP), await renderClean(fewer)]
    const policies = ({ all }: typeof before) => all.filter(({ kind }) => kind === 'NetworkPolicy')
    const changed = policies(before).filter((policy, index) => JSON.stringify(policy) !== JSON.stringify(policies(after)[index]))
    expect(changed.map(({ metadata }) => metadata.name)).toEqual(['admin', 'api'])
    expect(after.get('NetworkPolicy', 'api').spec?.ingress).toEqual([{ from: [to('web')], ports: tcp(8080) }])
    expect(after.get('NetworkPolicy', 'admin').spec?.egress).toEqual([DNS])
  })

  test('nobody calls, nobody is let in; the namespace denies the rest', async () => {
    expect((await spec(SHOP, 'web')).ingress).toEqual([])
    expect(await spec(SHOP, 'default-deny')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
  })
})

describe('what the platform itself needs', () => {
  const web = (words: string, platform = '') =>
    `${platform}\nservices: { web: { build: go, ports: { http: 8080, metrics: 9090 }, ${words} } }`

  test('Prometheus on the metrics', async () => {
    const { ingress } = await spec(web('metrics: { port: metrics }', 'monitoring: { namespace: prom }'), 'web')
    expect(ingress).toEqual([{ from: [namespace('prom')], ports: tcp(9090) }])
  })

  test('the proxy at the edge on the port that is exposed', async () => {
    const outside = await spec(web('expose: a.example.com', 'ingress: { api: ingress, selector: { app: nginx } }'), 'web')
    expect(outside.ingress).toEqual([
      { from: [{ ...namespace('ingress-nginx'), podSelector: { matchLabels: { app: 'nginx' } } }], ports: tcp(8080) },
    ])
    const own = await spec(web('expose: a.example.com'), 'web')
    expect(own.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'shop' } } }], ports: tcp(8080) },
    ])
  })

  test('who is invited, everybody, and whoever finds a port of the nodes', async () => {
    const invited = await spec(web('access: { namespaces: [partner], networks: [10.20.0.0/16] }'), 'web')
    expect(invited.ingress).toEqual([{ from: [namespace('partner'), { ipBlock: { cidr: '10.20.0.0/16' } }], ports: tcp(8080, 9090) }])
    expect((await spec(web('access: { anyone: true }'), 'web')).ingress).toEqual([{ ports: tcp(8080, 9090) }])
    expect((await spec(web('service: LoadBalancer'), 'web')).ingress).toEqual([{ ports: tcp(8080, 9090) }])
    const filtered = (more: string) => web(`service: { type: LoadBalancer, sources: [203.0.113.0/24]${more} }`)
    // With the address of a node in front of it, nobody could tell who it was.
    expect((await spec(filtered(''), 'web')).ingress).toEqual([{ ports: tcp(8080, 9090) }])
    expect((await spec(filtered(', externalTraffic: Local'), 'web')).ingress).toEqual([
      { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: tcp(8080, 9090) },
    ])
  })

  test('the API server for whoever has a token', async () => {
    expect((await spec(web('account: { token: true }'), 'web')).egress).toEqual([DNS, { ports: tcp(443, 6443) }])
  })

  test('the control plane of the mesh, and the metrics of its proxies', async () => {
    const policy = await spec(web('metrics: { port: metrics }', 'mesh: istio'), 'web')
    expect(policy.egress?.[1]).toEqual({
      to: [{ ...namespace('istio-system'), podSelector: { matchLabels: { app: 'istiod' } } }],
      ports: tcp(15012),
    })
    expect(policy.ingress).toEqual([{ from: [namespace('monitoring')], ports: tcp(9090, 15020) }])
  })

  test("the environment's own Gateway, whose pods nobody here makes", async () => {
    const { get } = await renderClean(web('expose: a.example.com', 'mesh: istio'))
    const { spec: policy, metadata } = get('NetworkPolicy', 'shop-gateway')
    expect(policy?.ingress?.[0]).toEqual({ ports: tcp(80, 443) })
    expect(policy?.egress).toContainEqual({ to: [to('web')], ports: tcp(8080) })
    expect(metadata?.annotations).toEqual({
      'kube-score/ignore': 'networkpolicy-targets-pod',
      'platgen.dev/waiver-gateway-pods': 'the controller of the Gateway makes the pods',
    })
  })
})
