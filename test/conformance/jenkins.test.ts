/** Every Jenkinsfile, compiled and linted as Jenkins reads it, and one that is run through everything that can happen to it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { renderWith } from '../../engine/testing.ts'
import jenkins from '../../renderers/jenkins/index.ts'
import { describeWith, runTool } from './tool.ts'

const JUDGE = 'tools/jenkins/jenkins-judge'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery: { jenkins: { agent: linux } }
environments:
  dev: { branch: develop }
  staging: { branch: "release/*", tag: "v*" }
  prod: { tag: "v*", approval: { by: [release-managers] } }
services:
  orders: { build: spring-boot, test: { unit: "mvn -B 'test' $ARGS \\\\" }, migrate: [migrate], ports: { http: 8080 } }
  nightly: { build: node, kind: CronJob, schedule: "0 3 * * *" }
  once: { build: node, kind: Job, test: { unit: "npm ci\\nnpm test" } }
  peers: { build: go, kind: StatefulSet, versions: { v1: 1.0.0, v2: 2.0.0 }, ports: { http: 80 } }
  own: { build: { stack: dockerfile, context: "it's $mine", args: { A: "b c" } } }
`

interface Step {
  readonly step: string
  readonly stage: readonly string[]
  readonly args: { readonly [name: string]: unknown }
  readonly text?: string
}

interface Run {
  readonly name: string
  readonly result: string
  readonly ok: boolean
  readonly warnings: readonly string[]
  readonly trace: readonly Step[]
}

const SCENARIOS = [
  { name: 'feature branch', env: { BRANCH_NAME: 'feature/x' } },
  { name: 'pull request', env: { BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_TARGET: 'develop' } },
  { name: 'pull request from a branch that deploys', env: { BRANCH_NAME: 'develop', CHANGE_ID: '7', CHANGE_TARGET: 'main' } },
  { name: 'develop', env: { BRANCH_NAME: 'develop' } },
  { name: 'release branch', env: { BRANCH_NAME: 'release/1.x/fix' } },
  { name: 'branch with a longer name', env: { BRANCH_NAME: 'develop-2' } },
  { name: 'tag', env: { BRANCH_NAME: 'v1.2', TAG_NAME: 'v1.2' } },
  { name: 'tag with the name of the branch', env: { BRANCH_NAME: 'develop', TAG_NAME: 'develop' } },
  { name: 'denied', env: { BRANCH_NAME: 'v1.2', TAG_NAME: 'v1.2' }, fail: ['input:'] },
  { name: 'tests fail', env: { BRANCH_NAME: 'develop' }, fail: ['sh:mvn'] },
  { name: 'push fails', env: { BRANCH_NAME: 'develop' }, fail: ['sh:docker login'] },
  { name: 'migration fails', env: { BRANCH_NAME: 'develop' }, fail: ['sh:jsonpath'] },
  { name: 'apply fails', env: { BRANCH_NAME: 'develop' }, fail: ['sh:apply --filename .release/all.yaml'] },
  { name: 'roll-out fails', env: { BRANCH_NAME: 'develop' }, fail: ['sh:rollout status'] },
] as const

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-jenkins-'))
  const { files, findings } = await renderWith(jenkins, { platform: PLATFORM })
  expect(findings).toEqual([])
  mkdirSync(join(folder, 'library'))
  for (const [path, file] of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    if (file.type === 'text') writeFileSync(join(folder, path), file.text)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The Jenkinsfiles of this file's platform, and of all platforms of the repository. */
function allFiles(): string[] {
  return [folder, ...inject('rendered').map(({ out }) => join(out, 'jenkins'))]
    .filter((root) => existsSync(root))
    .flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('Jenkinsfile'))
        .map((path) => join(root, path)),
    )
}

