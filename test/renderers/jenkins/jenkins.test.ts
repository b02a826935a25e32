import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import jenkins from '../../../renderers/jenkins/index.ts'

const ENVIRONMENTS = `{ dev: { branch: develop }, prod: { tag: "v*", approval: { by: [release-managers, ops], timeout: 2h }, cluster: far } }`

async function render(
  services: string,
  { environments = ENVIRONMENTS, more = '', options = {} }: { environments?: string; more?: string; options?: JsonObject } = {},
) {
  const platform = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: "harbor.example.com:5000" }
delivery: { jenkins: { agent: linux, timeout: 30m, keep: 7 } }
environments: ${environments}
${more}
services:
${services}
`
  const rendering = await renderWith(jenkins, { platform, options })
  const files = new Map([...rendering.files].map(([path, file]) => [path, file.type === 'text' ? file.text : '']))
  return {
    files,
    findings: rendering.findings.map(({ code, severity, place }) => [severity, code, 'pointer' in place ? place.pointer : '']),
  }
}

/** The Jenkinsfile of `orders`. */
async function pipeline(service: string, more: Parameters<typeof render>[1] = {}): Promise<string> {
  const { files, findings } = await render(`  orders: ${service}`, more)
  expect(findings).toEqual([])
  return files.get('orders/Jenkinsfile') ?? ''
}

const stages = (text: string): string[] => [...text.matchAll(/stage\('([^']+)'\)/g)].map(([, name]) => name ?? '')

describe('a pipeline', () => {
  test('is for every service that is built here, and no other', async () => {
    const { files } = await render(
      '  orders: { build: spring-boot }\n  own: { build: { stack: dockerfile } }\n  nginx: { image: "docker.io/library/nginx:1.29.3" }',
    )
    expect([...files.keys()]).toEqual(['orders/Jenkinsfile', 'own/Jenkinsfile'])
  })

  test('has a stage for each step, in the order of the environments', async () => {
    expect(stages(await pipeline('{ build: spring-boot, test: { unit: mvn test } }'))).toEqual([
      'Build',
      'Checkout',
      'Test',
      'Try image',
      'Image',
      'Deploy dev',
      'Approve prod',
      'Deploy prod',
    ])
    expect(stages(await pipeline('{ build: spring-boot, enabled: false, environments: { prod: { enabled: true } } }'))).not.toContain(
      'Deploy dev',
    )
  })

  test('takes its times, its agent and its history from the platform', async () => {
    const text = await pipeline('{ build: spring-boot }')
    expect(text).toContain("logRotator(numToKeepStr: '7')")
    // Thirty minutes of work, and two hours for an answer.
    expect([...text.matchAll(/timeout\(time: (\d+), unit: '(\w+)'\)/g)].map(([, time, unit]) => `${time} ${unit}`)).toEqual([
      '150 MINUTES',
      '30 MINUTES',
      '30 MINUTES',
      '120 MINUTES',
      '30 MINUTES',
    ])
    expect(text.match(/agent \{ label 'linux' \}/g)).toHaveLength(3)
    expect(text).toContain('--timeout 1680s')
  })

  test('asks those who may agree, and uses the credentials of the cluster', async () => {
    const text = await pipeline('{ build: spring-boot }')
    expect(text).toContain("input(message: 'Deploy orders to prod?', ok: 'Deploy', submitter: 'release-managers,ops')")
    expect([...text.matchAll(/rollOut\('([^']+)'\)/g)].map(([, id]) => id)).toEqual(['kubeconfig', 'kubeconfig-far'])
  })

  test('finds the image, its Dockerfile and the manifests', async () => {
    const text = await pipeline('{ build: { stack: spring-boot, context: services/orders }, image: { repository: sales/orders } }', {
      options: { output: 'deploy/out' },
    })
    expect(text).toContain("IMAGE = 'harbor.example.com:5000/shop/sales/orders'")
    expect(text).toContain("REGISTRY = 'harbor.example.com:5000'")
    expect(text).toContain(' --file deploy/out/docker/orders/Dockerfile services/orders\n')
    expect(text).toContain("MANIFEST = 'deploy/out/manifests/prod/orders.yaml'")
    expect(text).toContain("includes: 'release.txt,deploy/out/manifests/dev/orders.yaml,deploy/out/manifests/prod/orders.yaml'")
  })

  test('quotes what the user wrote, for the shell and for Groovy', async () => {
    const text = await pipeline(
      `{ build: { stack: dockerfile, context: "my $dir", dockerfile: "it's/Dockerfile", args: { A: 'b\\c' } }, test: { unit: "echo 'a' $HOME \\\\d" } }`,
    )
    expect(text).toContain(String.raw`--file \'my $dir/it\'\\\'\'s/Dockerfile\' --build-arg \'A=b\\c\' \'my $dir\'`)
    expect(text).toContain("dir('my $dir') {")
    expect(text).toContain("sh 'echo \\'a\\' $HOME \\\\d'")
  })

  test('of several lines keeps them', async () => {
    const text = await pipeline('{ build: node, test: { unit: "npm ci\\nnpm test\\n" } }')
    expect(text).toContain("sh '''npm ci\nnpm test\n'''")
  })
})

