/** Every Dockerfile, by BuildKit's own checks, hadolint and checkov. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { lines } from './finding.ts'
import { checkov } from './judges/checkov.ts'
import { dockerfileCheck, hadolint } from './judges/dockerfile.ts'
import { describeWith, findTool, root, runTool } from './tool.ts'

/** What the examples render to, and golden cases that show every stack. */
const folders = [
  ...inject('rendered').map(({ out }) => join(out, 'docker')),
  ...['stacks', 'stacks-of-today'].map((name) => join(root, 'test/golden', name, 'expected/docker')),
].filter((folder) => existsSync(folder))
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)Dockerfile[^/]*$/.test(path) && !path.endsWith('.dockerignore'))
    .map((path) => join(folder, path)),
)

describe('Dockerfiles', () => {
  test('are there', () => {
    expect(files.length).toBeGreaterThan(0)
  })
})

describeWith(['dockerfile-check'], 'dockerfile-check', () => {
  test('BuildKit has nothing to say', async () => {
    expect(lines(await dockerfileCheck(files))).toEqual([])
  })
})

describeWith(['hadolint'], 'hadolint', () => {
  test('nothing is wrong, and what is waived says why', async () => {
    const { findings, waived } = await hadolint(files)
    expect(lines(findings)).toEqual([])
    expect(lines(waived.filter(({ reason }) => reason.length < 10))).toEqual([])
  })
})

describeWith(['checkov'], 'checkov', () => {
  // It takes longer to start than to judge, so all are judged at once.
  test('nothing is wrong, and what is waived says why', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'platgen-dockerfiles-'))
    try {
      for (const [index, folder] of folders.entries()) cpSync(folder, join(scratch, String(index)), { recursive: true })
      const { findings, waived } = await checkov(scratch, 'dockerfile')
      expect(lines(findings)).toEqual([])
      expect(lines(waived.filter(({ reason }) => reason.length < 10))).toEqual([])
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })
})

describeWith(['shellcheck'], 'shellcheck', () => {
  test('nothing is wrong with the scripts beside Dockerfiles and in them', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'platgen-scripts-'))
    try {
      const inside = files.flatMap((file, index) =>
        [...readFileSync(file, 'utf8').matchAll(/^COPY[^\n]* <<'(\w+)' [^\n]+\n(#![\s\S]*?\n)\1\n/gm)].map(([, , script = '']) => {
          const path = join(scratch, `${index}.sh`)
          writeFileSync(path, script)
          return path
        }),
      )
      expect(inside.length).toBeGreaterThan(1)
      const beside = folders.map((folder) => join(folder, 'build.sh')).filter((path) => existsSync(path))
      const { stdout } = await runTool('shellcheck', ['--enable=all', '--exclude=SC2250,SC2248', '--format=gcc', ...beside, ...inside])
      expect(stdout).toBe('')
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })
})

/** nginx is among the tools for hosts, which few machines have. */
const hasNginx = findTool('nginx') !== undefined
if (!hasNginx) process.stderr.write('\nSKIPPED nginx -t: nginx missing; put it on PATH and run npm run conformance again\n')

describe('nginx', () => {
  test.skipIf(!hasNginx)('takes every nginx.conf', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'platgen-nginx-'))
    try {
      for (const file of files)
        for (const [, configuration = ''] of readFileSync(file, 'utf8').matchAll(/ <<'NGINX_CONF' [^\n]+\n([\s\S]*?)\nNGINX_CONF\n/g)) {
          const path = join(scratch, 'nginx.conf')
          // The outputs of a test are sockets, which no path opens.
          const log = join(scratch, 'log')
          writeFileSync(path, configuration.replace(/\/dev\/std(out|err)/g, log))
          const { status, stderr } = await runTool('nginx', ['-t', '-q', '-e', log, '-c', path])
          expect({ file, status, stderr }).toEqual({ file, status: 0, stderr: '' })
        }
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })
})