describeWith([JUDGE, 'java', 'mvn'], 'Jenkins', () => {
  test('compiles every pipeline', async () => {
    expect(allFiles().length).toBeGreaterThanOrEqual(5)
    const { status, stdout, stderr } = await runTool(JUDGE, ['compile', join(folder, 'library'), ...allFiles()])
    expect({ status, stdout: stdout.trim() }, stderr).toEqual({ status: 0, stdout: '' })
  })

  test('CodeNarc has nothing to say', async () => {
    const { status, stdout } = await runTool(JUDGE, ['lint', ...allFiles()])
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
  })

  describe('runs a pipeline', () => {
    const runs = new Map<string, Run>()
    beforeAll(async () => {
      const scenarios = [
        ...SCENARIOS.map((scenario) => ({ ...scenario, jenkinsfile: join(folder, 'orders/Jenkinsfile') })),
        ...['nightly', 'once', 'peers', 'own'].map((name) => ({
          name,
          env: { BRANCH_NAME: 'develop' },
          jenkinsfile: join(folder, name, 'Jenkinsfile'),
        })),
      ]
      const { stdout } = await runTool(JUDGE, ['batch', '-'], { input: JSON.stringify(scenarios), expect: [0] })
      for (const run of JSON.parse(stdout) as readonly Run[]) runs.set(run.name, run)
    })

    const get = (name: string): Run => {
      const run = runs.get(name)
      if (run === undefined) throw new Error(`no run ${name}`)
      return run
    }
    /** What was done, in order: `STAGE: LABEL or STEP`. */
    const done = (name: string): string[] =>
      get(name)
        .trace.filter(({ step }) => ['sh', 'input', 'stash', 'unstash', 'archiveArtifacts', 'checkout'].includes(step))
        .map(({ step, stage, args }) => `${stage.at(-1)}: ${typeof args.label === 'string' ? args.label : step}`)
    const deployment = (environment: string): string[] =>
      ['unstash', 'Prepare', 'Make room', 'Migrate', 'Wait', 'Apply', 'Watch', 'Note', 'archiveArtifacts'].map(
        (step) => `Deploy ${environment}: ${step}`,
      )

    const TRIED = ['Checkout: checkout', 'Test: sh', 'Try image: Build']
    const BUILT = ['Checkout: checkout', 'Test: sh', 'Image: Build and push', 'Image: stash']

    test('and finds no mistake in it, whatever happens', () => {
      expect(
        [...runs.values()].filter(({ ok, warnings }) => !ok || warnings.length > 0).map(({ name, warnings }) => [name, warnings]),
      ).toEqual([])
    })

    test.each([
      'feature branch',
      'pull request',
      'pull request from a branch that deploys',
      'branch with a longer name',
      'tag with the name of the branch',
    ])('%s: tests and tries, and reaches nothing', (name) => {
      expect(get(name).result).toBe('SUCCESS')
      expect(done(name)).toEqual(TRIED)
      expect(get(name).trace.filter(({ step }) => step === 'withCredentials')).toEqual([])
      expect(get(name).trace.filter(({ step }) => step === 'agent').length).toBe(1)
    })

    test('develop goes to dev', () => {
      expect(get('develop').result).toBe('SUCCESS')
      expect(done('develop')).toEqual([...BUILT, ...deployment('dev')])
    })

    test('a release branch goes to staging', () => {
      expect(done('release branch')).toEqual([...BUILT, ...deployment('staging')])
    })

    test('a tag goes to staging, is asked for, and goes to prod; nobody waits on an agent', () => {
      expect(get('tag').result).toBe('SUCCESS')
      expect(done('tag')).toEqual([...BUILT, ...deployment('staging'), 'Approve prod: input', ...deployment('prod')])
      const input = get('tag').trace.findIndex(({ step }) => step === 'input')
      expect(get('tag').trace[input]?.args).toMatchObject({ submitter: 'release-managers' })
      expect(get('tag').trace.filter(({ step, stage }) => step === 'agent' && stage[0] === 'Approve prod')).toEqual([])
    })

    test('one image is built, whatever the number of environments', () => {
      expect(get('tag').trace.filter(({ text }) => text?.includes('docker buildx build')).length).toBe(1)
    })

    test('denied: prod is not touched', () => {
      expect(get('denied').result).toBe('ABORTED')
      expect(done('denied')).toEqual([...BUILT, ...deployment('staging'), 'Approve prod: input'])
    })

    test('tests fail: no image', () => {
      expect(get('tests fail').result).toBe('FAILURE')
      expect(done('tests fail')).toEqual(['Checkout: checkout', 'Test: sh'])
    })

    test('the push fails: nothing is deployed', () => {
      expect(get('push fails').result).toBe('FAILURE')
      expect(done('push fails')).toEqual(BUILT.slice(0, 3))
    })

    test('the migration fails: the workload is not touched', () => {
      expect(get('migration fails').result).toBe('FAILURE')
      expect(done('migration fails')).toEqual([...BUILT, ...deployment('dev').slice(0, 5)])
    })

    test.each([
      ['apply fails', 6],
      ['roll-out fails', 7],
    ])('%s: it goes back, and the run fails', (name, steps) => {
      expect(get(name).result).toBe('FAILURE')
      expect(done(name)).toEqual([...BUILT, ...deployment('dev').slice(0, steps), 'Deploy dev: Go back'])
    })

    test('credentials are named within the blocks that need them, and only there', () => {
      const uses = get('tag').trace.filter(({ step }) => step === 'withCredentials')
      expect(uses.map(({ stage, args }) => [stage.at(-1), JSON.stringify(args).match(/"credentialsId":"([^"]+)"/)?.[1]])).toEqual([
        ['Image', 'registry'],
        ['Deploy staging', 'kubeconfig'],
        ['Deploy prod', 'kubeconfig'],
      ])
    })

    test('what the user wrote reaches the shell as it was', () => {
      expect(get('develop').trace.find(({ text }) => text?.startsWith('mvn'))?.text).toBe("mvn -B 'test' $ARGS \\")
      expect(get('own').trace.find(({ text }) => text?.includes('buildx build --pull'))?.text).toContain(
        `--file 'it'\\''s $mine/Dockerfile' --build-arg 'A=b c' 'it'\\''s $mine'\n`,
      )
    })

    test('a Job is waited for, a CronJob only applied, and versions are not given an image', () => {
      const steps = (name: string): string[] => done(name).filter((line) => line.startsWith('Deploy dev'))
      const plain = (...labels: string[]): string[] => labels.map((label) => `Deploy dev: ${label}`)
      expect(steps('once')).toEqual(plain('unstash', 'Prepare', 'Make room', 'Apply', 'Wait', 'Note', 'archiveArtifacts'))
      expect(steps('nightly')).toEqual(plain('unstash', 'Prepare', 'Apply', 'Note', 'archiveArtifacts'))
      expect(steps('peers')).toEqual(plain('unstash', 'Prepare', 'Apply', 'Watch'))
      expect(get('peers').trace.some(({ text }) => text?.includes('newTag'))).toBe(false)
    })
  })
})

