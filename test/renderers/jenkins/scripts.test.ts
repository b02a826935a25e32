/** The shell of a pipeline, run for real: with a registry that is a folder. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import jenkins from '../../../renderers/jenkins/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery: { jenkins: {} }
environments: { prod: { tag: "v*" } }
services: { orders: { build: spring-boot, migrate: [migrate] } }
`
const IMAGE = 'harbor.example.com/shop/orders'
const COMMIT = 'c0ffee'

const DOCKER = `#!/bin/sh
echo "$*" >>"$STATE/calls"
for last; do :; done
name() { echo "$1" | tr '/:@' '___'; }
case "$1 $2 $3" in
  login*) cat >"$STATE/password"; echo "$DOCKER_CONFIG" >"$STATE/folder"; ls "$DOCKER_CONFIG" >"$STATE/entries" ;;
  'buildx imagetools inspect') [ ! -e "$STATE/$(name "$last")" ] && exit 1; cat "$STATE/$(name "$last")" ;;
  'buildx imagetools create') echo "\${last#*@}" >"$STATE/$(name "$6")" ;;
  'buildx build --pull') echo sha256:built >"$STATE/$(name "$6")"; env | grep SOURCE_DATE_EPOCH >>"$STATE/calls" ;;
  *) exit 9 ;;
esac
`
const GIT = `#!/bin/sh
case $1 in rev-parse) echo ${COMMIT} ;; log) echo 1700000000 ;; *) exit 9 ;; esac
`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-pipeline-'))
  for (const name of ['bin', 'state', 'home/.docker', 'work']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'bin/docker'), DOCKER, { mode: 0o755 })
  writeFileSync(join(folder, 'bin/git'), GIT, { mode: 0o755 })
  writeFileSync(join(folder, 'home/.docker/config.json'), '{"auths":{"other":{}}}')
  mkdirSync(join(folder, 'home/.docker/buildx'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The script with this label, as the shell gets it. */
async function script(label: string): Promise<string> {
  const file = (await renderWith(jenkins, { platform: PLATFORM })).files.get('orders/Jenkinsfile')
  const literal = file?.type === 'text' ? new RegExp(`label: '${label}', script: '''([\\s\\S]*?)'''`).exec(file.text)?.[1] : undefined
  if (literal === undefined) throw new Error(`no script ${label}`)
  return literal.replace(/\\(.)/g, '$1')
}

/** As Jenkins runs it: echoing, and ending at the first failure. */
async function run(label: string, env: { readonly [name: string]: string } = {}) {
  const { status, stderr } = spawnSync('sh', ['-xec', await script(label)], {
    cwd: join(folder, 'work'),
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      HOME: join(folder, 'home'),
      STATE: join(folder, 'state'),
      IMAGE,
      REGISTRY: 'harbor.example.com',
      REGISTRY_USER: 'robot',
      REGISTRY_PASSWORD: 'a\\b $c',
      ...env,
    },
  })
  return { status, stderr }
}

const state = (name: string): string => readFileSync(join(folder, 'state', name), 'utf8').trim()
const pushed = (tag: string, digest: string): void =>
  writeFileSync(join(folder, 'state', `${IMAGE}:${tag}`.replace(/[/:@]/g, '_')), `${digest}\n`)
const verbs = (): string[] =>
  state('calls')
    .split('\n')
    .map((call) => /^(?:login|buildx (?:imagetools )?\w+|SOURCE\S*)/.exec(call)?.[0] ?? call)
const release = (): string => readFileSync(join(folder, 'work/release.txt'), 'utf8')

describe('Build and push', () => {
  test('builds a commit that the registry does not know', async () => {
    expect((await run('Build and push')).status).toBe(0)
    expect(verbs()).toEqual([
      'login',
      'buildx imagetools inspect',
      'buildx build',
      'SOURCE_DATE_EPOCH=1700000000',
      'buildx imagetools inspect',
    ])
    expect(state('calls')).toContain(
      `--tag ${IMAGE}:${COMMIT} --label org.opencontainers.image.revision=${COMMIT} --file out/docker/orders/Dockerfile orders`,
    )
    expect(release()).toBe(`${COMMIT} sha256:built\n`)
  })

  test('builds no commit twice: a tag is another name of the same bytes', async () => {
    pushed(COMMIT, 'sha256:known')
    expect((await run('Build and push', { TAG_NAME: 'v1.2.0' })).status).toBe(0)
    expect(state('calls')).toContain(`buildx imagetools create --prefer-index=false --tag ${IMAGE}:v1.2.0 ${IMAGE}@sha256:known`)
    expect(verbs()).not.toContain('buildx build')
    expect(release()).toBe('v1.2.0 sha256:known\n')
  })

  test('does nothing when it has been done', async () => {
    pushed(COMMIT, 'sha256:known')
    pushed('v1.2.0', 'sha256:known')
    expect((await run('Build and push', { TAG_NAME: 'v1.2.0' })).status).toBe(0)
    expect(verbs()).not.toContain('buildx imagetools create')
    expect(release()).toBe('v1.2.0 sha256:known\n')
  })

  test('never moves a tag', async () => {
    pushed(COMMIT, 'sha256:known')
    pushed('v1.2.0', 'sha256:other')
    const { status, stderr } = await run('Build and push', { TAG_NAME: 'v1.2.0' })
    expect(status).toBe(1)
    expect(stderr).toContain('a released tag never moves')
    expect(existsSync(join(folder, 'work/release.txt'))).toBe(false)
  })

  test.each(['release/1', '-v1', 'v1-', 'v1+build', 'ü1', `v${'1'.repeat(63)}`])('refuses %s as the name of an image', async (tag) => {
    pushed(COMMIT, 'sha256:known')
    expect((await run('Build and push', { TAG_NAME: tag })).status).toBe(1)
  })

  test('keeps the login to itself, and leaves the agent as it was', async () => {
    expect((await run('Build and push')).status).toBe(0)
    expect(state('password')).toBe('a\\b $c')
    expect(state('entries')).toBe('buildx')
    expect(state('folder')).not.toContain(join(folder, 'home'))
    expect(existsSync(state('folder'))).toBe(false)
    expect(readFileSync(join(folder, 'home/.docker/config.json'), 'utf8')).toBe('{"auths":{"other":{}}}')
  })

  test('works on an agent that never logged in', async () => {
    rmSync(join(folder, 'home/.docker'), { recursive: true })
    expect((await run('Build and push')).status).toBe(0)
    expect(state('entries')).toBe('')
  })
})

describe('Wait', () => {
  /** Answers for the second question about each Job. */
  function jobs(names: string, conditions: string): void {
    writeFileSync(
      join(folder, 'bin/kubectl'),
      `#!/bin/sh\ncase "$*" in *jsonpath*) echo "${conditions}" ;; *"output name"*) echo "${names}" ;; logs*) ;; *) exit 9 ;; esac\n`,
      { mode: 0o755 },
    )
  }
  const env = { NAMESPACE: 'shop', JOBS: 'a=b' }

  test.each([
    ['a Job that succeeded', 'job.batch/a', 'SuccessCriteriaMet Complete', 0],
    ['a Job that failed', 'job.batch/a', 'FailureTarget Failed', 1],
    ['no Job at all', '', '', 0],
  ])('%s', async (_what, names, conditions, status) => {
    jobs(names, conditions)
    expect((await run('Wait', env)).status).toBe(status)
  })
})
