import type { Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import type { ScalarNode } from '../plan/plan.ts'
import { checkScalar, settleScalar, tellProblem } from '../plan/scalar.ts'
import type { Json } from '../source/source.ts'
import { badAfterInterpolation, circularVariable, missingAfterMerge, unclosedVariable, unknownVariable } from './diagnostics.ts'
import { interpolate, type Lookup } from './interpolate.ts'
import type { Layers } from './layers.ts'
import type { MergeContext } from './merge.ts'
import type { Scope } from './scope.ts'
import { subjectOf } from './subject.ts'

/** What becomes of the scalars of one environment: references are replaced, and what then stands there is checked against its kind. */
export function createWords(scope: Scope, layers: Layers, environment: string, report: Report): MergeContext {
  function scalar(value: string | number | boolean, node: ScalarNode, path: readonly string[]): Json {
    if (typeof value !== 'string' || node.literal || !value.includes('${')) return value
    const text = value
    const place = { pointer: layers.winner(path), on: 'value' } as const
    let right = true
    const replaced = interpolate(text, scope.lookup, (reference, problem) => {
      right = false
      tell(reference, problem)
    })
    const settled = settleScalar(node, replaced)
    const problem = right ? checkScalar(node, settled) : undefined
    if (problem !== undefined) report(badAfterInterpolation, place, { value: replaced, ...tellProblem(node, problem) }, { environment })
    return settled

    function tell(reference: string | undefined, problem: Lookup | undefined): void {
      if (reference === undefined) report(unclosedVariable, place, {})
      else if (problem !== undefined && 'circle' in problem) report(circularVariable, place, { chain: problem.circle }, { environment })
      else if (problem !== undefined && 'reason' in problem) {
        const near = nearest(reference, problem.known)
        const fixes =
          near === undefined
            ? []
            : [
                {
                  message: `write \`\${${near}}\``,
                  changes: [{ replace: place, text: JSON.stringify(text.replaceAll(`\${${reference}}`, `\${${near}}`)) }],
                },
              ]
        report(unknownVariable, place, { reference, reason: problem.reason, nearest: near }, { environment, fixes })
      }
    }
  }

  return {
    scalar,
    missing: (path, key) =>
      report(missingAfterMerge, { pointer: layers.winner(path), on: 'key' }, { subject: subjectOf(path), key }, { environment }),
    memo: new WeakMap(),
  }
}
