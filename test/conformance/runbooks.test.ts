/** Whether a shell understands every command of every runbook, and whether what changes something stands apart. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { describeWith, runTool } from './tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-runbooks-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What only reads. */
const READING = /^(?:kubectl(?: --namespace [\w-]+)? (?:get|describe|logs|top|explain|auth|rollout (?:status|history)|wait)\b|iostat |ps )/

describeWith(['shellcheck'], 'shellcheck reads every command of every runbook', () => {
  test.each(inject('rendered'))('$name', async ({ out }) => {
    const folder = join(out, 'runbooks')
    if (!existsSync(folder)) return
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    const scripts: string[] = []
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8')
      const blocks = [...text.matchAll(/^(.*)\n\n```sh\n([\s\S]*?)^```$/gm)]
      for (const [index, [, before = '', script = '']] of blocks.entries()) {
        // Facts that an earlier block of the same part asks for are known there.
        const path = join(scratch, `${file.replaceAll('/', '-')}-${index}.sh`)
        const part = text.slice(0, text.indexOf(script)).split(/^## /m).at(-1) ?? ''
        const known = [...part.matchAll(/^([A-Z]+)=/gm)].map(([line]) => `${line}x`)
        writeFileSync(path, `#!/bin/sh\n${known.join('\n')}\n${script}`)
        scripts.push(path)
        if (before.includes('only reads'))
          for (const line of script.split('\n').filter((one) => one.startsWith('kubectl') && !one.includes(' exec ')))
            expect(line).toMatch(READING)
      }
    }
    if (scripts.length === 0) return
    // A name that a later block uses; and quotes within which only the shell of the pod may replace something.
    const { stdout, status } = await runTool('shellcheck', ['--exclude=SC2034,SC2016', ...scripts])
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })
})
