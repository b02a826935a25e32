/** GitLab, GitHub and Tekton word the same pipeline: what each of them says is read here as their own readers would. */
import { describe, expect, test } from 'vitest'
import type { FileArtifact, Renderer } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import github from '../../../renderers/github/index.ts'
import gitlab from '../../../renderers/gitlab/index.ts'
import tekton from '../../../renderers/tekton/index.ts'

const platform = (engine: string, more = '') => `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery:
  engine: ${engine}
  retries: 2
  scan: {}
  gate: https://sonar.example.com
  notify: { dingtalk: { secret: ding-secret }, slack: { credentials: team-slack } }
  ${more}
environments:
  dev: { branch: develop }
  staging: { branch: "release/*", tag: "v*" }
  prod: { tag: "v*", from: staging${engine === 'tekton' ? '' : ', approval: { by: [release-managers, ops] }'}, cluster: far-away }
services:
  orders:
    build: { stack: spring-boot, secrets: { NPM_TOKEN: { credentials: npm-reader }, API_KEY: /run/key } }
    ports: { http: 8080 }
    expose: "\${env.name}.example.com"
    test: { unit: "echo '$A' $\${{ b }}", lint: mvn verify, acceptance: [staging] }
`

type Tree = { readonly [key: string]: Tree } & { readonly [Symbol.iterator]?: never }

async function render<Options>(renderer: Renderer<Options>, engine: string, more = ''): Promise<ReadonlyMap<string, FileArtifact>> {
  const { files, findings } = await renderWith(renderer, { platform: platform(engine, more) })
  expect(findings).toEqual([])
  return files
}

function document(files: ReadonlyMap<string, FileArtifact>, path: string): Tree {
  const file = files.get(path)
  if (file?.type !== 'yaml') throw new Error(`no ${path}`)
  return file.documents[0] as Tree
}

const text = (value: unknown): string => JSON.stringify(value)

describe('GitLab CI', () => {
  test('has a job for each step, in stages that there are', async () => {
    const files = await render(gitlab, 'gitlab')
    const jobs = document(files, 'orders.yml')
    expect(Object.keys(jobs)).toEqual([
      'orders unit tests',
      'orders lint',
      'orders scan',
      'orders gate',
      'orders try image',
      'orders image',
      'orders deploy dev',
      'orders deploy staging',
      'orders accept staging',
      'orders note staging',
      'orders look for staging before prod',
      'orders deploy prod',
      'orders tell failure',
      'orders tell success',
    ])
    const root = document(files, '.gitlab-ci.yml')
    const stages = [...(root.stages as unknown as string[]), '.post']
    for (const job of Object.values(jobs)) {
      expect(stages).toContain(job.stage)
      for (const need of (job.needs ?? []) as unknown as { job: string }[]) expect(Object.keys(jobs)).toContain(need.job)
    }
    expect(text(root.include)).toBe('[{"local":"/out/gitlab/orders.yml"}]')
  })

  test('reaches environments by branches and tags, and never by merge requests', async () => {
    const jobs = document(await render(gitlab, 'gitlab'), 'orders.yml')
    const conditions = (name: string) =>
      ((jobs[name]?.rules ?? []) as unknown as { if?: string; when?: string }[]).map((rule) =>
        [rule.if, rule.when].filter(Boolean).join(': '),
      )
    expect(conditions('orders deploy dev')).toEqual(['$CI_COMMIT_BRANCH == "develop"'])
    expect(conditions('orders deploy staging')).toEqual([String.raw`$CI_COMMIT_BRANCH =~ /^release\/.*$/`, '$CI_COMMIT_TAG =~ /^v.*$/'])
    expect(conditions('orders deploy prod')).toEqual(['$CI_COMMIT_TAG =~ /^v.*$/: manual'])
    expect(conditions('orders unit tests')).toEqual(['on_success'])
    expect(conditions('orders try image')).toEqual([
      '$CI_PIPELINE_SOURCE == "merge_request_event"',
      '$CI_COMMIT_BRANCH == "develop": never',
      String.raw`$CI_COMMIT_BRANCH =~ /^release\/.*$/: never`,
      '$CI_COMMIT_TAG =~ /^v.*$/: never',
      'on_success',
    ])
  })

  test('takes credentials where they are needed, and commands as they are', async () => {
    const jobs = document(await render(gitlab, 'gitlab'), 'orders.yml')
    expect(jobs['orders deploy prod']?.variables).toEqual({ KUBECONFIG: '$KUBECONFIG_FAR_AWAY' })
    expect(jobs['orders deploy dev']?.variables).toEqual({})
    expect(jobs['orders tell failure']?.variables).toMatchObject({
      DINGTALK_URL: '$DINGTALK',
      DINGTALK_SECRET: '$DING_SECRET',
      SLACK_URL: '$TEAM_SLACK',
    })
    const secrets = { NPM_TOKEN: '$NPM_READER' }
    expect(jobs['orders image']?.variables).toMatchObject(secrets)
    expect(jobs['orders try image']?.variables).toMatchObject(secrets)
    expect(text(jobs).match(/NPM_READER/g)).toHaveLength(2)
    expect(jobs['orders unit tests']?.script).toEqual([`cd orders\necho '$A' \${{ b }}`])
    const script = (await render(gitlab, 'gitlab')).get('protect-environments.sh')
    expect(script?.type === 'text' ? script.text : '').toContain('\nprotect prod release-managers ops\n')
  })
})

