/** How requests come in from outside. */
import { describe, expect, test } from 'vitest'
import { list, renderClean } from './rendered.ts'

const shop = (ingress: string, expose: string, port = 'http: 8080') =>
  `ingress: ${ingress}\nservices: { web: { build: go, ports: { ${port} }, expose: ${expose} } }`

describe('Gateway API', () => {
  test('a listener for each host and protocol, and a redirect between them', async () => {
    const { get } = await renderClean(
      shop('{ api: gateway, class: envoy, namespace: edge }', '{ host: ["a.example.com", "*.b.example.com"], tls: cert }'),
    )
    const listener = (name: string, hostname: string, secure: boolean) => ({
      name,
      hostname,
      port: secure ? 443 : 80,
      protocol: secure ? 'HTTPS' : 'HTTP',
      ...(secure ? { tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: 'cert' }] } } : {}),
      allowedRoutes: { namespaces: { from: 'Same' } },
    })
    expect(get('Gateway', 'shop').spec).toEqual({
      gatewayClassName: 'envoy',
      listeners: [
        listener('http-any.b.example.com', '*.b.example.com', false),
        listener('https-any.b.example.com', '*.b.example.com', true),
        listener('http.a.example.com', 'a.example.com', false),
        listener('https.a.example.com', 'a.example.com', true),
      ],
    })
    expect(get('HTTPRoute', 'web').spec).toEqual({
      parentRefs: [
        { name: 'shop', sectionName: 'https.a.example.com' },
        { name: 'shop', sectionName: 'https-any.b.example.com' },
      ],
      hostnames: ['a.example.com', '*.b.example.com'],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 8080 }] }],
    })
    expect(get('HTTPRoute', 'shop-redirect').spec).toMatchObject({
      parentRefs: [{ sectionName: 'http-any.b.example.com' }, { sectionName: 'http.a.example.com' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    })
  })

  test('without a redirect both protocols lead to the service; without a certificate there is one', async () => {
    const both = await renderClean(shop('{ redirect: false }', '{ host: a.example.com, tls: cert }'))
    expect(both.get('HTTPRoute', 'web').spec?.parentRefs).toEqual([
      { name: 'shop', sectionName: 'http.a.example.com' },
      { name: 'shop', sectionName: 'https.a.example.com' },
    ])
    expect(both.find('HTTPRoute', 'shop-redirect')).toBeUndefined()
    const plain = await renderClean(shop('{}', 'a.example.com'))
    expect(plain.get('HTTPRoute', 'web').spec?.parentRefs).toEqual([{ name: 'shop', sectionName: 'http.a.example.com' }])
    expect(plain.find('HTTPRoute', 'shop-redirect')).toBeUndefined()
  })

  test('a prefix that is replaced has a rule of its own', async () => {
    const { get } = await renderClean(
      shop('{}', '{ host: a.example.com, path: [/api, /v2], rewrite: /, timeout: 1h30m }', 'http: { port: 8080, servicePort: 80 }'),
    )
    const rule = (value: string) => ({
      matches: [{ path: { type: 'PathPrefix', value } }],
      filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
      backendRefs: [{ name: 'web', port: 80 }],
      timeouts: { request: '5400s' },
    })
    expect(get('HTTPRoute', 'web').spec?.rules).toEqual([rule('/api'), rule('/v2')])
  })

  test('very many hosts are several routes', async () => {
    const hosts = Array.from({ length: 20 }, (_, index) => `h${index}.example.com`)
    const { get, all } = await renderClean(shop('{}', `{ host: [${hosts.join(', ')}] }`))
    expect(all.filter(({ kind }) => kind === 'HTTPRoute').map(({ metadata }) => metadata.name)).toEqual(['web', 'web-2'])
    expect(list(get('HTTPRoute', 'web-2').spec?.hostnames)).toHaveLength(4)
  })
})

describe('Ingress', () => {
  test('hosts, paths and certificates', async () => {
    const { get } = await renderClean(
      shop(
        '{ api: ingress, class: traefik, annotations: { a: all } }',
        '{ host: a.example.com, path: [/x, /y], match: Exact, tls: cert, annotations: { b: own } }',
      ),
    )
    const { spec, metadata } = get('Ingress', 'web')
    const backend = { service: { name: 'web', port: { number: 8080 } } }
    expect(metadata?.annotations).toEqual({ a: 'all', b: 'own' })
    expect(spec).toEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['a.example.com'], secretName: 'cert' }],
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { path: '/x', pathType: 'Exact', backend },
              { path: '/y', pathType: 'Exact', backend },
            ],
          },
        },
      ],
    })
  })

  test('nginx: what its annotations can say', async () => {
    const { get } = await renderClean(
      shop(
        '{ api: ingress, redirect: false }',
        '{ host: a.example.com, path: [/, /a.b/], rewrite: /v1, tls: cert, timeout: 90s, bodySize: 16Mi }',
        'grpc: 9090',
      ),
    )
    const { spec, metadata } = get('Ingress', 'web')
    expect(metadata?.annotations).toEqual({
      'nginx.ingress.kubernetes.io/ssl-redirect': 'false',
      'nginx.ingress.kubernetes.io/rewrite-target': '/v1/$2',
      'nginx.ingress.kubernetes.io/use-regex': 'true',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '90',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '90',
      'nginx.ingress.kubernetes.io/proxy-body-size': '16m',
      'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC',
    })
    expect(list(spec?.rules?.[0]?.http?.paths).map(({ path, pathType }) => [path, pathType])).toEqual([
      ['/()(.*)', 'ImplementationSpecific'],
      ['/a\\.b(/|$)(.*)', 'ImplementationSpecific'],
    ])
  })
})

describe('certificates', () => {
  const two = (ingress: string) =>
    `ingress: ${ingress}\nservices: { a: { build: go, ports: { http: 80 }, expose: { host: a.example.com, tls: t } }, b: { build: go, ports: { http: 80 }, expose: { host: [b.example.com, a.example.com], path: /b, tls: t } } }`

  test('one for all hosts that share a Secret', async () => {
    const { all, get } = await renderClean(two('{ api: ingress, issuer: { name: le, kind: Issuer } }'))
    expect(all.filter(({ kind }) => kind === 'Certificate')).toHaveLength(1)
    expect(get('Certificate', 't').spec).toMatchObject({
      secretName: 't',
      dnsNames: ['a.example.com', 'b.example.com'],
      issuerRef: { name: 'le', kind: 'Issuer', group: 'cert-manager.io' },
    })
  })

  test('can be challenged, although the namespace denies everything', async () => {
    const { get } = await renderClean(two('{ issuer: le }'))
    const solver = { podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } }
    const ports = [{ port: 8089, protocol: 'TCP' }]
    expect(get('NetworkPolicy', 'acme-solver').spec).toMatchObject({
      ...solver,
      ingress: [{ from: [{ podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'shop' } } }], ports }],
    })
    expect(list(get('NetworkPolicy', 'shop-gateway').spec?.egress)).toContainEqual({ to: [solver], ports })
  })

  test('none without an issuer', async () => {
    expect((await renderClean(two('{}'))).all.filter(({ kind }) => kind === 'Certificate')).toEqual([])
  })

  test('nothing at all for the edge of Istio', async () => {
    const { all } = await renderClean(`mesh: istio\n${two('{ api: istio, issuer: le }')}`)
    expect(all.filter(({ kind }) => ['Gateway', 'HTTPRoute', 'Ingress', 'Certificate'].includes(kind))).toEqual([])
  })
})
