import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Finding, Verdict, Waived } from '../finding.ts'
import { runTool } from '../tool.ts'

/** BuildKit's own parser and build checks. They know no waiver. */
export async function dockerfileCheck(files: readonly string[]): Promise<readonly Finding[]> {
  if (files.length === 0) return []
  const { stdout } = await runTool('dockerfile-check', files, { expect: [0, 1] })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, where = line, rule = '', message = ''] = /^(.*?:\d+): (\w+): (.*)$/.exec(line) ?? []
      return { judge: 'dockerfile-check', rule, where, message }
    })
}

interface Remark {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly message: string
}

/** hadolint, all levels. `# hadolint ignore=RULE` waives a rule, with its reason in the comment line above; one that hides nothing is a finding. */
export async function hadolint(files: readonly string[]): Promise<Verdict> {
  if (files.length === 0) return { findings: [], waived: [] }
  const [honoured, bare] = await Promise.all([lint(files), lint(['--disable-ignore-pragma', ...files])])
  const findings = honoured.map(finding)
  const hidden = bare
    .map(finding)
    .filter((candidate) => !findings.some((other) => other.where === candidate.where && other.rule === candidate.rule))
  const pragmas = files.flatMap(ignored)
  const idle = pragmas.filter((pragma) => !hidden.some((other) => other.rule === pragma.rule && fileOf(other) === fileOf(pragma)))
  const waived: Waived[] = hidden.map((other) => ({
    ...other,
    reason: pragmas.find((pragma) => pragma.rule === other.rule && fileOf(pragma) === fileOf(other))?.message ?? '',
  }))
  return { findings: [...findings, ...idle.map((pragma) => ({ ...pragma, message: 'this waiver hides nothing' }))], waived }
}

async function lint(args: readonly string[]): Promise<readonly Remark[]> {
  // It reads a configuration from the working folder and from the user's home; neither may have a say.
  const nowhere = { HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent' }
  const { stdout } = await runTool('hadolint', ['--no-fail', '--format', 'json', ...args], { expect: [0], cwd: tmpdir(), env: nowhere })
  return JSON.parse(stdout) as readonly Remark[]
}

function finding({ code, file, line, message }: Remark): Finding {
  return { judge: 'hadolint', rule: code, where: `${file}:${line}`, message }
}

/** The rules that a file waives, each with the comment above as its message. */
function ignored(file: string): Finding[] {
  const text = readFileSync(file, 'utf8').split('\n')
  return text.flatMap((line, index) => {
    const rules = /^#\s*hadolint\s+(?:global\s+)?ignore=(\S+)/.exec(line)?.[1]?.split(',') ?? []
    const above = /^#\s*(.*)$/.exec(text[index - 1] ?? '')?.[1] ?? ''
    return rules.map((rule) => ({ judge: 'hadolint', rule, where: `${file}:${index + 1}`, message: above }))
  })
}

function fileOf({ where }: Finding): string {
  return where.replace(/:\d+$/, '')
}
