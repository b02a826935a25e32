import type { Annotations } from '../../_shared/kubernetes-types.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { JudgesRules } from './judges.ts'

/** Rules that are waived, why, and a name for the reason. */
export interface Waiver {
  readonly name: string
  readonly reason: string
  readonly rules: JudgesRules
}

/**
 * Waivers in each judge's own words. Where these have no place for a reason, it stands beside them under `platgen.dev/waiver-NAME`.
 * checkov reads no more than one `=` in its own.
 */
export function waiverAnnotations(waivers: readonly Waiver[]): Annotations {
  const annotations: Record<string, string> = {}
  const skipped = new Set<string>()
  const ignored = new Set<string>()
  for (const { name, reason, rules } of waivers) {
    for (const rule of rules.checkov) {
      if (skipped.has(rule)) continue
      skipped.add(rule)
      annotations[`checkov.io/skip${skipped.size}`] = `${rule}=${reason.replaceAll('=', ':')}`
    }
    for (const rule of rules.kubeScore) ignored.add(rule)
    for (const rule of rules.polaris) annotations[`polaris.fairwinds.com/${rule}-exempt`] = 'true'
    for (const rule of rules.kubeLinter) annotations[`ignore-check.kube-linter.io/${rule}`] = reason
    if (rules.kubeScore.length > 0 || rules.polaris.length > 0) annotations[`platgen.dev/waiver-${name}`] = reason
  }
  if (ignored.size > 0) annotations['kube-score/ignore'] = [...ignored].join(',')
  return isEmpty(annotations) ? NONE : annotations
}

const NONE: Annotations = Object.freeze({})
