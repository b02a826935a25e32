import { readFileSync } from 'node:fs'
import type { Finding } from '../finding.ts'
import { runTool } from '../tool.ts'

/** The default rules; only lines may be longer, because an image with its digest, or a URL, cannot be broken. */
const CONFIG = '{extends: default, rules: {line-length: {max: 160, allow-non-breakable-inline-mappings: true}}}'

/** A line of another language inside of YAML: an expression of PromQL or for texts, a series of a test, a message for people, a dashboard. It means the same only in one piece. */
const FOREIGN = /^(?:- )?['"]?(?:expr|query|series|regex|description|summary|labels)['"]?: |^(?:[\w.-]+: )?['"]?\{"/

/** The style of YAML files, warnings included. */
export async function yamllint(files: readonly string[]): Promise<readonly Finding[]> {
  if (files.length === 0) return []
  const { stdout } = await runTool('yamllint', ['--strict', '--format', 'parsable', '-d', CONFIG, ...files], { expect: [0, 1, 2] })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, where = line, message = 'cannot be read', rule = 'syntax'] = /^(.*?:\d+:\d+): \[\w+\] (.*) \(([\w-]+)\)$/.exec(line) ?? []
      return { judge: 'yamllint', rule, where, message }
    })
    .filter(({ rule, where }) => rule !== 'line-length' || !isForeign(where))
}

function isForeign(where: string): boolean {
  const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(where) ?? []
  const lines = readFileSync(file, 'utf8').split('\n')
  const index = Number(line) - 1
  return FOREIGN.test((lines[index] ?? '').trim()) || isInText(lines, index)
}

/** Whether a line is part of a text (`key: |`): a script or a configuration, in a language of its own. */
function isInText(lines: readonly string[], index: number): boolean {
  let indent = indentOf(lines[index] ?? '')
  for (let above = index - 1; above >= 0 && indent > 0; above--) {
    const line = lines[above] ?? ''
    if (line.trim() === '' || indentOf(line) >= indent) continue
    if (/(?:^|[:-] )[|>][-+\d]*$/.test(line.trimEnd())) return true
    indent = indentOf(line)
  }
  return false
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
