import type { Finding, Verdict, Waived } from '../finding.ts'
import type { Objects } from '../objects.ts'
import { runTool } from '../tool.ts'

interface Scored {
  readonly object_name: string
  readonly object_meta: { readonly annotations?: { readonly [name: string]: string } }
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string }
    readonly grade: number
    readonly skipped: boolean
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null
  }[]
}

/** 10 is "all OK"; what is below is a remark at least. */
const PERFECT = 10

/**
 * Good practice of the objects of one environment, scored together. What `kube-score/ignore` waives is told apart by scoring twice,
 * the second time without the annotations; a waiver that hides nothing is a finding.
 */
export async function kubeScore(objects: Objects, kubernetes: string): Promise<Verdict> {
  const common = ['score', '--output-format', 'json', '--kubernetes-version', `v${kubernetes}`]
  const [honoured, bare] = await Promise.all([
    score([...common, ...objects.files]),
    score([...common, '--disable-ignore-checks-annotations', ...objects.files]),
  ])
  const findings = honoured.flatMap(failures)
  const hidden = bare.flatMap(failures).filter((finding) => !findings.some((other) => same(other, finding)))
  const waived: Waived[] = hidden.map((finding) => ({
    ...finding,
    reason: reasonsOf(honoured.find((object) => object.object_name === finding.where)),
  }))
  const idle = honoured.flatMap((object) =>
    ignored(object)
      .filter((rule) => !hidden.some((finding) => finding.where === object.object_name && finding.rule === rule))
      .map((rule) => ({ judge: 'kube-score', rule, where: object.object_name, message: 'this waiver hides nothing' })),
  )
  return { findings: [...findings, ...idle], waived }
}

async function score(args: readonly string[]): Promise<readonly Scored[]> {
  const { stdout } = await runTool('kube-score', args, { expect: [0, 1] })
  return JSON.parse(stdout) as readonly Scored[]
}

function failures(object: Scored): Finding[] {
  return object.checks
    .filter((check) => !check.skipped && check.grade < PERFECT)
    .map(({ check, comments }) => ({
      judge: 'kube-score',
      rule: check.id,
      where: object.object_name,
      message: [check.name, ...(comments ?? []).map((comment) => `${comment.path} ${comment.summary}`.trim())].join('; '),
    }))
}

/** kube-score has no place for a reason, so the output says it in annotations of its own beside. */
function reasonsOf(object: Scored | undefined): string {
  const annotations = Object.entries(object?.object_meta.annotations ?? {})
  return annotations.flatMap(([name, reason]) => (name.startsWith('platgen.dev/waiver-') ? [reason] : [])).join('; ')
}

function ignored(object: Scored): string[] {
  return (object.object_meta.annotations?.['kube-score/ignore'] ?? '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
}

function same(a: Finding, b: Finding): boolean {
  return a.where === b.where && a.rule === b.rule
}
