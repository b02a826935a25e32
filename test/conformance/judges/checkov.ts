import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { stringify } from 'yaml'
import type { Json } from '../../../engine/source/source.ts'
import type { Finding, Verdict, Waived } from '../finding.ts'
import { isMap, parseObjects } from '../objects.ts'
import { runTool } from '../tool.ts'

interface Check {
  readonly check_id: string
  readonly check_name: string
  readonly file_path: string
  readonly resource: string
  readonly check_result: { readonly result: string; readonly suppress_comment?: string }
}
interface Report {
  readonly results?: {
    readonly failed_checks: readonly Check[]
    readonly skipped_checks: readonly Check[]
    readonly parsing_errors: readonly string[]
  }
}

/**
 * Security of the objects, or the Dockerfiles, of one folder. `checkov.io/skipN: RULE=REASON` and `# checkov:skip=RULE:REASON` waive a rule.
 * What has some is judged without them too: a waiver that hides nothing is a finding.
 */
export async function checkov(folder: string, framework: 'kubernetes' | 'dockerfile'): Promise<Verdict> {
  const copy = mkdtempSync(join(tmpdir(), 'platgen-checkov-'))
  try {
    const hasWaivers = copyWithoutWaivers(folder, copy)
    const [honoured, bare] = await Promise.all([judge(folder, framework), hasWaivers ? judge(copy, framework) : undefined])
    const findings = [...honoured.failed.map(finding), ...honoured.broken]
    const failsBare = new Set(bare?.failed.map(identity))
    const idle = honoured.skipped
      .filter((check) => !failsBare.has(identity(check)))
      .map((check) => ({ ...finding(check), message: 'this waiver hides nothing' }))
    const waived: Waived[] = honoured.skipped
      .filter((check) => failsBare.has(identity(check)))
      .map((check) => ({ ...finding(check), reason: check.check_result.suppress_comment ?? '' }))
    return { findings: [...findings, ...idle], waived }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const WAIVER = /checkov\.io\/skip|checkov:skip=/

async function judge(
  folder: string,
  framework: string,
): Promise<{ failed: readonly Check[]; skipped: readonly Check[]; broken: readonly Finding[] }> {
  // The tool's own download of rule names is of no use here, and waits for a network that may not be there.
  const args = ['-d', folder, '--framework', framework, '--compact', '--output', 'json', '--skip-download']
  const { stdout } = await runTool('checkov', args, { expect: [0, 1] })
  const { results } = JSON.parse(stdout) as Report
  if (results === undefined) return { failed: [], skipped: [], broken: [] }
  const broken = results.parsing_errors.map((file) => ({ judge: 'checkov', rule: 'parsing-error', where: file, message: 'cannot be read' }))
  return { failed: results.failed_checks, skipped: results.skipped_checks, broken }
}

function finding(check: Check): Finding {
  return { judge: 'checkov', rule: check.check_id, where: `${check.file_path} ${check.resource}`, message: check.check_name }
}

function identity(check: Check): string {
  return `${check.check_id} ${check.file_path} ${check.resource}`
}

/** Whether there was a waiver to leave out. Files without one are not copied. */
function copyWithoutWaivers(from: string, to: string): boolean {
  let found = false
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, relative(from, source))
    const text = readFileSync(source, 'utf8')
    if (!WAIVER.test(text)) continue
    found = true
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bare(text, source))
  }
  return found
}

/** Objects that waive nothing are left out: to relate all of them takes most of the time, and only rules of one object are waived. */
function bare(text: string, file: string): string {
  if (!/\.ya?ml$/.test(file)) return text.replace(/^#\s*checkov:skip=.*$/gm, '#')
  if (/checkov\.io\/skip\d*: CKV2_/.test(text)) throw new Error(`${file}: a rule about several objects is waived`)
  const documents = parseObjects(text, file)
    .filter(({ object }) => WAIVER.test(JSON.stringify(object)))
    .map(({ object }) => stringify(withoutWaivers(object), { aliasDuplicateObjects: false }))
  return documents.join('---\n')
}

function withoutWaivers(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutWaivers)
  if (!isMap(value)) return value
  const kept = Object.entries(value).filter(([key]) => !key.startsWith('checkov.io/skip'))
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutWaivers(entry)]))
}
