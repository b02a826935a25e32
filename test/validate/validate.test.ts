import { describe, expect, test } from 'vitest'
import { diagnose, mended, told } from './diagnose.ts'

/** A whole platform with one service, to which a case adds. */
function platform({
  service = '',
  rest = '',
  name = 'shop',
}: {
  readonly service?: string
  readonly rest?: string
  readonly name?: string
}): string {
  const indented = service.replace(/^(?=.)/gm, '    ')
  return `apiVersion: platgen.dev/v1
name: ${name}
environments:
  dev: { domain: dev.example.com }
  prod: {}
services:
  web:
    build: node
${indented}
${rest}
`
}

interface Case {
  readonly service?: string
  readonly rest?: string
  /** Name of the platform. */
  readonly name?: string
  /** Code and what is underlined. */
  readonly told: string
  /** Whether its first suggestion makes the platform right. Default true. */
  readonly fixed?: boolean
  /** A piece of the mended text. */
  readonly becomes?: string
}

const cases: Readonly<Record<string, Case>> = {
  'a misspelt key': { service: 'port: { http: 8080 }', told: 'validate/unknown-key «port»', becomes: 'ports: { http: 8080 }' },
  'a key nobody knows': { service: 'frobnicate: 7', told: 'validate/unknown-key «frobnicate»' },
  'a misspelt key that is missing': {
    rest: 'registry: { hots: harbor.example.com }',
    told: 'validate/unknown-key «hots»',
    becomes: 'host: harbor',
  },
  'a key of the map around': {
    service: 'health: { path: /healthz, replicas: 3 }',
    told: 'validate/misplaced-key «replicas»',
    becomes: 'replicas: 3',
  },
  'a key of a map below': { service: 'timeout: 3s', told: 'validate/misplaced-key «timeout»', fixed: false },
  'a key of somewhere else': { rest: 'podSecurity: baseline', told: 'validate/misplaced-key «podSecurity»' },
  'a word of Kubernetes': {
    service: 'nodeSelector: { disk: ssd }',
    told: 'validate/foreign-key «nodeSelector»',
    becomes: 'nodes: { disk: ssd }',
  },
  'a word of Compose': { service: 'environment: { A: b }', told: 'validate/foreign-key «environment»', becomes: 'env: { A: b }' },
  'a missing key': { rest: 'registry: { project: shop }', told: 'validate/missing-key «registry»', fixed: false },
  'overlays in an overlay': {
    service: 'environments: { prod: { environments: { dev: { replicas: 1 } } } }',
    told: 'validate/nested-overlay «environments»',
  },
  'a text for a number': { service: 'replicas: "3"', told: 'validate/wrong-type «"3"»', becomes: 'replicas: 3' },
  'a text for a boolean': { service: 'enabled: "no"', told: 'validate/wrong-type «"no"»', becomes: 'enabled: false' },
  'a number for a text': { rest: 'targets: { kubernetes: 1.30 }', told: 'validate/wrong-type «1.30»', becomes: '"1.30"' },
  'a map for a text': { service: 'description: { a: b }', told: 'validate/wrong-type «{ a: b }»', fixed: false },
  'a list of one for a text': { service: 'description: [shop]', told: 'validate/wrong-type «[shop]»', becomes: 'description: shop' },
  'a text for a map': { service: 'security: none', told: 'validate/wrong-type «none»', fixed: false },
  'a text for a list': { service: 'lifecycle: { preStop: stop }', told: 'validate/wrong-type «stop»', becomes: '[stop]' },
  'one name for a list of names': { service: 'calls: web', told: 'validate/wrong-type «web»', becomes: 'calls: [web]' },
  'nothing for a map': { service: 'ports:', told: 'validate/nothing-written «ports»', becomes: 'ports: {}' },
  'nothing for a text': { service: 'description:', told: 'validate/nothing-written «description»' },
  'null outside of an overlay': { service: 'resources: null', told: 'validate/nothing-written «resources»' },
  'a list of names and values': {
    service: 'env:\n  - name: A\n    value: b\n  - name: C\n    value: 1',
    told: 'validate/list-for-map «env»',
    becomes: '{ A: b, C: 1 }',
  },
  'a list of assignments': { service: 'env: [A=b, C=d e]', told: 'validate/list-for-map «[A=b, C=d e]»', becomes: '{ A: b, C: d e }' },
  'a list of containers': { service: 'sidecars:\n  - name: log\n    img: x', told: 'validate/list-for-map «sidecars»', fixed: false },
  'no choice': { service: 'kind: deployment', told: 'validate/unknown-choice «deployment»', becomes: 'Deployment' },
  'a choice far off': { service: 'kind: Banana', told: 'validate/unknown-choice «Banana»', fixed: false },
  'a version that is not served': { rest: 'targets: { kubernetes: "1.12" }', told: 'validate/unknown-choice «"1.12"»', becomes: '"1.3' },
  'a number too large': { service: 'job: { retries: 1000 }', told: 'validate/out-of-range «1000»', fixed: false },
  'a name too long for the platform': { name: 'a'.repeat(41), told: `validate/wrong-length «${'a'.repeat(41)}»`, fixed: false },
  'an empty map': { rest: 'patches: [{ select: {}, merge: {} }]', told: 'validate/wrong-count «{}»', fixed: false },
  'an empty list': { service: 'health: { ready: { command: [] } }', told: 'validate/wrong-count «[]»', fixed: false },
  'two sources of one value': {
    service: 'env: { A: { value: a, field: metadata.name } }',
    told: 'validate/wrong-count «{ value: a, field: metadata.name }»',
    fixed: false,
  },
  'an item twice': {
    service: 'config: [a, b, a]',
    rest: 'config: { a: {}, b: {} }',
    told: 'validate/duplicate-item «a»',
    becomes: '[a, b]',
  },
  'a name of nobody': {
    service: 'calls: [bnak]',
    rest: 'externals: { bank: { host: bank.example.com } }',
    told: 'validate/unknown-name «bnak»',
    becomes: 'bank',
  },
  'a name twice': { service: 'calls: [web, web]', told: 'validate/duplicate-item «web»' },
  'a duration without unit': { service: 'lifecycle: { grace: 30 }', told: 'validate/bad-duration «30»', becomes: '30s' },
  'a duration in words': { service: 'health: { startup: 2 minutes }', told: 'validate/bad-duration «2 minutes»', becomes: '2m' },
  'bytes with a b': { service: 'resources: { memory: 512MB }', told: 'validate/bad-quantity «512MB»', becomes: '512Mi' },
  'bytes in thousandths': { service: 'resources: { memory: { request: 512m } }', told: 'validate/bad-quantity «512m»', becomes: '512Mi' },
  'a percentage without sign': { service: 'replicas: { max: 3, cpu: 70 }', told: 'validate/bad-quantity «70»', becomes: '70%' },
  'a port as a text': { service: 'ports: { http: "8080" }', told: 'validate/bad-port «"8080"»', becomes: 'http: 8080' },
  'a port out of range': { service: 'ports: { http: 80800 }', told: 'validate/bad-port «80800»', fixed: false },
  'a name with capitals': {
    rest: 'externals: { Bank_API: { host: api.example.com } }',
    told: 'validate/bad-name «Bank_API»',
    becomes: 'bank-api:',
  },
  'a port name too long': {
    service: 'ports: { http-administration: 8080 }',
    told: 'validate/bad-name «http-administration»',
    fixed: false,
  },
  'a label that is a number': { service: 'labels: { cost: 4711 }', told: 'validate/bad-name «4711»', becomes: '"4711"' },
  'a secret reference without key': { service: 'secrets: { A: orders }', told: 'validate/bad-name «orders»', fixed: false },
  'a host with a scheme': {
    rest: 'externals: { bank: { host: "https://api.example.com/v1" } }',
    told: 'validate/bad-host «"https://api.example.com/v1"»',
    becomes: 'api.example.com',
  },
  'an address with host bits': {
    service: 'access: { networks: [10.0.0.1/16] }',
    told: 'validate/bad-host «10.0.0.1/16»',
    becomes: '10.0.0.0/16',
  },
  'an image with capitals': {
    service: 'image: docker.io/Library/nginx:1',
    told: 'validate/bad-image «docker.io/Library/nginx:1»',
    becomes: 'docker.io/library/nginx:1',
  },
  'a cron line of six fields': { service: 'schedule: "0 0 3 * * ?"', told: 'validate/bad-cron «"0 0 3 * * ?"»', becomes: '"0 3 * * *"' },
  'a relative mount': { service: 'volumes: { data: { mount: data, size: 1Gi } }', told: 'validate/bad-path «data»', fixed: false },
  'a path that leaves': {
    service: 'files: { /etc/a.conf: { from: ../../etc/passwd } }',
    told: 'validate/bad-path «../../etc/passwd»',
    fixed: false,
  },
  'a mode without quotes': {
    service: 'files: { /etc/a.conf: { text: a, mode: 0440 } }',
    told: 'validate/bad-path «0440»',
    becomes: '"0440"',
  },
  'a reason that says nothing': { service: 'waivers: { root: because }', told: 'validate/bad-text «because»', fixed: false },
  'a key of a map is checked in a list of names': { service: 'writable: [tmp]', told: 'validate/bad-path «tmp»', fixed: false },
  'a password': {
    service: 'env: { DB_PASSWORD: hunter2 }',
    told: 'validate/secret-literal «hunter2»',
    becomes: 'DB_PASSWORD: web/db-password',
  },
  'a needless acceptance': {
    rest: 'secrets: { accept: { /services/web/env/A: it is shown on every page } }',
    told: 'validate/needless-accept «/services/web/env/A»',
  },
}

