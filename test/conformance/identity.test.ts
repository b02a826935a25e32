/** Who may call whom, as a real istiod tells the proxies: encryption of every port, every declared call, and what stays refused. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Json } from '../../engine/source/source.ts'
import { type Ask, type Verdict, verdict } from './identity/rbac.ts'
import { get, items, scalar } from './objects.ts'
import { describeWith, root, runTool } from './tool.ts'

const PLATFORM = 'zero-trust'
const ENVIRONMENT = 'prod'
/** Who calls somebody outside in every way that there is. */
const CALLER = 'ledger'
const scratch = mkdtempSync(join(tmpdir(), 'platgen-identity-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const own = (account: string) => `bank.example/ns/bank/sa/${account}`
const EDGE = 'bank.example/ns/istio-system/sa/istio-ingressgateway'
const DESK = 'bank.example/ns/branches/sa/desk'
const customer = { iss: 'https://id.bank.example/realms/customers', sub: 'jane', scope: ['banking'] }

const GRPC = { port: 9090, method: 'POST', host: 'accounts' }
const WEB = { from: EDGE, port: 8080, host: 'bank.example' }
const BRANCH = { port: 8080, host: 'accounts.bank.svc.cluster.local' }

/** What is asked of whom, and what becomes of it. */
const CASES: readonly (readonly [string, string, Ask, Verdict])[] = [
  ['a customer reads an account', 'web', { ...WEB, method: 'GET', path: '/api/accounts', token: customer }, 'allowed'],
  ['a template of a path', 'web', { ...WEB, method: 'GET', path: '/customers/7/accounts/1/lines', token: customer }, 'allowed'],
  ['nobody without a token', 'web', { ...WEB, method: 'GET', path: '/api/accounts' }, 'refused'],
  [
    'no token of a stranger',
    'web',
    { ...WEB, method: 'GET', path: '/api/accounts', token: { ...customer, iss: 'https://evil.example' } },
    'refused',
  ],
  [
    'no token without the claim',
    'web',
    { ...WEB, method: 'GET', path: '/api/accounts', token: { iss: customer.iss, sub: 'jane' } },
    'refused',
  ],
  ['no other method', 'web', { ...WEB, method: 'DELETE', path: '/api/accounts', token: customer }, 'refused'],
  ['whoever is blocked', 'web', { ...WEB, method: 'GET', path: '/api/accounts', token: { ...customer, groups: 'blocked' } }, 'refused'],
  ['a picture without a token', 'web', { ...WEB, method: 'GET', path: '/static/logo.svg' }, 'allowed'],
  [
    'a browser that asks whether it may ask',
    'web',
    { ...WEB, method: 'OPTIONS', path: '/api/accounts', headers: { 'access-control-request-method': 'POST' } },
    'allowed',
  ],
  ['a transfer is decided elsewhere', 'web', { ...WEB, method: 'POST', path: '/api/transfers/9', token: customer }, 'asked'],
  ['a preview is not', 'web', { ...WEB, method: 'POST', path: '/api/transfers/preview', token: customer }, 'allowed'],
  ['nobody goes past the edge', 'web', { ...WEB, from: own('quotes'), method: 'GET', path: '/static/logo.svg' }, 'refused'],
  ['a call that is declared', 'accounts', { ...GRPC, from: own('web'), path: '/bank.Transfers/Make' }, 'allowed'],
  ['another one of the same service', 'accounts', { ...GRPC, from: own('web'), path: '/bank.Accounts/Close' }, 'refused'],
  ['what is denied to all', 'accounts', { ...GRPC, from: own('web'), path: '/bank.Transfers/Reverse' }, 'refused'],
  ['another host', 'accounts', { ...GRPC, from: own('web'), path: '/bank.Accounts/Get', host: 'ledger' }, 'refused'],
  ['another service', 'accounts', { ...GRPC, from: own('quotes'), path: '/bank.Accounts/Get' }, 'refused'],
  [
    'another namespace of the same name for its account',
    'accounts',
    { ...GRPC, from: 'bank.example/ns/other/sa/web', path: '/bank.Accounts/Get' },
    'refused',
  ],
  ['a desk of a branch is decided elsewhere', 'accounts', { ...BRANCH, from: DESK, method: 'GET', path: '/branches/7' }, 'asked'],
  [
    'another account of the branches',
    'accounts',
    { ...BRANCH, from: 'bank.example/ns/branches/sa/other', method: 'GET', path: '/branches/7' },
    'refused',
  ],
  [
    'a partner of another trust domain',
    'accounts',
    { ...GRPC, from: 'clearing.example/ns/clearing/sa/any', path: '/bank.Accounts/Get' },
    'allowed',
  ],
  ['the main frame in plain text', 'ledger', { from: undefined, address: '10.40.3.4', port: 9000 }, 'allowed'],
  ['plain text from elsewhere', 'ledger', { from: undefined, address: '10.41.3.4', port: 9000 }, 'refused'],
  [
    'whoever asks about transfers',
    'limits',
    { from: own('web'), port: 9191, method: 'POST', path: '/envoy.service.auth.v3.Authorization/Check', host: 'limits' },
    'allowed',
  ],
  ['nobody else does', 'limits', { from: own('quotes'), port: 9191, method: 'POST', path: '/x', host: 'limits' }, 'refused'],
]

describeWith(['tools/cluster', 'pilot-discovery', 'envoy', 'kubectl', 'unshare', 'ip'], 'identities in the mesh', () => {
  let answers: { readonly [workload: string]: Json } = {}

  beforeAll(async () => {
    const platform = inject('rendered').find(({ name }) => name === PLATFORM)
    if (platform === undefined) throw new Error(`${PLATFORM} is not rendered`)
    const script = fileURLToPath(new URL('identity/hand-out.ts', import.meta.url))
    const files = [
      join(platform.out, 'manifests', ENVIRONMENT),
      join(platform.out, 'istio-install/default/istiod.yaml'),
      join(scratch, 'answers.json'),
      CALLER,
    ]
    await runTool('unshare', ['--net', process.execPath, '--import', 'tsx', script, ...files], { cwd: root, expect: [0] })
    answers = JSON.parse(readFileSync(join(scratch, 'answers.json'), 'utf8')) as typeof answers
  }, 240_000)

  const chains = (workload: string, port: number) =>
    items(get(answers[workload], 'configs'))
      .flatMap((config) => items(get(config, 'dynamicListeners')))
      .filter((listener) => scalar(get(listener, 'name')) === 'virtualInbound')
      .flatMap((listener) => {
        const state = get(listener, 'activeState') ?? get(listener, 'warmingState')
        return items(get(state, 'listener', 'filterChains'))
      })
      .filter((chain) => get(chain, 'filterChainMatch', 'destinationPort') === port)

  const filters = (workload: string, { from, port }: Ask) => {
    const chain = chains(workload, port).find(
      (one) => (scalar(get(one, 'filterChainMatch', 'transportProtocol')) === 'raw_buffer') === (from === undefined),
    )
    const own = items(get(chain, 'filters'))
    return [...own, ...own.flatMap((filter) => items(get(filter, 'typedConfig', 'httpFilters')))]
  }

  test.each(CASES)('%s: %s', (_title, workload, ask, wanted) => {
    expect(chains(workload, ask.port)).not.toEqual([])
    expect(verdict(filters(workload, ask), ask)).toBe(wanted)
  })

  test('only what says so takes plain text', () => {
    const ports = { web: [8080], accounts: [9090, 8080], limits: [9191], ledger: [8080, 9000], quotes: [8080] }
    const open = Object.entries(ports).flatMap(([workload, numbers]) =>
      numbers
        .filter((port) => chains(workload, port).some((chain) => get(chain, 'transportSocket') === undefined))
        .map((port) => `${workload}:${port}`),
    )
    expect(open).toEqual(['ledger:8080', 'ledger:9000'])
  })

  test('whoever is encrypted shows a certificate', () => {
    const all = [chains('web', 8080), chains('accounts', 9090), chains('ledger', 9000)].flat()
    const secured = all.flatMap((chain) =>
      get(chain, 'transportSocket') === undefined ? [] : [get(chain, 'transportSocket', 'typedConfig')],
    )
    expect(secured.length).toBeGreaterThan(2)
    expect(secured.map((config) => get(config, 'requireClientCertificate'))).toEqual(secured.map(() => true))
  })

  const clusters = (node: string) =>
    new Map(
      items(get(answers[`${node}/clusters`], 'configs'))
        .flatMap((config) => items(get(config, 'dynamicActiveClusters')))
        .map((entry) => [scalar(get(entry, 'cluster', 'name')), get(entry, 'cluster') as Json]),
    )
  const tls = (cluster: Json | undefined) => get(cluster, 'transportSocket', 'typedConfig')

  test('a proxy knows whom its service calls, and nobody else', () => {
    const outbound = [...clusters(CALLER).keys()].filter((name) => name.startsWith('outbound|'))
    expect([...new Set(outbound.map((name) => name.split('|').at(-1)))].sort()).toEqual([
      'api.psp.example',
      'archive.example.com',
      'egress-partners.egress.svc.cluster.local',
      'files.clearing.example',
    ])
  })

  test('encrypts for its program, and knows the other side by its name and authority', () => {
    const context = tls(clusters(CALLER).get('outbound|80||files.clearing.example'))
    expect(get(context, 'sni')).toBe('files.clearing.example')
    expect(JSON.stringify(context)).toContain('/etc/clearing/ca.crt')
    expect(JSON.stringify(context)).toContain('"exact":"files.clearing.example"')
  })

  test('comes to the gateway with an identity, and says whom it means', () => {
    const context = tls(clusters(CALLER).get('outbound|80|psp|egress-partners.egress.svc.cluster.local'))
    expect(get(context, 'sni')).toBe('api.psp.example')
    expect(JSON.stringify(context)).toContain('"name":"default"')
  })

  test('leaves the gateway with our own certificate, or as the program encrypted it', () => {
    const context = tls(clusters('egress-partners').get('outbound|80||api.psp.example'))
    expect(get(context, 'sni')).toBe('api.psp.example')
    expect(JSON.stringify(context)).toContain('kubernetes://psp-client')
    const listeners = items(get(answers['egress-partners'], 'configs')).flatMap((config) => items(get(config, 'dynamicListeners')))
    const chain = (port: string) => {
      const found = listeners.find((listener) => scalar(get(listener, 'name')) === `0.0.0.0_${port}`)
      return items(get(found, 'activeState', 'listener', 'filterChains'))[0]
    }
    expect(get(chain('443'), 'filterChainMatch', 'serverNames')).toEqual(['api.psp.example'])
    expect(JSON.stringify(get(chain('443'), 'filters'))).toContain('"cluster":"outbound|443||api.psp.example"')
    expect(get(chain('443'), 'transportSocket')).toBeUndefined()
    expect(get(chain('80'), 'filterChainMatch', 'serverNames')).toEqual(['api.psp.example'])
    expect(get(chain('80'), 'transportSocket', 'typedConfig', 'requireClientCertificate')).toBe(true)
  })
})