describe('GitHub Actions', () => {
  test('has a job for each step, whose needs are there', async () => {
    const { jobs } = document(await render(github, 'github'), 'workflows/orders.yml') as { jobs: Tree }
    expect(Object.keys(jobs)).toEqual([
      'unit-tests',
      'lint',
      'scan',
      'gate',
      'try-image',
      'image',
      'deploy-dev',
      'deploy-staging',
      'deploy-prod',
      'tell-failure',
      'tell-success',
    ])
    for (const job of Object.values(jobs))
      for (const need of (job.needs ?? []) as unknown as string[]) expect(Object.keys(jobs)).toContain(need)
  })

  test('may little, is pinned, and keeps credentials where they are needed', async () => {
    const files = await render(github, 'github')
    const workflow = document(files, 'workflows/orders.yml')
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const uses = text(workflow).match(/"uses":"[^"]+"/g) ?? []
    expect(uses.length).toBeGreaterThan(10)
    for (const use of uses) expect(use).toMatch(/@[0-9a-f]{40}"|"docker:\/\/[^"]+:[^"]+"/)
    const { jobs } = workflow as { jobs: Tree }
    for (const [name, job] of Object.entries(jobs))
      if (['unit-tests', 'lint', 'scan'].includes(name)) expect(text(job)).not.toContain('secrets.')
    // What a build needs is there where something is built, and what it does not need is not.
    expect(text(jobs['try-image']).match(/secrets\.\w+/g)).toEqual(['secrets.NPM_READER', 'secrets.API_KEY'])
    expect(text(jobs).match(/secrets\.NPM_READER/g)).toHaveLength(2)
    expect(text(jobs['deploy-prod'])).toContain('secrets.KUBECONFIG_FAR_AWAY')
  })

  test('runs the commands of the user as they are, expressions or not', async () => {
    const { jobs } = document(await render(github, 'github'), 'workflows/orders.yml') as { jobs: Tree }
    expect(text(jobs['unit-tests'])).toContain(text(`cd orders\necho '$A' \${{ '\${{' }} b }}`).slice(1, -1))
  })

  test('starts for what is deployed, and for every branch', async () => {
    const workflow = document(await render(github, 'github'), 'workflows/orders.yml')
    expect(workflow.on).toEqual({ pull_request: {}, push: { branches: ['**'], tags: ['v**'] } })
    const { jobs } = workflow as unknown as { jobs: { readonly [name: string]: { readonly if?: string } } }
    expect(jobs['deploy-staging']?.if).toContain("startsWith(github.ref_name, 'release/')")
    expect(jobs['deploy-dev']?.if).toContain("github.ref_name == 'develop'")
  })
})

describe('Tekton', () => {
  test('has a task for each step, after tasks that there are', async () => {
    const { spec } = document(await render(tekton, 'tekton'), 'orders.yaml') as unknown as {
      spec: { tasks: { name: string; runAfter?: string[] }[]; finally: { name: string }[] }
    }
    const names = spec.tasks.map(({ name }) => name)
    expect(names).toEqual([
      'checkout',
      'reach',
      'unit-tests',
      'lint',
      'scan',
      'gate',
      'try-image',
      'image',
      'deploy-dev',
      'deploy-staging',
      'deploy-prod',
    ])
    for (const { runAfter } of spec.tasks) for (const name of runAfter ?? []) expect(names).toContain(name)
    expect(spec.finally.map(({ name }) => name)).toEqual(['tell-failure', 'tell-success'])
  })

  test('takes the secrets of a build where something is built', async () => {
    const { spec } = document(await render(tekton, 'tekton'), 'orders.yaml') as unknown as { spec: { tasks: { name: string }[] } }
    const secret = text({ name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'api-key', key: 'secret' } } })
    expect(spec.tasks.filter((task) => text(task).includes(secret)).map(({ name }) => name)).toEqual(['try-image', 'image'])
  })

  test('never puts a parameter into the text of a script', async () => {
    const pipeline = document(await render(tekton, 'tekton'), 'orders.yaml')
    const scripts = text(pipeline).match(/"script":"(?:[^"\\]|\\.)*"/g) ?? []
    expect(scripts.length).toBeGreaterThan(8)
    for (const script of scripts) expect(script).not.toContain('$(params.')
  })

  test('is started by hand, or by the webhooks of a server', async () => {
    const byHand = await render(tekton, 'tekton')
    expect([...byHand.keys()]).toEqual(['orders.yaml', 'render_check.yaml', 'runs/render_check.yaml', 'runs/orders.yaml'])
    for (const [server, types] of [
      ['gitlab', ['Push Hook', 'Tag Push Hook', 'Merge Request Hook']],
      ['github', ['push', 'pull_request']],
    ] as const) {
      const files = await render(tekton, 'tekton', `git: { server: ${server}, webhook: hook }`)
      expect([...files.keys()]).toEqual(['orders.yaml', 'render_check.yaml', 'listener.yaml'])
      const file = files.get('listener.yaml')
      const documents = (file?.type === 'yaml' ? file.documents : []) as readonly Tree[]
      expect(documents.map(({ kind }) => kind)).toEqual([
        'ServiceAccount',
        'RoleBinding',
        'ClusterRoleBinding',
        'TriggerTemplate',
        'EventListener',
      ])
      const said = text(documents)
      for (const type of types) expect(said).toContain(text(type))
      expect(said).toContain(text({ secretName: 'hook', secretKey: 'secret' }))
      expect(said).toContain(
        text(
          `(body.ref == 'refs/heads/develop' || body.ref.matches('^refs/heads/release/.*$') || body.ref.matches('^refs/tags/v.*$'))`,
        ).slice(1, -1),
      )
    }
  })

  test('pulls from mirrors with their login, and builds with it', async () => {
    const files = await render(tekton, 'tekton', '\nimages: { mirror: m.example.com, login: mirror-pull }')
    expect(text(document(files, 'runs/orders.yaml'))).toContain(text({ imagePullSecrets: [{ name: 'mirror-pull' }] }).slice(1, -1))
    const login = text({ name: 'MIRROR_LOGIN', valueFrom: { secretKeyRef: { name: 'mirror-pull', key: '.dockerconfigjson' } } })
    expect(text(document(files, 'orders.yaml')).split(login)).toHaveLength(3)
    const jobs = document(await render(gitlab, 'gitlab', '\nimages: { mirror: m.example.com, login: mirror-pull }'), 'orders.yml')
    expect(jobs['orders image']?.variables).toMatchObject({ MIRROR_LOGIN: '$DOCKER_AUTH_CONFIG' })
  })

  test('checks what was rendered', async () => {
    const pipeline = document(await render(tekton, 'tekton'), 'render_check.yaml')
    expect(text(pipeline)).toContain('platgen render --check --out out')
  })

  test('decides by a script what a run reaches', async () => {
    const pipeline = document(await render(tekton, 'tekton'), 'orders.yaml')
    expect(text(pipeline)).toContain(text('case $REF_TYPE:$REF in branch:release/*) reached=yes ;; esac').slice(1, -1))
  })
})