describe('what reaches an environment', () => {
  const when = async (environment: string): Promise<string> => {
    const text = await pipeline('{ build: node }', { environments: `{ only: ${environment} }` })
    return /stage\('Deploy only'\) \{\n\s*when \{\n([\s\S]*?)\n {12}\}\n/.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  }

  test.each([
    ['{ branch: main }', "allOf { branch pattern: 'main', comparator: 'EQUALS' not { buildingTag() } }"],
    ['{ branch: "release/*" }', "allOf { branch pattern: 'release/.*', comparator: 'REGEXP' not { buildingTag() } }"],
    ['{ tag: "v*.0+x" }', "tag pattern: 'v.*\\\\.0\\\\+x', comparator: 'REGEXP'"],
    ['{ tag: v1 }', "tag pattern: 'v1', comparator: 'EQUALS'"],
    [
      '{ branch: main, tag: "v*" }',
      "allOf { branch pattern: 'main', comparator: 'EQUALS' not { buildingTag() } } tag pattern: 'v.*', comparator: 'REGEXP'",
    ],
  ])('%s', async (environment, condition) => {
    expect(await when(environment)).toBe(`beforeOptions true not { changeRequest() } anyOf { ${condition} }`)
  })

  test('nothing at all is told', async () => {
    const { files, findings } = await render('  orders: { build: node }', { environments: '{ dev: {} }' })
    expect(findings).toEqual([['warning', 'jenkins/nothing-deploys', '/delivery/jenkins']])
    expect(stages(files.get('orders/Jenkinsfile') ?? '')).toEqual(['Build', 'Checkout', 'Try image'])
    expect(files.get('orders/Jenkinsfile')).not.toContain('rollOut')
  })
})

describe('what is deployed', () => {
  test('a Deployment is watched, and gone back from', async () => {
    const text = await pipeline('{ build: node }')
    expect(text).toContain("WORKLOADS = 'deployment/orders'")
    expect(text).toContain('catch (Exception failure)')
    expect(text).not.toContain('JOBS')
  })

  test('peers and agents are, too, unless a person deletes their pods', async () => {
    expect(await pipeline('{ build: node, kind: StatefulSet }')).toContain("WORKLOADS = 'statefulset/orders'")
    expect(await pipeline('{ build: node, kind: DaemonSet }')).toContain("WORKLOADS = 'daemonset/orders'")
    expect(await pipeline('{ build: node, kind: DaemonSet, rollout: OnDelete }')).not.toContain('WORKLOADS')
  })

  test('a migration succeeds before the workload is touched', async () => {
    const text = await pipeline('{ build: node, migrate: [node, migrate.js] }')
    expect(text).toContain("JOBS = 'app.kubernetes.io/name=orders,app.kubernetes.io/component in (migration)'")
    expect(text.indexOf("'Make room'")).toBeLessThan(text.indexOf("'Migrate'"))
    expect(text.indexOf("'Migrate'")).toBeLessThan(text.indexOf('        waitForJobs()'))
    expect(text.indexOf('        waitForJobs()')).toBeLessThan(text.indexOf("'Apply'"))
  })

  test('a Job makes room for itself, and is waited for', async () => {
    const text = await pipeline('{ build: node, kind: Job }')
    expect(text).toContain('component in (job)')
    expect(text.indexOf("'Apply'")).toBeLessThan(text.indexOf('        waitForJobs()'))
    expect(text).not.toContain('WORKLOADS')
  })

  test('what a CronJob starts is left alone', async () => {
    const text = await pipeline('{ build: node, kind: CronJob, schedule: "0 3 * * *" }')
    expect(text).not.toMatch(/JOBS|WORKLOADS/)
  })

  test('versions name their own images', async () => {
    const text = await pipeline('{ build: node, ports: { http: 80 }, versions: { v1: 1.0.0, v2: 2.0.0 } }')
    expect(text).toContain("WORKLOADS = 'deployment/orders-v1 deployment/orders-v2'")
    expect(text).not.toContain('newTag')
  })
})

describe('what is wrong', () => {
  test.each([
    [
      'another registry',
      '{ build: node }',
      '{ dev: { branch: a }, prod: { tag: b, registry: { host: other.example.com } } }',
      '/environments/prod/registry',
    ],
    [
      'another test',
      '{ build: node, test: { unit: a }, environments: { prod: { test: { unit: b } } } }',
      ENVIRONMENTS,
      '/services/orders/environments/prod/test/unit',
    ],
    [
      'another context',
      '{ build: node, environments: { prod: { build: { context: b } } } }',
      ENVIRONMENTS,
      '/services/orders/environments/prod/build/context',
    ],
  ])('%s in one environment', async (_what, service, environments, pointer) => {
    const { files, findings } = await render(`  orders: ${service}`, { environments })
    expect(findings).toEqual([['error', 'jenkins/environments-differ', pointer]])
    expect(files.size).toBe(0)
  })

  test('a command that no string of the JVM holds', async () => {
    const { findings } = await render(`  orders: { build: node, test: { unit: "${'x'.repeat(60_001)}" } }`)
    expect(findings).toEqual([['error', 'jenkins/bad-command', '/services/orders/test/unit']])
  })
})

test('without `delivery.jenkins` there is no pipeline', async () => {
  const platform =
    'apiVersion: platgen.dev/v1\nname: shop\nversion: "1"\nregistry: { host: h.example.com }\nenvironments: { dev: {} }\nservices: { a: { build: node } }\n'
  expect((await renderWith(jenkins, { platform })).files.size).toBe(0)
})