describe('a mistake', () => {
  test.each(Object.entries(cases))('%s', (_name, { told: expected, fixed = true, becomes, ...parts }) => {
    const text = platform(parts)
    expect(told(text)).toEqual([expected])
    if (!fixed) return
    const right = mended(text)
    expect(told(right), right).toEqual([])
    if (becomes !== undefined) expect(right).toContain(becomes)
  })

  test('every code of the stage has a case', async () => {
    const definitions = await import('../../engine/validate/diagnostics.ts')
    const codes = Object.values(definitions).flatMap((value) =>
      'code' in value ? [value.code] : Object.values(value).map(({ code }) => code),
    )
    const covered = new Set([...Object.values(cases).map((one) => one.told.split(' ')[0])])
    expect(codes.filter((code) => !covered.has(code))).toEqual([])
  })
})

describe('what is right', () => {
  test('an overlay may remove, and leave out what is required', () => {
    expect(
      told(
        platform({
          service: 'expose: { host: a.example.com }\nenvironments: { prod: { expose: { path: /x }, health: null, ports: { http: null } } }',
        }),
      ),
    ).toEqual([])
  })

  test('but an item of a list in an overlay is complete', () => {
    expect(told(platform({ service: 'environments: { prod: { init: [{ command: [a] }] } }' }))).toEqual([
      'validate/missing-key «{ command: [a] }»',
    ])
  })

  test('an environment only changes what the platform says', () => {
    expect(
      told(
        platform({ rest: 'registry: { host: a.example.com }' }).replace(
          'prod: {}',
          'prod: { registry: { project: x }, ingress: { issuer: null } }',
        ),
      ),
    ).toEqual([])
  })

  test('keys of the user stand wherever keys are known, and nowhere else', () => {
    expect(told(platform({ service: 'x-note: [a]\nhealth: { x-why: no }', rest: 'x-mine: { a: 1 }' }))).toEqual([])
    expect(told(platform({ service: 'env: { x-note: a }' }))).toEqual([])
  })

  test('references stand for anything a text, a number or a choice can be', () => {
    expect(
      told(
        platform({
          service: 'replicas: "${vars.n}"\nports: { http: "${vars.port}" }\nkind: "${vars.kind}"\nlifecycle: { grace: "${vars.s}s" }',
        }),
      ),
    ).toEqual([])
  })

  test('but only a whole reference stands for a number', () => {
    expect(told(platform({ service: 'replicas: "1${vars.n}"' }))).toEqual(['validate/wrong-type «"1${vars.n}"»'])
  })

  test('an escaped reference is none', () => {
    expect(told(platform({ service: 'lifecycle: { grace: "$${vars.s}" }' }))).toEqual(['validate/bad-duration «"$${vars.s}"»'])
  })

  test('names like __proto__ and constructor are names', () => {
    expect(told(platform({ rest: 'config: { a: { __proto__: x, constructor: y } }' }))).toEqual([])
    expect(told(platform({ service: '__proto__: x' }))).toEqual(['validate/unknown-key «__proto__»'])
    expect(told(platform({ service: 'constructor: x' }))).toEqual(['validate/unknown-key «constructor»'])
  })
})

