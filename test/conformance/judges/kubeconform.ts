import { join } from 'node:path'
import type { Finding } from '../finding.ts'
import { runTool, shared } from '../tool.ts'

interface Report {
  readonly resources?: readonly {
    readonly filename: string
    readonly kind: string
    readonly name: string
    readonly status: string
    readonly msg: string
  }[]
  readonly summary: { readonly valid: number; readonly invalid: number; readonly errors: number; readonly skipped: number }
}

/** The shape of every object, unknown fields and unknown kinds included: kubeconform, strict, with schemas that were read from a real API server. */
export async function kubeconform(folders: readonly string[]): Promise<{ readonly findings: readonly Finding[]; readonly valid: number }> {
  const schemas = join(shared, 'schemas/json/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json')
  const args = ['-strict', '-summary', '-output', 'json', '-schema-location', schemas, ...folders]
  const { stdout } = await runTool('kubeconform', args, { expect: [0, 1] })
  const report = JSON.parse(stdout) as Report
  const findings = (report.resources ?? []).map(({ filename, kind, name, status, msg }) => ({
    judge: 'kubeconform',
    rule: status,
    where: `${filename} ${kind}/${name}`,
    message: msg,
  }))
  return { findings, valid: report.summary.valid }
}
