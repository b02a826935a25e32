/** Every Jenkinsfile with the library beside it, compiled and linted as Jenkins reads them, and one that is run through everything that can happen to it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { writeYaml } from '../../engine/sdk.ts'
import { renderWith } from '../../engine/testing.ts'
import delivery from '../../renderers/delivery/index.ts'
import jenkins from '../../renderers/jenkins/index.ts'
import { describeWith, findTool, runTool } from './tool.ts'

const JUDGE = 'tools/jenkins/jenkins-judge'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery:
  engine: jenkins
  scan: {}
  maven: https://nexus.example.com/maven
  gate: https://sonar.example.com
  notify: { on: [failure, success, recovery, approval], dingtalk: { secret: dingtalk-secret }, wecom: {}, slack: {}, email: shop@example.com }
environments:
  dev: { branch: develop }
  staging: { branch: "release/*", tag: "v*" }
  prod: { tag: "v*", from: staging, approval: { by: [release-managers] } }
services:
  orders:
    build: spring-boot
    expose: "\${env.name}.example.com"
    ports: { http: 8080 }
    migrate: [migrate]
    test: { unit: "mvn -B 'test' $ARGS \\\\", lint: mvn checkstyle, acceptance: [staging] }
  own: { build: { stack: dockerfile, context: "it's $mine", secrets: { NPM_TOKEN: { credentials: npm-reader }, "key": { file: /run/key } } }, test: { lint: "./lint $X", image: "x/y:1", sonar: { enabled: false } } }
`
const MACHINES = PLATFORM.replace('engine: jenkins', 'jenkins: { agent: linux }')

interface Step {
  readonly step: string
  readonly stage: readonly string[]
  readonly args: { readonly [name: string]: unknown }
  readonly text?: string
  readonly container?: string
}

interface Run {
  readonly name: string
  readonly result: string
  readonly ok: boolean
  readonly warnings: readonly string[]
  readonly trace: readonly Step[]
}

const DEVELOP = { BRANCH_NAME: 'develop' }
const TAG = { BRANCH_NAME: 'v1.2', TAG_NAME: 'v1.2' }
const SCENARIOS = [
  { name: 'feature branch', env: { BRANCH_NAME: 'feature/x' } },
  { name: 'pull request', env: { BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_TARGET: 'develop' } },
  { name: 'pull request from a branch that deploys', env: { BRANCH_NAME: 'develop', CHANGE_ID: '7', CHANGE_TARGET: 'main' } },
  { name: 'develop', env: DEVELOP },
  { name: 'release branch', env: { BRANCH_NAME: 'release/1.x/fix' } },
  { name: 'branch with a longer name', env: { BRANCH_NAME: 'develop-2' } },
  { name: 'branch with a shorter name', env: { BRANCH_NAME: 'release' } },
  { name: 'tag', env: TAG },
  { name: 'tag with the name of the branch', env: { BRANCH_NAME: 'develop', TAG_NAME: 'develop' } },
  { name: 'denied', env: TAG, fail: ['input:'] },
  { name: 'not proven', env: TAG, fail: ['sh:orders proven', 'sh:orders proven', 'sh:orders proven'] },
  { name: 'tests fail', env: DEVELOP, fail: ['sh:mvn -B'] },
  { name: 'scan fails', env: DEVELOP, fail: ['sh:trivy'] },
  { name: 'gate fails', env: DEVELOP, fail: ['waitForQualityGate:'] },
  { name: 'push fails once', env: DEVELOP, fail: ['sh:orders push'] },
  { name: 'push fails', env: DEVELOP, fail: ['sh:orders push', 'sh:orders push', 'sh:orders push'] },
  { name: 'migration fails', env: DEVELOP, fail: ['sh:dev migrate'] },
  { name: 'apply fails', env: DEVELOP, fail: ['sh:dev apply'] },
  { name: 'roll-out fails', env: DEVELOP, fail: ['sh:dev watch'] },
  { name: 'acceptance fails', env: TAG, fail: ['sh:accept.sh'] },
  { name: 'nobody can be told', env: DEVELOP, fail: ['httpRequest:', 'httpRequest:', 'httpRequest:'] },
  { name: 'recovers', env: DEVELOP, previous: 'FAILURE' },
  { name: 'on a machine', env: TAG, at: 'machines' },
] as const

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-jenkins-'))
  await write('pods', PLATFORM)
  await write('machines', MACHINES)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function write(name: string, platform: string): Promise<void> {
  for (const [renderer, root] of [
    [jenkins, name],
    [delivery, `${name}-scripts`],
  ] as const) {
    const { files, findings } = await renderWith(renderer, { platform })
    expect(findings).toEqual([])
    for (const [path, file] of files) {
      const target = join(folder, root, path)
      mkdirSync(dirname(target), { recursive: true })
      if (file.type === 'text') writeFileSync(target, file.text)
      if (file.type === 'yaml') writeFileSync(target, writeYaml(file.documents))
    }
  }
}

/** Folders with Jenkinsfiles and a library: this file's, and those of all platforms of the repository. */
function allOutputs(): string[] {
  return [join(folder, 'pods'), join(folder, 'machines'), ...inject('rendered').map(({ out }) => join(out, 'jenkins'))].filter((root) =>
    existsSync(root),
  )
}