describe('the long form', () => {
  test('of every short form', () => {
    const text = platform({
      service: [
        'replicas: 3',
        'ports: { http: 8080 }',
        'health: /healthz',
        'calls: [web]',
        'env: { A: 1, B: { field: metadata.name } }',
        'command: run',
        'resources: { cpu: 0.5, memory: 1Gi }',
        'schedule: "@daily"',
        'account: [reader]',
        'writable: [/tmp]',
        'expose: a.example.com',
        'x-mine: 1',
      ].join('\n'),
      rest: 'externals: { bank: { host: bank.example.com } }\naccess: { roles: { reader: { rules: [{ resources: [pods], verbs: [get] }] } } }',
    })
    expect(diagnose(text).platform).toMatchObject({
      services: {
        web: {
          build: { stack: 'node' },
          replicas: { min: 3 },
          ports: { http: { port: 8080 } },
          health: { path: '/healthz' },
          calls: { web: {} },
          env: { A: { value: 1 }, B: { field: 'metadata.name' } },
          command: ['run'],
          resources: { cpu: { request: '0.5' }, memory: { request: '1Gi' } },
          schedule: { cron: '@daily' },
          account: { roles: ['reader'] },
          writable: { '/tmp': {} },
          expose: { host: ['a.example.com'] },
        },
      },
    })
    expect(JSON.stringify(diagnose(text).platform)).not.toContain('x-mine')
  })
})

test('every mistake is told in one run', () => {
  expect(told('apiVersion: v1\nname: Shop\nenvironments: {}\nservices: { web: { replicas: many, prots: {} } }\n')).toEqual([
    'validate/unknown-choice «v1»',
    'validate/bad-name «Shop»',
    'validate/wrong-count «{}»',
    'validate/wrong-type «many»',
    'validate/unknown-key «prots»',
  ])
})

test('a file that is no platform at all', () => {
  expect(told('{}').map((line) => line.split(' ')[0])).toEqual(['validate/missing-key', 'validate/missing-key', 'validate/missing-key'])
})
