import { describe, expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import jenkins from '../../../renderers/jenkins/index.ts'

const ENVIRONMENTS = `{ dev: { branch: develop }, prod: { tag: "v*", approval: { by: [release-managers, ops], timeout: 2h }, cluster: far } }`

async function render(services: string, { environments = ENVIRONMENTS, delivery = '{ engine: jenkins }' } = {}) {
  const platform = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: "harbor.example.com:5000" }
delivery: ${delivery}
environments: ${environments}
services:
${services}
`
  const { files, findings } = await renderWith(jenkins, { platform })
  expect(findings).toEqual([])
  return new Map([...files].map(([path, file]) => [path, file.type === 'text' ? file.text : JSON.stringify(file)]))
}

/** The sentence of `orders`. */
async function sentence(service: string, more: Parameters<typeof render>[1] = {}): Promise<string[]> {
  const text = (await render(`  orders: ${service}`, more)).get('orders/Jenkinsfile') ?? ''
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim())
}

describe('a Jenkinsfile', () => {
  test('is for every service that is built here, and no other', async () => {
    const files = await render(
      '  orders: { build: spring-boot }\n  own: { build: dockerfile }\n  nginx: { image: "docker.io/library/nginx:1.29.3" }',
    )
    expect([...files.keys()].filter((path) => path.endsWith('Jenkinsfile'))).toEqual([
      'orders/Jenkinsfile',
      'own/Jenkinsfile',
      'Jenkinsfile',
    ])
  })

  test('is a sentence', async () => {
    expect(await sentence('{ build: spring-boot, test: { unit: mvn test, lint: mvn verify } }')).toEqual([
      "library identifier: 'platgen@main', changelog: false",
      '',
      "delivery('orders')",
      ".test('orders', image: 'docker.io/library/maven:3.9.16-eclipse-temurin-21-noble', unit: 'mvn test', lint: 'mvn verify', reports: 'target/surefire-reports/*.xml')",
      '.image()',
      ".deploy('dev', branch: 'develop', kubeconfig: 'kubeconfig')",
      ".deploy('prod', tag: 'v*', approval: [by: 'release-managers,ops', seconds: 7200], kubeconfig: 'kubeconfig-far')",
      '.run()',
    ])
  })

  test('quotes what the user wrote', async () => {
    const [, , , line] = await sentence(
      `{ build: { stack: dockerfile, context: "it's $x" }, test: { image: x/y:1, unit: "echo 'a' $HOME \\\\d\\nnext" } }`,
    )
    expect(line).toBe(String.raw`.test('it\'s $x', image: 'x/y:1', unit: 'echo \'a\' $HOME \\d\nnext')`)
  })

  test('deploys in the order of promotion, and only where the service is', async () => {
    const environments = '{ prod: { from: staging, tag: "v*" }, staging: { branch: main }, demo: { branch: null } }'
    const lines = await sentence('{ build: node }', { environments })
    expect(lines.filter((line) => line.startsWith('.deploy'))).toEqual([
      ".deploy('staging', branch: 'main', proves: true, kubeconfig: 'kubeconfig')",
      ".deploy('prod', tag: 'v*', from: 'staging', kubeconfig: 'kubeconfig')",
    ])
    const some = await sentence('{ build: node, enabled: false, environments: { prod: { enabled: true } } }', { environments })
    expect(some.filter((line) => line.startsWith('.deploy'))).toHaveLength(1)
  })

  test('follows an environment without words of its own in the same run', async () => {
    const lines = await sentence('{ build: node }', { environments: '{ dev: { branch: develop }, test: { from: dev } }' })
    expect(lines).toContain(".deploy('test', branch: 'develop', from: 'dev', kubeconfig: 'kubeconfig')")
  })
})

describe('the library', () => {
  const settings = (files: ReadonlyMap<string, string>): string => files.get('library/src/dev/platgen/Settings.groovy') ?? ''

  test('holds what is true for all services', async () => {
    const files = await render('  orders: { build: node }', {
      delivery: `{ timeout: 30m, retries: 4, output: deploy/out, credentials: { registry: harbor }, scan: {}, jenkins: { keep: 7 } }`,
    })
    for (const line of [
      "KEEP = '7'",
      'TIMEOUT = 1800',
      'TRIES = 5',
      "IMAGE = 'sh deploy/out/delivery/image.sh'",
      "REGISTRY = 'harbor'",
      "SCAN = 'trivy fs --scanners vuln,secret,misconfig --severity CRITICAL,HIGH --ignore-unfixed --exit-code 1 --no-progress .'",
    ])
      expect(settings(files)).toContain(line)
  })

  test('pulls from mirrors with their login, and builds with it', async () => {
    const files = await render('  orders: { build: node }', {
      delivery: '{ engine: jenkins }\nimages: { mirror: m.example.com, login: mirror-pull }',
    })
    const names = [...files.keys()].filter((path) => path.includes('/pods/'))
    expect(names.length).toBeGreaterThan(1)
    for (const name of names) expect(files.get(name)).toContain('"imagePullSecrets":[{"name":"mirror-pull"}]')
    expect(files.get('orders/Jenkinsfile')).toContain("    .image(MIRROR_LOGIN: 'mirror-pull')\n")
  })

  test('works in pods that may little, or on machines that stand ready', async () => {
    const pods = await render('  orders: { build: node, test: { unit: npm test } }', {
      delivery: '{ engine: jenkins, agents: { memory: 3Gi, cache: downloads, nodes: { pool: builds } } }',
    })
    const names = [...pods.keys()].filter((path) => path.includes('/pods/'))
    expect(names.map((path) => path.split('/').at(-1))).toEqual(['checks-with-tools.yaml', 'image.yaml', 'deployment.yaml'])
    for (const name of names) {
      expect(pods.get(name)).toContain('"runAsNonRoot":true')
      expect(pods.get(name)).toContain('"automountServiceAccountToken":false')
      expect(pods.get(name)).toContain('"claimName":"downloads"')
      expect(pods.get(name)).toContain('"nodeSelector":{"pool":"builds"}')
      expect(pods.get(name)).not.toMatch(/docker\.sock|"privileged":true|hostPath/)
    }
    const machines = await render('  orders: { build: node }', { delivery: '{ builder: docker, jenkins: { agent: linux } }' })
    expect([...machines.keys()].filter((path) => path.includes('/pods/'))).toEqual([])
    expect(settings(machines)).toContain("AGENT = 'linux'")
  })

  test('has a notifier when there is somebody to tell', async () => {
    const silent = await render('  orders: { build: node }')
    expect(silent.has('library/src/dev/platgen/Notifier.groovy')).toBe(false)
    const files = await render('  orders: { build: node }', {
      delivery: '{ engine: jenkins, notify: { on: [failure], wecom: { credentials: group }, email: [a@example.com, b@example.com] } }',
    })
    const notifier = files.get('library/src/dev/platgen/Notifier.groovy') ?? ''
    expect(notifier).toContain("credentialsId: 'group'")
    expect(notifier).toContain("to: 'a@example.com,b@example.com'")
    expect(notifier).not.toMatch(/DINGTALK|SLACK|is deployed|works again/)
  })
})

test('without an engine there is no pipeline', async () => {
  expect((await render('  a: { build: node }', { delivery: '{}' })).size).toBe(0)
})