const jenkinsfiles = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('Jenkinsfile'))
    .map((path) => join(root, path))

describeWith([JUDGE, 'java', 'mvn'], 'Jenkins', () => {
  test('compiles every pipeline and its library', async () => {
    expect(allOutputs().length).toBeGreaterThanOrEqual(4)
    for (const root of allOutputs()) {
      const { status, stdout, stderr } = await runTool(JUDGE, ['compile', join(root, 'library'), ...jenkinsfiles(root)])
      expect({ root, status, stdout: stdout.trim() }, stderr).toEqual({ root, status: 0, stdout: '' })
    }
  })

  test('CodeNarc has nothing to say', async () => {
    // The libraries of the others are made from the same texts.
    const libraries = ['pods', 'machines'].map((name) => join(folder, name, 'library'))
    const paths = [...libraries, ...allOutputs().flatMap(jenkinsfiles)]
    const { status, stdout } = await runTool(JUDGE, ['lint', ...paths])
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
  })

  describe('runs a pipeline', () => {
    const runs = new Map<string, Run>()
    beforeAll(async () => {
      const returns = [
        { step: 'sh', match: '%an', value: 'Ada [admin](http://evil.example)' },
        { step: 'sh', match: '%h %s', value: 'c0ffee1 Fix "the" <cart> & \\n more' },
      ]
      const at = (root: string, service: string) => ({
        jenkinsfile: join(folder, root, service, 'Jenkinsfile'),
        library: { platgen: join(folder, root, 'library') },
        returns,
      })
      const scenarios = [
        ...SCENARIOS.map((scenario) => ({ ...scenario, ...at('at' in scenario ? scenario.at : 'pods', 'orders') })),
        { name: 'own', env: DEVELOP, ...at('pods', 'own') },
        { name: 'own, not deployed', env: { BRANCH_NAME: 'feature/x' }, ...at('pods', 'own') },
        { name: 'render check', env: DEVELOP, ...at('pods', '.') },
      ]
      const { stdout } = await runTool(JUDGE, ['batch', '-'], { input: JSON.stringify(scenarios), expect: [0] })
      for (const run of JSON.parse(stdout) as readonly Run[]) runs.set(run.name, run)
    })

    const get = (name: string): Run => {
      const run = runs.get(name)
      if (run === undefined) throw new Error(`no run ${name}`)
      return run
    }
    const COMMANDS = ['sh', 'input', 'stash', 'unstash', 'archiveArtifacts', 'junit', 'waitForQualityGate']
    /** What was done, in order: the container, and the label or the step. */
    const done = (name: string): string[] =>
      get(name)
        .trace.filter(({ step, args }) => COMMANDS.includes(step) && args.returnStdout !== true)
        .map(({ step, args, container }) => [container, typeof args.label === 'string' ? args.label : step].filter(Boolean).join(': '))
    const told = (name: string): string[] =>
      get(name)
        .trace.filter(({ step }) => step === 'httpRequest' || step === 'mail')
        .map(({ args }) => String(args.requestBody ?? args.subject))

    const CHECKED = ['tools: Unit tests', 'junit', 'tools: Lint', 'trivy: Scan']
    const GATED = [...CHECKED, 'sonar: Scan', 'waitForQualityGate']
    const BUILT = [...GATED, 'docker: Build and push', 'stash']
    const ROLLED = ['unstash', ...['Prepare', 'Migrate', 'Apply', 'Watch', 'Note'].map((label) => `kubectl: ${label}`), 'archiveArtifacts']
    const ACCEPTED = [...ROLLED, 'robot: Accept', 'junit', 'archiveArtifacts', 'docker: Note staging']

    test('and finds no mistake in it, whatever happens', () => {
      // Nobody is told at an address that is not a secret, and Jenkins hides it within the block.
      const expected = /Notifier\.groovy:\d+: httpRequest: a secret is interpolated by Groovy/
      expect(
        [...runs.values()].flatMap(({ name, ok, warnings }) => [
          ...(ok ? [] : [`${name}: not ok`]),
          ...warnings.filter((warning) => !expected.test(warning)).map((warning) => `${name}: ${warning}`),
        ]),
      ).toEqual([])
    })

    test.each([
      'feature branch',
      'pull request',
      'pull request from a branch that deploys',
      'branch with a longer name',
      'branch with a shorter name',
      'tag with the name of the branch',
    ])('%s: checks and tries, reaches nothing, and needs no credentials', (name) => {
      expect(get(name).result).toBe('SUCCESS')
      expect(done(name)).toEqual([...CHECKED, 'docker: Try image'])
      expect(get(name).trace.filter(({ step }) => step === 'withCredentials')).toEqual([])
      expect(told(name)).toEqual([])
    })

    test('develop goes to dev, without acceptance', () => {
      expect(get('develop').result).toBe('SUCCESS')
      expect(done('develop')).toEqual([...BUILT, ...ROLLED])
    })

    test('a release branch goes to staging, and is accepted there', () => {
      expect(done('release branch')).toEqual([...BUILT, ...ACCEPTED])
    })

    test('a tag goes to staging, is asked for, and goes to prod; nobody waits on an agent', () => {
      expect(get('tag').result).toBe('SUCCESS')
      expect(done('tag')).toEqual([...BUILT, ...ACCEPTED, 'input', 'unstash', 'docker: Look for staging', ...ROLLED.slice(1)])
      const input = get('tag').trace.find(({ step }) => step === 'input')
      expect(input?.args).toMatchObject({ submitter: 'release-managers' })
      expect(get('tag').trace.filter(({ step, stage }) => step === 'node' && /^Approve|gate$/.test(stage[0] ?? ''))).toEqual([])
    })

    test('one image is built, whatever the number of environments', () => {
      expect(get('tag').trace.filter(({ text }) => text?.includes('image.sh orders push')).length).toBe(1)
    })

    test.each([
      ['denied', 'ABORTED', [...BUILT, ...ACCEPTED, 'input']],
      ['not proven', 'FAILURE', [...BUILT, ...ACCEPTED, 'input', 'unstash', ...new Array(3).fill('docker: Look for staging')]],
      ['tests fail', 'FAILURE', CHECKED],
      ['scan fails', 'FAILURE', CHECKED],
      ['gate fails', 'FAILURE', GATED],
      ['push fails once', 'SUCCESS', [...GATED, 'docker: Build and push', ...BUILT.slice(-2), ...ROLLED]],
      ['push fails', 'FAILURE', [...GATED, ...new Array(3).fill('docker: Build and push')]],
      ['migration fails', 'FAILURE', [...BUILT, ...ROLLED.slice(0, 3)]],
      ['apply fails', 'FAILURE', [...BUILT, ...ROLLED.slice(0, 4), 'kubectl: Go back']],
      ['roll-out fails', 'FAILURE', [...BUILT, ...ROLLED.slice(0, 5), 'kubectl: Go back']],
      ['acceptance fails', 'FAILURE', [...BUILT, ...ACCEPTED.slice(0, -1)]],
      ['nobody can be told', 'SUCCESS', [...BUILT, ...ROLLED]],
    ])('%s: %s', (name, result, steps) => {
      expect(get(name).result).toBe(result)
      expect(done(name)).toEqual(steps)
    })

    test('everybody is told how it went: who, what, where, how long, and the link', () => {
      for (const [name, how] of [
        ['develop', 'is deployed'],
        ['roll-out fails', 'failed'],
        ['denied', 'failed'],
        ['gate fails', 'failed'],
        ['recovers', 'works again'],
      ] as const) {
        const messages = told(name).slice(-4)
        expect(messages.filter((message) => message.includes(`orders ${how}`))).toHaveLength(4)
      }
      expect(told('tag')).toHaveLength(8)
      expect(told('tag')[0]).toContain('orders waits for somebody to agree')
      const [dingtalk = '', wecom = '', slack = ''] = told('develop')
      const lines = (JSON.parse(dingtalk) as { markdown: { text: string } }).markdown.text.split('\n')
      expect(lines).toEqual([
        '### orders is deployed',
        String.raw`- who: Ada \[admin\](http://evil.example)`,
        String.raw`- what: c0ffee1 Fix "the" \<cart\> & \\n more`,
        '- where: develop to dev',
        expect.stringMatching(/^- took: \d+ s$/),
        expect.stringMatching(/^- link: http/),
      ])
      expect(JSON.parse(wecom)).toHaveProperty('markdown.content')
      expect((JSON.parse(slack) as { text: string }).text).toContain('Fix "the" &lt;cart&gt; &amp; \\n more')
    })

    test('one channel that is down keeps nobody else from being told, and nobody is told twice', () => {
      const urls = get('nobody can be told').trace.filter(({ step }) => step === 'httpRequest')
      expect(urls).toHaveLength(5)
      expect(get('nobody can be told').trace.filter(({ step }) => step === 'mail')).toHaveLength(1)
    })

    test('credentials are named within the blocks that need them, and only there', () => {
      const uses = get('tag').trace.filter(({ step, stage }) => step === 'withCredentials' && stage.length > 0)
      expect(uses.map(({ stage, args }) => [stage.at(-1), JSON.stringify(args).match(/"credentialsId":"([^"]+)"/)?.[1]])).toEqual([
        ['Image', 'registry'],
        ['Deploy staging', 'kubeconfig'],
        ['Deploy staging', 'registry'],
        ['Deploy prod', 'registry'],
        ['Deploy prod', 'kubeconfig'],
      ])
      const gate = get('tag').trace.find(({ step }) => step === 'withSonarQubeEnv')
      expect(gate?.args).toEqual({ installationName: 'sonar', credentialsId: 'sonar-token' })
    })

    test('a build sees its secrets, and nobody else does', () => {
      const uses = get('own').trace.filter(({ step, stage }) => step === 'withCredentials' && stage.length > 0)
      const ids = uses.map(({ stage, args }) => [
        stage.at(-1),
        ...[...JSON.stringify(args).matchAll(/"credentialsId":"([^"]+)"/g)].map(([, id]) => id),
      ])
      expect(ids).toEqual([
        ['Image', 'npm-reader', 'key'],
        ['Image', 'registry'],
        ['Deploy dev', 'kubeconfig'],
      ])
      const asked = get('own, not deployed').trace.filter(({ step }) => step === 'withCredentials')
      expect(JSON.stringify(asked[0]?.args)).toContain('NPM_TOKEN')
      expect(asked).toHaveLength(1)
    })

    test.skipIf(findTool('shellcheck') === undefined)('shellcheck has nothing to say of what a shell is told', async () => {
      // What the user wrote is the user's.
      const own = /^(?:mvn |\.\/lint)/
      const texts = new Set(
        [...runs.values()].flatMap(({ trace }) => trace.flatMap(({ text }) => (text === undefined || own.test(text) ? [] : [text]))),
      )
      expect(texts.size).toBeGreaterThan(10)
      const scripts = [...texts].map((text, index) => {
        const path = join(folder, `text-${index}.sh`)
        writeFileSync(path, `#!/bin/sh\nset -e\n${text}\n`)
        return path
      })
      const { status, stdout } = await runTool('shellcheck', scripts)
      expect({ status, told: stdout }).toEqual({ status: 0, told: '' })
    })

    test('no text of a shell, and no line that is printed, holds a secret', () => {
      for (const { trace } of runs.values())
        for (const { step, text, args } of trace)
          if (text !== undefined || step === 'echo') expect(`${text ?? ''} ${JSON.stringify(args)}`).not.toMatch(/secret-of-/)
    })

    test('what the user wrote reaches the shell as it was, in its folder', () => {
      expect(get('develop').trace.find(({ text }) => text?.startsWith('mvn -B'))?.text).toBe("mvn -B 'test' $ARGS \\")
      expect(get('own').trace.find(({ text }) => text?.startsWith('./lint'))?.text).toBe('./lint $X')
      expect(get('own').trace.find(({ step }) => step === 'dir')?.args).toEqual({ path: "it's $mine" })
      expect(done('own')).not.toContain('waitForQualityGate')
    })

    test('what was rendered is checked, and Maven has its settings', () => {
      expect(done('render check')).toEqual(['tools: Check'])
      expect(get('render check').trace.find(({ text }) => text?.includes('platgen'))?.text).toContain(
        'npx --no-install platgen render --check --out out',
      )
      const variables = get('develop')
        .trace.filter(({ step }) => step === 'withEnv')
        .map(({ args }) => JSON.stringify(args))
      expect(variables).toEqual(new Array(3).fill(expect.stringContaining('MAVEN_ARGS=--settings ')))
    })

    test('machines that stand ready do the same without containers', () => {
      expect(get('on a machine').result).toBe('SUCCESS')
      expect(done('on a machine').map((line) => line.replace(/^.*: /, ''))).toEqual(done('tag').map((line) => line.replace(/^.*: /, '')))
      expect(get('on a machine').trace.filter(({ step }) => step === 'podTemplate' || step === 'container')).toEqual([])
      expect(get('on a machine').trace.find(({ step }) => step === 'node')?.args).toEqual({ label: 'linux' })
    })
  })
})

describeWith(['shellcheck'], 'shellcheck', () => {
  test('has nothing to say of the scripts', async () => {
    const roots = [
      join(folder, 'pods-scripts'),
      join(folder, 'machines-scripts'),
      ...inject('rendered').map(({ out }) => join(out, 'delivery')),
    ]
    const scripts = roots
      .filter((root) => existsSync(root))
      .flatMap((root) =>
        readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((path) => path.endsWith('.sh'))
          .map((path) => join(root, path)),
      )
    expect(scripts.length).toBeGreaterThan(10)
    const { status, stdout } = await runTool('shellcheck', scripts)
    expect({ status, told: stdout }).toEqual({ status: 0, told: '' })
  })
})