describeWith(['shellcheck', JUDGE, 'java', 'mvn'], 'shellcheck', () => {
  test('has nothing to say of the scripts, as the shell gets them', async () => {
    const { stdout } = await runTool(JUDGE, ['batch', '-'], {
      input: JSON.stringify([
        {
          name: 'all',
          env: { BRANCH_NAME: 'v1', TAG_NAME: 'v1' },
          jenkinsfile: join(folder, 'orders/Jenkinsfile'),
          fail: [{ step: 'sh', match: 'rollout status', times: 1 }],
        },
      ]),
      expect: [0],
    })
    const scripts = (JSON.parse(stdout) as readonly Run[]).flatMap(({ trace }) =>
      trace.flatMap(({ args, text }) => (typeof args.label === 'string' && text !== undefined ? [text] : [])),
    )
    expect(scripts.length).toBeGreaterThan(7)
    for (const [index, text] of scripts.entries()) writeFileSync(join(folder, `${index}.sh`), text)
    // SC2154: what Jenkins sets. SC2086: a list of workloads is meant to be several words. SC2016: a `$` that is kustomize's.
    const { status, stdout: told } = await runTool('shellcheck', [
      '-s',
      'sh',
      '-e',
      'SC2154,SC2086,SC2016',
      ...scripts.map((_, index) => join(folder, `${index}.sh`)),
    ])
    expect({ status, told }).toEqual({ status: 0, told: '' })
  })
})
