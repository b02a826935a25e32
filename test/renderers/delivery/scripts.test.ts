/** The scripts of every pipeline, run for real: with a registry that is a folder, and a cluster that takes notes. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import delivery from '../../../renderers/delivery/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery: jenkins
environments: { staging: { branch: main }, prod: { tag: "v*", from: staging } }
services:
  orders: { build: spring-boot, migrate: [migrate] }
  once: { build: node, kind: Job }
  own: { build: { stack: dockerfile, context: "it's $mine", args: { A: "b\\nc $(touch hacked) \\"" } } }
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
  'buildx create --name') echo "$BUILDX_CONFIG" >"$STATE/builder" ;;
  'buildx build --output') printf '%s\\n' "$@" >"$STATE/words" ;;
  'buildx build --pull') echo sha256:built >"$STATE/$(name "$6")"; env | grep SOURCE_DATE_EPOCH >>"$STATE/calls" ;;
  *) exit 9 ;;
esac
`
const GIT = `#!/bin/sh
case $1 in rev-parse) echo ${COMMIT} ;; log) echo 1700000000 ;; *) exit 9 ;; esac
`

let folder = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-delivery-'))
  for (const name of ['bin', 'state', 'home/.docker', 'work']) mkdirSync(join(folder, name), { recursive: true })
  program('docker', DOCKER)
  program('git', GIT)
  writeFileSync(join(folder, 'home/.docker/config.json'), '{"auths":{"other":{}}}')
  mkdirSync(join(folder, 'home/.docker/buildx'))
  const { files, findings } = await renderWith(delivery, { platform: PLATFORM })
  expect(findings).toEqual([])
  for (const [path, file] of files) {
    const target = join(folder, 'work/out/delivery', path)
    mkdirSync(dirname(target), { recursive: true })
    if (file.type === 'text') writeFileSync(target, file.text)
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const program = (name: string, text: string): void => writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 })

/** As an engine runs it: echoing, and ending at the first failure. */
function run(command: string, env: { readonly [name: string]: string } = {}) {
  const { status, stderr } = spawnSync('sh', ['-xec', `sh out/delivery/${command}`], {
    cwd: join(folder, 'work'),
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      HOME: join(folder, 'home'),
      STATE: join(folder, 'state'),
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
const released = (text: string): void => writeFileSync(join(folder, 'work/release.txt'), `${text}\n`)

test('image.sh has the logins of mirrors beside its own', async () => {
  const { files } = await renderWith(delivery, { platform: `${PLATFORM}images: { mirror: m.example.com, login: mirror-pull }\n` })
  const script = files.get('image.sh')
  writeFileSync(join(folder, 'work/out/delivery/image.sh'), script?.type === 'text' ? script.text : '')
  program('docker', DOCKER.replace('login*)', 'login*) cp "$DOCKER_CONFIG/config.json" "$STATE/logins";'))
  expect(run('image.sh orders push', { MIRROR_LOGIN: '{"auths":{"m.example.com":{}}}' }).status).toBe(0)
  expect(state('logins')).toBe('{"auths":{"m.example.com":{}}}')
  expect(run('image.sh orders proven staging').stderr).not.toContain('MIRROR_LOGIN')
})

describe('image.sh push', () => {
  test('builds a commit that the registry does not know', () => {
    expect(run('image.sh orders push').status).toBe(0)
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

  test('builds no commit twice: a tag is another name of the same bytes', () => {
    pushed(COMMIT, 'sha256:known')
    expect(run('image.sh orders push', { TAG_NAME: 'v1.2.0' }).status).toBe(0)
    expect(state('calls')).toContain(`buildx imagetools create --prefer-index=false --tag ${IMAGE}:v1.2.0 ${IMAGE}@sha256:known`)
    expect(verbs()).not.toContain('buildx build')
    expect(release()).toBe('v1.2.0 sha256:known\n')
  })

  test('does nothing when it has been done', () => {
    pushed(COMMIT, 'sha256:known')
    pushed('v1.2.0', 'sha256:known')
    expect(run('image.sh orders push', { TAG_NAME: 'v1.2.0' }).status).toBe(0)
    expect(verbs()).not.toContain('buildx imagetools create')
    expect(release()).toBe('v1.2.0 sha256:known\n')
  })

  test('never moves a tag', () => {
    pushed(COMMIT, 'sha256:known')
    pushed('v1.2.0', 'sha256:other')
    const { status, stderr } = run('image.sh orders push', { TAG_NAME: 'v1.2.0' })
    expect(status).toBe(1)
    expect(stderr).toContain('a name never moves')
    expect(existsSync(join(folder, 'work/release.txt'))).toBe(false)
  })

  test.each(['release/1', '-v1', 'v1-', 'v1+build', 'ü1', `v${'1'.repeat(63)}`])('refuses %s as the name of an image', (tag) => {
    pushed(COMMIT, 'sha256:known')
    expect(run('image.sh orders push', { TAG_NAME: tag }).status).toBe(1)
  })

  test('keeps the login to itself, and leaves the agent as it was', () => {
    expect(run('image.sh orders push').status).toBe(0)
    expect(state('password')).toBe('a\\b $c')
    expect(state('entries')).toBe('buildx')
    expect(state('folder')).not.toContain(join(folder, 'home'))
    expect(existsSync(state('folder'))).toBe(false)
    expect(readFileSync(join(folder, 'home/.docker/config.json'), 'utf8')).toBe('{"auths":{"other":{}}}')
  })

  test('works on an agent that never logged in', () => {
    rmSync(join(folder, 'home/.docker'), { recursive: true })
    expect(run('image.sh orders push').status).toBe(0)
    expect(state('entries')).toBe('')
  })
})

describe('image.sh', () => {
  test('builds with a daemon of its own when there is one', () => {
    expect(run('image.sh orders push', { BUILDKIT_HOST: 'tcp://127.0.0.1:1234' }).status).toBe(0)
    expect(state('calls')).toContain('buildx create --name platgen --driver remote --use tcp://127.0.0.1:1234')
    expect(state('builder')).toContain(state('folder'))
  })

  test('tries an image without a login, and without keeping it', () => {
    expect(run('image.sh own try', { REGISTRY_PASSWORD: '' }).status).toBe(0)
    expect(state('words').split('\n')).toEqual([
      'buildx',
      'build',
      '--output',
      'type=cacheonly',
      '--file',
      "it's $mine/Dockerfile",
      '--build-arg',
      'A=b',
      'c $(touch hacked) "',
      "it's $mine",
    ])
    expect(existsSync(join(folder, 'work/hacked'))).toBe(false)
  })

  test('proves an environment by what was noted of the same bytes', () => {
    released('v1 sha256:mine')
    expect(run('image.sh orders proven staging').status).toBe(1)
    expect(run('image.sh orders record staging').status).toBe(0)
    expect(run('image.sh orders proven staging').status).toBe(0)
    released('v1 sha256:other')
    expect(run('image.sh orders proven staging').stderr).toContain('was never deployed in staging')
  })

  test('knows its verbs', () => {
    expect(run('image.sh orders pusch').status).toBe(2)
    expect(run('deploy.sh orders prod aply').status).toBe(2)
  })
})

/** Notes every call. `FAIL` is a word that makes one fail; the answers about Jobs are in `NAMES` and `CONDITIONS`. */
const KUBECTL = `#!/bin/sh
echo "$*" >>"$STATE/kubectl"
case "$*" in *"\${FAIL:-no such word}"*) exit 1 ;; esac
case "$*" in
  *view-last-applied*) echo '{}' ;;
  *jsonpath*) echo "$CONDITIONS" ;;
  *"output name"*) echo "$NAMES" ;;
esac
`

describe('deploy.sh', () => {
  beforeEach(() => {
    program('kubectl', KUBECTL)
    released('v1.2.0 sha256:abc')
  })
  const calls = (): string[] =>
    state('kubectl')
      .split('\n')
      .map((call) => call.replace(/ --(?:namespace|selector|output|timeout) '?[^ ]+( in \([a-z,]+\))?'?/g, ''))
  const PREPARED = ['kustomize --load-restrictor LoadRestrictionsNone .release/all', 'apply view-last-applied deployment/orders']
  const MIGRATED = [
    'delete jobs --ignore-not-found --cascade=foreground',
    'kustomize --load-restrictor LoadRestrictionsNone .release/first',
    'apply --filename .release/first.yaml',
    'get jobs',
  ]

  test('prepares, migrates, applies, watches and notes', () => {
    expect(run('deploy.sh orders prod all').status).toBe(0)
    expect(calls()).toEqual([...PREPARED, ...MIGRATED, 'apply --filename .release/all.yaml', 'rollout status deployment/orders'])
    expect(readFileSync(join(folder, 'work/.release/all/kustomization.yaml'), 'utf8')).toContain(
      `images: [{name: '${IMAGE}', newTag: 'v1.2.0', digest: 'sha256:abc'}]`,
    )
    expect(readFileSync(join(folder, 'work/release-prod.yaml'), 'utf8')).toBe("releases: {prod: {orders: 'v1.2.0@sha256:abc'}}\n")
  })

  test.each(['rollout status', 'apply --filename .release/all.yaml'])('goes back when `%s` fails', (fail) => {
    expect(run('deploy.sh orders prod all', { FAIL: fail }).status).toBe(1)
    expect(calls().slice(-2)).toEqual(['get pods', 'apply --filename .release/before.json'])
    expect(existsSync(join(folder, 'work/release-prod.yaml'))).toBe(false)
  })

  test('does not touch the workload when the migration fails', () => {
    expect(run('deploy.sh orders prod all', { NAMES: 'job.batch/a', CONDITIONS: 'FailureTarget Failed' }).status).toBe(1)
    expect(calls()).not.toContain('apply --filename .release/all.yaml')
  })

  test('waits for a Job that is the service itself', () => {
    expect(run('deploy.sh once prod all', { NAMES: 'job.batch/a', CONDITIONS: 'SuccessCriteriaMet Complete' }).status).toBe(0)
    expect(calls()).toEqual([
      'kustomize --load-restrictor LoadRestrictionsNone .release/all',
      'delete jobs --ignore-not-found --cascade=foreground',
      'apply --filename .release/all.yaml',
      'get jobs',
      'get jobs',
    ])
    expect(run('deploy.sh once prod watch', { NAMES: 'job.batch/a', CONDITIONS: 'Failed' }).status).toBe(1)
  })

  describe('waits for who shifts requests', () => {
    /** The objects that it asks for are files: `FIELD` by the word in its path. With each question about the verdict the next line is the answer. */
    const CONTROLLER = `#!/bin/sh
echo "$*" >>"$STATE/kubectl"
case "$*" in
  *view-last-applied*) echo '{}' ;;
  *metadata.generation*) echo 7 ;;
  *spec.template*) if [ -e .release/all.yaml ] && grep -q 'apply --filename .release/all' "$STATE/kubectl"; then echo new; else echo old; fi ;;
  *status.message*) echo 'too many errors' ;;
  *status.phase*) head -n 1 "$STATE/verdicts"; sed -i 1d "$STATE/verdicts" ;;
  *status.lastAppliedSpec*) echo h1 ;;
esac
`
    const deploy = async (by: string, verdicts: readonly string[]) => {
      const canary = '  web: { build: node, ports: { http: 3000 }, replicas: 2, rollout: { canary: [10%] } }'
      const platform = PLATFORM.replace('delivery: jenkins', `mesh: istio\ndelivery: { engine: jenkins, progressive: ${by} }`)
      const { files } = await renderWith(delivery, { platform: `${platform.trimEnd()}\n${canary}\n` })
      for (const [path, file] of files) {
        mkdirSync(dirname(join(folder, 'work/out/delivery', path)), { recursive: true })
        if (file.type === 'text') writeFileSync(join(folder, 'work/out/delivery', path), file.text)
      }
      program('kubectl', CONTROLLER)
      program('sleep', '#!/bin/sh\n')
      writeFileSync(join(folder, 'state/verdicts'), `${verdicts.join('\n')}\n`)
      return run('deploy.sh web prod all')
    }
    const FINE = {
      'argo-rollouts': ['6 Healthy', '7 Progressing', '7 Paused', '7 Healthy'],
      flagger: ['h1 Succeeded', 'h2 Progressing', 'h2 Succeeded'],
    }
    const WRONG = { 'argo-rollouts': ['6 Healthy', '7 Degraded'], flagger: ['h1 Failed', 'h2 Failed'] }

    test.each(['argo-rollouts', 'flagger'] as const)('%s: until it has decided about this release', async (by) => {
      expect((await deploy(by, FINE[by])).status).toBe(0)
      expect(state('verdicts')).toBe('')
      expect(calls()).not.toContain('rollout status deployment/web')
      expect(existsSync(join(folder, 'work/release-prod.yaml'))).toBe(true)
    })

    test.each(['argo-rollouts', 'flagger'] as const)('%s: and goes back when it has decided against it', async (by) => {
      const { status, stderr } = await deploy(by, WRONG[by])
      expect([status, state('verdicts')]).toEqual([1, ''])
      expect(stderr).toContain('sh out/delivery')
      expect(calls().slice(-2)).toEqual(['get pods', 'apply --filename .release/before.json'])
      expect(existsSync(join(folder, 'work/release-prod.yaml'))).toBe(false)
    })

    test('flagger: a first release has nobody to be compared with', async () => {
      expect((await deploy('flagger', [' Initializing', 'h2 Initialized'])).status).toBe(0)
    })
  })
})
