/** build.sh, run for real with a Docker that only says what it was asked. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import docker from '../../../renderers/docker/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: "harbor.example.com:5000" }
environments: { dev: {} }
services:
  web: { build: { stack: node-static, context: "sites/my web" }, ports: { http: 8080 } }
  api: { build: go, ports: { http: 8080 } }
  own: { build: { stack: dockerfile, context: "it's $own", dockerfile: docker/Dockerfile, args: { A: "b $c" }, secrets: [TOKEN] }, image: { repository: sales/own } }
  foreign: { image: "docker.io/library/nginx:1.29.3" }
`

let folder = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-build-'))
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'bin/docker'), '#!/bin/sh\nfor word; do printf "%s|" "$word"; done; echo\n', { mode: 0o755 })
  const file = (await renderWith(docker, { platform: PLATFORM })).files.get('build.sh')
  if (file?.type !== 'text' || file.executable !== true) throw new Error('no script')
  writeFileSync(join(folder, 'out/build.sh'), file.text, { mode: 0o755 })
})
afterEach(() => rmSync(folder, { recursive: true }))

function build(...args: readonly string[]) {
  const { status, stdout } = spawnSync('out/build.sh', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  })
  return { status, calls: stdout.split('\n').slice(0, -1) }
}

const API = 'buildx|build|--load|--tag|harbor.example.com:5000/shop/api:1.0 x|--file|out/api/Dockerfile|api|'
const OWN = `buildx|build|--load|--tag|harbor.example.com:5000/shop/sales/own:1.0 x|--file|it's $own/docker/Dockerfile|--secret|id=TOKEN,env=TOKEN|--build-arg|A=b $c|it's $own|`
const WEB = 'buildx|build|--load|--tag|harbor.example.com:5000/shop/web:1.0 x|--file|out/web/Dockerfile|sites/my web|'

test('builds all that is built here, each from its own folder', () => {
  expect(build('1.0 x')).toEqual({ status: 0, calls: [API, OWN, WEB] })
})

test('builds what is named', () => {
  expect(build('1.0 x', 'web', 'api')).toEqual({ status: 0, calls: [WEB, API] })
})

test('builds nothing that it does not know, and nothing without a tag', () => {
  expect(build('1.0', 'foreign')).toEqual({ status: 2, calls: [] })
  expect(build()).toEqual({ status: 2, calls: [] })
})
